import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Progress } from "../../themes/_runtime/progress.js";
import { complete, moduleOf, progressOf, reopened } from "./modules.js";

describe("a module of one page and one quiz is complete", () => {
  const claims = [
    // rule, page read, quiz submitted, quiz passed, complete
    ["read", true, false, false, true],
    ["read", false, true, true, false],
    ["quiz-submitted", false, true, false, true],
    ["quiz-submitted", true, false, false, false],
    ["quiz-passed", false, true, true, true],
    ["quiz-passed", true, true, false, false],
    ["all", true, true, true, true],
    ["all", true, true, false, false],
    ["all", false, true, true, false],
  ];
  for (const [rule, read, submitted, passed, complete] of claims) {
    const done = [read && "read", submitted && "submitted", passed && "passed"].filter(Boolean).join(", ");
    test(`${complete ? "when" : "not yet when"} “${rule}” is asked and it is ${done}`, () => {
      const module = moduleOf("one", { completeWhen: rule });
      const progress = progressOf({ modules: [module] });
      if (read) {
        progress.finishPage("one/page");
      }
      Object.assign(progress.quiz("one/quiz"), { submitted, passed });
      assert.deepEqual(progress.settle().modules, complete ? [module] : []);
      assert.equal(progress.isComplete(module), complete);
    });
  }
});

test("a page whose self-checks are worth points counts in the score, and is never a quiz to pass", () => {
  const page = { name: "one/page", title: "Page", kind: "page", weight: 1 };
  const quiz = { name: "one/quiz", title: "Quiz", kind: "quiz", pass: 0.5, points: 3, weight: 3 };
  const progress = progressOf({ modules: [moduleOf("one", { activities: [page, quiz] })] });
  assert.equal(progress.score, null);
  progress.quiz("one/page").best = 1;
  assert.equal(progress.score, 0.25);
  assert.deepEqual(progress.missing(progress.outline.modules[0]), [page, quiz]);
});

describe("the answers to a quiz", () => {
  const questions = [
    { key: 1, kind: "select", scored: true, points: 1 },
    { key: 2, kind: "number", scored: true, points: 3 },
    { key: 3, kind: "select", scored: false, points: 0 },
    { key: 4, kind: "essay", scored: false, required: false, points: 0 },
  ];
  const survey = questions.slice(2);

  function answered(progress, parts) {
    for (const [key, best] of Object.entries(parts)) {
      progress.quiz("one/quiz").answers.set(Number(key), { tries: 1, checked: true, best, response: null });
    }
  }

  test("bring their share of the points, and pass it from the mark on", () => {
    const progress = progressOf({ modules: [moduleOf("one")] });
    const [, quiz] = progress.activities;
    answered(progress, { 1: 1 });
    progress.settleAnswers(quiz, questions);
    assert.deepEqual([progress.quiz("one/quiz").best, progress.quiz("one/quiz").passed], [0.25, false]);
    answered(progress, { 1: 0, 2: 1 });
    progress.settleAnswers(quiz, questions);
    assert.deepEqual([progress.quiz("one/quiz").best, progress.quiz("one/quiz").passed], [0.75, true]);
  });

  test("never lower the score, but where the last attempt counts; what is passed stays so", () => {
    for (const [keep, score] of [
      ["best", 1],
      ["last", 0.25],
    ]) {
      const progress = progressOf({ modules: [moduleOf("one", { keep })] });
      const [, quiz] = progress.activities;
      for (const parts of [
        { 1: 1, 2: 1 },
        { 1: 1, 2: 0 },
      ]) {
        answered(progress, parts);
        progress.settleAnswers(quiz, questions);
      }
      assert.equal(progress.quiz("one/quiz").best, score);
      assert.ok(progress.quiz("one/quiz").passed);
    }
  });

  test("that were forgotten for lack of room take nothing from the score, whichever attempt counts", () => {
    const progress = progressOf({ modules: [moduleOf("one", { keep: "last" })] });
    const [, quiz] = progress.activities;
    Object.assign(progress.quiz("one/quiz"), { best: 1, submitted: true, passed: true });
    assert.ok(progress.isStarted(quiz));
    answered(progress, { 1: 1 });
    progress.settleAnswers(quiz, questions);
    assert.equal(progress.quiz("one/quiz").best, 1);
    answered(progress, { 2: 0 });
    progress.settleAnswers(quiz, questions);
    assert.equal(progress.quiz("one/quiz").best, 0.25);
  });

  test("are all there when those are that can be right, or must be given", () => {
    const progress = progressOf({ modules: [moduleOf("one")] });
    const [, quiz] = progress.activities;
    answered(progress, { 1: 0 });
    assert.deepEqual(keysOf(progress.openQuestions(quiz, questions)), [2]);
    const required = questions.map((question) => ({ ...question, required: true }));
    assert.deepEqual(keysOf(progress.openQuestions(quiz, required)), [2, 4]);
  });

  test("of a survey are all there without the free texts", () => {
    const progress = progressOf({ modules: [moduleOf("one", { points: 0 })] });
    const [, quiz] = progress.activities;
    assert.deepEqual(keysOf(progress.openQuestions(quiz, survey)), [3]);
    answered(progress, { 3: 0 });
    progress.settleAnswers(quiz, survey);
    assert.deepEqual([progress.quiz("one/quiz").submitted, progress.quiz("one/quiz").passed], [true, false]);
    assert.equal(progress.score, null);
  });

  const keysOf = (found) => found.map(({ key }) => key);
});

test("a survey is done once it is answered, whatever its module asks for", () => {
  for (const completeWhen of ["all", "quiz-passed", "quiz-submitted"]) {
    const module = moduleOf("one", { points: 0, completeWhen });
    const progress = progressOf({ modules: [module] });
    progress.finishPage("one/page");
    assert.deepEqual(progress.missing(module), [module.activities[1]]);
    progress.quiz("one/quiz").submitted = true;
    assert.deepEqual(progress.missing(module), []);
  }
});

test("a module is told as completed once", () => {
  const progress = progressOf({ modules: [moduleOf("one")] });
  complete(progress, "one");
  assert.equal(progress.settle().modules.length, 0);
});

test("a module stays complete when a new version of the course adds a page to it", () => {
  const before = progressOf({ modules: [moduleOf("one")] });
  complete(before, "one");
  const added = { name: "one/more", title: "More", kind: "page" };
  const grown = moduleOf("one", { activities: [...moduleOf("one").activities, added] });
  const after = new Progress({ ...before.outline, modules: [grown] }, before.state);
  assert.deepEqual(after.missing(grown), [added]);
  assert.ok(after.isComplete(grown));
});

test("what is missing in a module is listed in the order of the course", () => {
  const module = moduleOf("one");
  const progress = progressOf({ modules: [module] });
  assert.deepEqual(
    progress.missing(module).map(({ name }) => name),
    ["one/page", "one/quiz"],
  );
  progress.finishPage("one/page");
  assert.deepEqual(
    progress.missing(module).map(({ name }) => name),
    ["one/quiz"],
  );
});

test("the course is complete with its last required module, and told once", () => {
  const progress = progressOf({ modules: [moduleOf("one"), moduleOf("two"), moduleOf("extra", { optional: true })] });
  assert.equal(complete(progress, "one").course, false);
  assert.equal(complete(progress, "two").course, true);
  assert.equal(progress.state.completed, true);
  assert.equal(complete(progress, "extra").course, false);
});

test("an optional module does not complete the course", () => {
  const progress = progressOf({ modules: [moduleOf("one"), moduleOf("extra", { optional: true })] });
  assert.equal(complete(progress, "extra").course, false);
});

test("a completed course stays so when a new version asks for more", () => {
  const progress = progressOf({ modules: [moduleOf("one")] });
  complete(progress, "one");
  const after = new Progress({ ...progress.outline, modules: [moduleOf("one"), moduleOf("two")] }, progress.state);
  after.settle();
  assert.equal(after.state.completed, true);
});
describe("the score of the course", () => {
  const modules = [moduleOf("one", { points: 1 }), moduleOf("two", { points: 3 })];

  test("is none before the first graded answer", () => {
    const progress = progressOf({ modules });
    assert.equal(progress.score, null);
    progress.finishPage("one/page");
    progress.quiz("one/quiz").answers.set(1, { tries: 0, checked: false, best: 0, response: "draft" });
    assert.equal(progress.score, null);
  });

  test("is zero after a first wrong answer", () => {
    const progress = progressOf({ modules });
    progress.quiz("one/quiz").answers.set(1, { tries: 1, checked: true, best: 0, response: "wrong" });
    assert.equal(progress.score, 0);
  });

  test("counts every quiz by its points", () => {
    const progress = progressOf({ modules });
    progress.quiz("two/quiz").best = 0.5;
    assert.equal(progress.score, 0.375);
    progress.quiz("one/quiz").best = 1;
    assert.equal(progress.score, 0.625);
  });

  test("counts a quiz by its weight, where it has one of its own", () => {
    const progress = progressOf({ modules: [moduleOf("one", { points: 10, weight: 1 }), moduleOf("two")] });
    progress.quiz("two/quiz").best = 1;
    assert.equal(progress.score, 0.5);
  });

  test("may fall only once the last attempt of a quiz was worse than the one before", () => {
    const last = moduleOf("one", { keep: "last" });
    const quiz = last.activities.find(({ kind }) => kind === "quiz");
    const questions = [{ key: 1, kind: "select", points: 1, scored: true }];
    const answer = (best) => new Map([[1, { tries: 1, checked: true, best, response: [0] }]]);
    for (const [keep, before, after, fell] of [
      ["last", 1, 0, true],
      ["last", 0, 1, false],
      ["best", 1, 0, false],
    ]) {
      const progress = progressOf({ modules: [last] });
      quiz.keep = keep;
      for (const best of [before, after]) {
        progress.quiz(quiz.name).answers = answer(best);
        progress.settleAnswers(quiz, questions);
      }
      assert.equal(progress.fell, fell);
    }
  });

  test("leaves quizzes without points out", () => {
    const progress = progressOf({ modules: [moduleOf("one", { points: 0 }), moduleOf("two", { points: 2 })] });
    progress.quiz("one/quiz").answers.set(1, { tries: 1, checked: true, best: 1, response: "ungraded" });
    assert.equal(progress.score, null);
    progress.quiz("two/quiz").best = 1;
    assert.equal(progress.score, 1);
  });

  test("outlives the answers that a saved state had no room for", () => {
    const progress = progressOf({ modules });
    progress.quiz("one/quiz").best = 1;
    assert.equal(new Progress(progress.outline, reopened(progress.state)).score, 0.25);
  });
});

test("a course without points is not graded", () => {
  assert.equal(progressOf({ modules: [moduleOf("one", { points: 0 })] }).isGraded, false);
  assert.equal(progressOf({ modules: [moduleOf("one", { points: 1 })] }).isGraded, true);
});

test("whoever already has what a new version asks for has passed, and nobody else", () => {
  for (const [best, passed] of [
    [0.6, true],
    [0.4, false],
  ]) {
    const progress = progressOf({ modules: [moduleOf("one")] });
    const quiz = progress.activities.find(({ kind }) => kind === "quiz");
    Object.assign(progress.quiz(quiz.name), { best, submitted: true });
    progress.settle();
    assert.equal(progress.quizSeen(quiz.name).passed, false);
    quiz.pass = 0.5;
    progress.settle();
    assert.equal(progress.quizSeen(quiz.name).passed, passed);
  }
});

test("progress outlives modules that were moved or removed", () => {
  const before = progressOf({ modules: [moduleOf("one"), moduleOf("two"), moduleOf("three")] });
  complete(before, "three");
  const moved = { ...before.outline, modules: [moduleOf("three"), moduleOf("one")] };
  const after = new Progress(moved, reopened(before.state));
  assert.deepEqual(
    moved.modules.map((module) => after.isComplete(module)),
    [true, false],
  );
});
