/**
 * Put what another state of the same learner holds into a state: of a device that was ahead of the platform, of another
 * window, of a part of the course that had another name. Nothing that either holds done is undone.
 *
 * @param {import("./types.js").State} state  changed in place: the page shows it
 * @param {import("./types.js").State} other
 * @param {Set<number>} falling  the keys of the quizzes whose last attempt counts, not the best
 */
export function unite(state, other, falling) {
  state.completed ||= other.completed;
  for (const mark of other.marks) {
    state.marks.add(mark);
  }
  for (const [key, record] of other.quizzes) {
    const ours = state.quizzes.get(key);
    if (ours) {
      uniteRecords(ours, record, falling.has(key));
    } else {
      state.quizzes.set(key, record);
    }
  }
}

/**
 * @param {import("./types.js").QuizRecord} record  changed in place
 * @param {import("./types.js").QuizRecord} other
 * @param {boolean} falls  whether the last attempt counts, not the best: whoever tried more often is ahead
 */
export function uniteRecords(record, other, falls) {
  const isAhead = tries(other) > tries(record);
  if (falls ? isAhead : other.best > record.best) {
    record.best = other.best;
  }
  record.submitted ||= other.submitted;
  record.passed ||= other.passed;
  for (const [key, answer] of other.answers) {
    const ours = record.answers.get(key);
    if (!ours || answer.tries > ours.tries || (ours.response === null && answer.tries === ours.tries)) {
      const best = falls ? answer.best : Math.max(answer.best, ours?.best ?? 0);
      record.answers.set(key, { ...answer, best });
    }
  }
}

/** @param {import("./types.js").QuizRecord} record */
function tries({ answers }) {
  return [...answers.values()].reduce((sum, answer) => sum + answer.tries, 0);
}
