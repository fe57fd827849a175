/**
 * Put what another state of the same learner holds into a state: of a device that was ahead of the platform, of another
 * window, of a part of the course that had another name. Nothing that either holds done is undone.
 *
 * @param {import("./types.js").State} state  changed in place: the page shows it
 * @param {import("./types.js").State} other
 * @param {JoinRules} rules
 *
 * @typedef {object} JoinRules  quizzes by their keys
 * @property {Set<number>} falling  those whose last attempt counts, not the best
 * @property {Set<number>} together  those whose questions are sent together: answers of two attempts are not mixed
 */
export function unite(state, other, rules) {
  state.completed ||= other.completed;
  for (const mark of other.marks) {
    state.marks.add(mark);
  }
  for (const [key, record] of other.quizzes) {
    const ours = state.quizzes.get(key);
    if (ours) {
      uniteRecords(ours, record, rules, key);
    } else {
      state.quizzes.set(key, record);
    }
  }
}

/**
 * @param {import("./types.js").QuizRecord} record  changed in place
 * @param {import("./types.js").QuizRecord} other
 * @param {JoinRules} rules
 * @param {number} quiz  its key
 */
export function uniteRecords(record, other, { falling, together }, quiz) {
  const falls = falling.has(quiz);
  // Whoever tried more often is ahead; whoever left the answers out for lack of room is not behind for that.
  const isAhead = record.answers.size > 0 && tries(other) > tries(record);
  if (falls ? isAhead || !(record.best || record.submitted) : other.best > record.best) {
    record.best = other.best;
  }
  record.submitted ||= other.submitted;
  record.passed ||= other.passed;
  const mixes = !falls && !together.has(quiz);
  for (const [key, answer] of other.answers) {
    const ours = record.answers.get(key);
    if (!ours || isLater(answer, ours)) {
      record.answers.set(key, { ...answer, best: mixes ? Math.max(answer.best, ours?.best ?? 0) : answer.best });
    } else if (mixes && answer.best > ours.best) {
      const isSame = answer.tries === ours.tries && answer.checked === ours.checked;
      record.answers.set(key, isSame ? answer : { ...ours, best: answer.best });
    }
  }
}

/**
 * Whether an answer comes after another to the same question: a draft, or a fresh start, follows what was checked.
 *
 * @param {import("./types.js").Answer} answer
 * @param {import("./types.js").Answer} other
 */
function isLater(answer, other) {
  if (answer.tries !== other.tries) {
    return answer.tries > other.tries;
  }
  return answer.checked === other.checked ? other.response === null : other.checked;
}

/** @param {import("./types.js").QuizRecord} record */
function tries({ answers }) {
  return [...answers.values()].reduce((sum, answer) => sum + answer.tries, 0);
}
