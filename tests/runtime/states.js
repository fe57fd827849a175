import { emptyState } from "../../themes/_runtime/state.js";

/** Every sort of letter that UTF-8 codes in another length. */
const TYPED = ["a", "Z", " ", "'", "é", "œ", "\u202f", "Ж", "渋", "😀"];

/**
 * A state that the run-time could save: its fractions are those that the format keeps without loss.
 *
 * @param {import("./random.js").Random} random
 */
export function randomState(random, { marks = 60, quizzes = 5, answers = 8 } = {}) {
  const state = emptyState();
  state.completed = random.flag();
  state.seed = random.below(2 ** 16);
  state.marks = new Set(keys(random, random.below(marks), 2 ** 26));
  for (const key of keys(random, random.below(quizzes), 2 ** 26)) {
    state.quizzes.set(key, randomRecord(random, keys(random, random.below(answers), 2 ** 16)));
  }
  return state;
}

function randomRecord(random, questions) {
  return {
    best: random.below(10001) / 10000,
    submitted: random.flag(),
    passed: random.flag(),
    answers: new Map(random.shuffled(questions).map((key) => [key, randomAnswer(random)])),
    recent: 0,
  };
}

function randomAnswer(random) {
  return {
    tries: random.below(16),
    checked: random.flag(),
    best: random.pick([0, 1, random.below(841) / 840]),
    response: random.pick([null, [], randomChoices(random), randomText(random), randomParts(random)]),
  };
}

function randomChoices(random) {
  return random.some(Array.from({ length: random.below(20) }, (_, index) => index));
}

function randomParts(random) {
  const parts = Array.from({ length: random.below(20) }, () =>
    random.pick([null, random.below(36), randomText(random)]),
  );
  return { parts };
}

/** At most 63 characters of at most 4 bytes. */
function randomText(random) {
  return Array.from({ length: random.below(64) }, () => random.pick(TYPED)).join("");
}

/** Different keys in rising order, as a saved state gives them back. */
function keys(random, count, end) {
  const found = new Set(Array.from({ length: count }, () => random.pick([random.below(end), random.below(50)])));
  return [...found].sort((one, other) => one - other);
}
