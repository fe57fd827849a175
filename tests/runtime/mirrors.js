/**
 * Answers `test_mirrors.py`: a line of JSON `[name, ...values]` in, a line of JSON out.
 */
import { createInterface } from "node:readline";
import { fingerprint } from "../../themes/_runtime/fingerprint.js";
import { grade } from "../../themes/_runtime/grading.js";
import { parseNumber } from "../../themes/_runtime/numbers.js";
import { Progress } from "../../themes/_runtime/progress.js";
import { decodeState, emptyState, encodeState, nameKey, newRecord } from "../../themes/_runtime/state.js";
import { standing } from "../../themes/_runtime/views/badges.js";
import { text } from "./answers.js";
import { journeys, withoutAnswers } from "./journeys.js";
import { Random } from "./random.js";

const LONGEST_TEXT = `x${"é".repeat(127)}`;
/** Thirty characters, as many as the field takes, each of three bytes. */
const LONGEST_NUMBER = "\u202f".repeat(30);
const answers = { fingerprint, parseNumber, accepts, fullSizes, partialSizes, wall, journeys, afterUpdate };

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...values] = JSON.parse(line);
  console.log(JSON.stringify(answers[name](...values)));
}

/** Whether a short text is right. */
function accepts(accepted, comparison, typed) {
  return grade(text(accepted, { comparison }), typed, "fr").part === 1;
}

/**
 * The wall of badges of a learner who read some pages and got some scores, and what a platform would report of them:
 * the modules completed.
 */
function wall(outline, read, scores) {
  const progress = new Progress(outline, emptyState());
  for (const name of read) {
    progress.finishPage(name);
  }
  for (const [name, best] of Object.entries(scores)) {
    const { pass } = progress.activities.find((activity) => activity.name === name);
    Object.assign(progress.quiz(name), { best, submitted: true, passed: best >= pass });
  }
  progress.settle();
  const badges = outline.badges.map((badge) => ({
    earned: progress.isEarned(badge),
    needs: badge.rules.flatMap(({ needs }) => needs.map(({ target }) => [target, standing(target, progress).done])),
  }));
  return { completed: outline.modules.filter((one) => progress.isComplete(one)).map(({ id }) => id), badges };
}

/**
 * The lengths of the state of a course where all is done and every answer is as long as it can be: without the
 * answers, then with them.
 */
function fullSizes(outline, questions) {
  const state = fullState(outline, questions);
  return [encodeState(withoutAnswers(state), Infinity).length, encodeState(state, Infinity).length];
}

/** The same lengths for `count` states where some things are done and some questions answered. */
function partialSizes(outline, questions, count) {
  const random = new Random(count);
  return Array.from({ length: count }, () => {
    const state = partOf(fullState(outline, questions), random);
    return [encodeState(withoutAnswers(state), Infinity).length, encodeState(state, Infinity).length];
  });
}

/**
 * What the new version of a course finds of all that a learner can have reached in the old one, after the state was
 * saved and opened: all of it, then what is left of `count` learners who have some of it.
 */
function afterUpdate(oldOutline, oldQuestions, newOutline, newQuestions, count) {
  const random = new Random(count);
  const full = fullState(oldOutline, oldQuestions);
  const states = [full, ...Array.from({ length: count }, () => someOf(full, random))];
  return states.map((state) => ({
    had: found(new Progress({ ...oldOutline, was: [] }, reopened(state)), oldQuestions),
    has: found(new Progress(newOutline, reopened(state)), newQuestions),
  }));
}

function reopened(state) {
  return decodeState(encodeState(state, Infinity));
}

function someOf(state, random) {
  return { ...state, marks: new Set(random.some([...state.marks])), quizzes: new Map(random.some([...state.quizzes])) };
}

/** What the outline has a place for: names of pages, modules and badges; quizzes with the keys that are answered. */
function found(progress, questions) {
  const { modules, badges } = progress.outline;
  const answered = progress.activities.flatMap(({ name }) => {
    const record = progress.quizSeen(name);
    const asked = questions[name].map(({ key }) => key);
    const whole = record && record.best === 1 && record.passed && record.submitted;
    return whole && asked.length ? [[name, asked.filter((key) => record.answers.has(key))]] : [];
  });
  return {
    completed: progress.state.completed,
    pages: progress.activities.filter((one) => one.kind === "page" && progress.isDone(one)).map(({ name }) => name),
    quizzes: Object.fromEntries(answered),
    modules: modules.filter((module) => progress.isComplete(module)).map(({ id }) => id),
    badges: badges.filter((badge) => progress.isEarned(badge)).map(({ id }) => id),
    missing: Object.fromEntries(modules.map((one) => [one.id, progress.missing(one).map(({ name }) => name)])),
  };
}

function fullState(outline, questions) {
  const activities = outline.modules.flatMap((module) => module.activities);
  const names = [
    ...outline.modules.map(({ id }) => `module:${id}`),
    ...outline.badges.map(({ id }) => `badge:${id}`),
    ...activities.filter(({ kind }) => kind === "page").map(({ name }) => `page:${name}`),
  ];
  const state = emptyState();
  state.completed = true;
  state.marks = new Set(names.map(nameKey));
  for (const { name, draws = [] } of activities.filter(({ name }) => questions[name].length)) {
    const given = largestDraw(questions[name], draws).map((question) => [question.key, longestAnswer(question)]);
    const record = { ...newRecord(), best: 1, submitted: true, passed: true, answers: new Map(given) };
    state.quizzes.set(nameKey(`quiz:${name}`), record);
  }
  return state;
}

/** The fixed questions, and of each pool those whose answers take the most bits. */
function largestDraw(questions, draws) {
  const drawn = draws.flatMap((draw, pool) => {
    const held = questions.filter((question) => question.pool === pool);
    return held.sort((one, other) => bitsOf(other) - bitsOf(one)).slice(0, draw);
  });
  return [...questions.filter((question) => question.pool === null), ...drawn];
}

/** The bits of an answer, and some that are the same for all: a letter holds six, so there are six of it. */
function bitsOf(question) {
  const answers = new Map([...Array(6).keys()].map((key) => [key, longestAnswer(question)]));
  const quizzes = new Map([[0, { ...newRecord(), answers }]]);
  return encodeState({ ...emptyState(), quizzes }, Infinity).length;
}

/** Neither right nor wrong, and the last choice chosen or the field filled: nothing takes more bits. */
function longestAnswer(question) {
  const response = {
    select: () => [question.correct.length - 1],
    number: () => LONGEST_NUMBER,
    text: () => LONGEST_TEXT,
    match: () => ({ parts: Array(question.lines).fill(question.options.length - 1) }),
    order: () => ({ parts: [...question.items.keys()] }),
    cloze: () => ({ parts: question.blanks.map(longestPart) }),
    essay: () => null,
  }[question.kind]();
  return { tries: 15, checked: true, best: 0.5, response };
}

/** As the fields of the theme hold at the most: thirty characters of a number, of a text forty or as many as are right. */
function longestPart(blank) {
  const most = blank.kind === "text" ? Math.max(40, ...blank.accepted.map((text) => text.length)) : 0;
  return { select: 0, number: LONGEST_NUMBER, text: "\u202f".repeat(most) }[blank.kind];
}

function partOf(state, random) {
  const quizzes = random.some([...state.quizzes]).map(([key, record]) => {
    const kept = random.some([...record.answers]).map(([question, answer]) => [question, shorter(answer, random)]);
    return [key, { ...record, best: random.below(10001) / 10000, answers: new Map(kept) }];
  });
  // Few, many or nearly all: which gaps are left differs most at the ends.
  const share = random.pick([10, 50, 90, 99]);
  const marks = [...state.marks].filter(() => random.below(100) < share);
  return { ...state, completed: random.flag(), marks: new Set(marks), quizzes: new Map(quizzes) };
}

function shorter(answer, random) {
  const response = shorterResponse(answer.response, random);
  return { ...answer, best: random.pick([0, 1, random.below(841) / 840]), response };
}

function shorterResponse(response, random) {
  if (response === null || "parts" in Object(response)) {
    return random.pick([null, response]);
  }
  return typeof response === "string" ? response.slice(0, random.below(129)) : [random.below(response[0] + 1)];
}
