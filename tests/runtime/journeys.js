import { drawQuestions } from "../../themes/_runtime/draw.js";
import { Progress } from "../../themes/_runtime/progress.js";
import { emptyState, encodeState } from "../../themes/_runtime/state.js";
import { Random } from "./random.js";

const LONGEST_NUMBER = 30;
const LONGEST_TEXT = 85;
const LONGEST_BLANK = 40;
const TYPED = ["a", " ", "é", "\u202f", "渋", "😀"];

/**
 * The lengths of the states of `count` learners who went through a course in their own ways, without and with answers:
 * some do everything, others a part of it.
 */
export function journeys(outline, questions, count, seed) {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, at) => {
    const state = journey(outline, questions, random, at % 3 ? random.pick([20, 60, 95]) : 100);
    return [encodeState(withoutAnswers(state), Infinity).length, encodeState(state, Infinity).length];
  });
}

export function withoutAnswers(state) {
  const emptied = [...state.quizzes].map(([key, record]) => [key, { ...record, answers: new Map() }]);
  return { ...state, quizzes: new Map(emptied) };
}

/** One learner, who does `share` percent of what there is. */
function journey(outline, questions, random, share) {
  const progress = new Progress(outline, { ...emptyState(), seed: random.below(2 ** 16) });
  const does = () => random.below(100) < share;
  for (const activity of random.shuffled(progress.activities).filter(does)) {
    if (activity.kind === "page") {
      progress.finishPage(activity.name);
    }
    if (questions[activity.name].length) {
      answer(progress, activity, questions[activity.name], random, does);
    }
    progress.settle();
  }
  return progress.state;
}

function answer(progress, activity, questions, random, does) {
  const record = progress.quiz(activity.name);
  const given = { draws: [], ...activity };
  const asked = drawQuestions(given, questions, record.answers, progress.state.seed);
  for (const question of asked.filter(does)) {
    record.answers.set(question.key, {
      tries: random.below(30),
      checked: random.flag(),
      best: random.pick([0, 1, random.below(841) / 840]),
      response: response(question, random),
    });
    progress.settleAnswers(activity, asked);
  }
}

function response(question, random) {
  switch (question.kind) {
    case "select":
      return random.some([...question.correct.keys()]);
    case "match":
      return { parts: Array.from({ length: question.lines }, () => random.pick([null, ...question.options.keys()])) };
    case "order":
      return { parts: random.shuffled([...question.items.keys()]) };
    case "cloze":
      return { parts: question.blanks.map((blank) => part(blank, random)) };
    case "number":
      return typed(LONGEST_NUMBER, random);
    case "text":
      return typed(longest(question, LONGEST_TEXT), random);
    default:
      return null;
  }
}

function part(blank, random) {
  if (blank.kind === "select") {
    return random.pick([null, ...blank.correct.keys()]);
  }
  return typed(blank.kind === "number" ? LONGEST_NUMBER : longest(blank, LONGEST_BLANK), random);
}

function longest({ accepted }, least) {
  return Math.max(least, ...accepted.map((text) => text.length));
}

/** As much as the field takes, or less: letters of one sort often, as a language has them. */
function typed(most, random) {
  const letters = random.pick([TYPED, ["渋"], ["\u202f"], ["a"]]);
  const text = Array.from({ length: random.pick([most, random.below(most + 1)]) }, () => random.pick(letters));
  return text.join("").slice(0, most);
}
