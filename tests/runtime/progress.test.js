import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Progress } from "../../themes/_runtime/progress.js";
import { decodeState, emptyState, encodeState } from "../../themes/_runtime/state.js";

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

describe("a badge", () => {
  const modules = ["one", "two", "three"].map((id) => moduleOf(id));

  test("for all of its modules comes with the last of them", () => {
    const badge = badgeOf("b", { modules: ["one", "two"] });
    const progress = progressOf({ modules, badges: [badge] });
    assert.deepEqual(complete(progress, "one").badges, []);
    assert.deepEqual(complete(progress, "three").badges, []);
    assert.deepEqual(complete(progress, "two").badges, [badge]);
  });

  test("for any two of three modules comes with the second, whichever", () => {
    for (const [first, second] of [
      ["one", "two"],
      ["three", "one"],
      ["two", "three"],
    ]) {
      const badge = badgeOf("b", { modules: ["one", "two", "three"], enough: 2 });
      const progress = progressOf({ modules, badges: [badge] });
      assert.deepEqual(complete(progress, first).badges, []);
      assert.deepEqual(complete(progress, second).badges, [badge]);
    }
  });

  test("for a score comes at the minimum, not a hair below", () => {
    const badge = badgeOf("b", { scores: [{ quiz: "one/quiz", minimum: 0.8 }] });
    const progress = progressOf({ modules, badges: [badge] });
    progress.quiz("one/quiz").best = 0.7999;
    assert.deepEqual(progress.settle().badges, []);
    progress.quiz("one/quiz").best = 0.8;
    assert.deepEqual(progress.settle().badges, [badge]);
  });

  test("for a score comes when a sum of fractions misses it by a hair", () => {
    const badge = badgeOf("b", { scores: [{ quiz: "one/quiz", minimum: 0.8 }] });
    const progress = progressOf({ modules, badges: [badge] });
    // Six questions, four of five decisions right in each.
    progress.quiz("one/quiz").best = (0.8 + 0.8 + 0.8 + 0.8 + 0.8 + 0.8) / 6;
    assert.deepEqual(progress.settle().badges, [badge]);
  });

  test("for modules and a score needs both", () => {
    const badge = badgeOf("b", { modules: ["one"], scores: [{ quiz: "two/quiz", minimum: 0.5 }] });
    const progress = progressOf({ modules, badges: [badge] });
    progress.quiz("two/quiz").best = 1;
    assert.deepEqual(progress.settle().badges, []);
    assert.deepEqual(complete(progress, "one").badges, [badge]);
  });

  test("for other badges comes together with the last of them, however long the chain and whatever its order", () => {
    const chain = [
      badgeOf("c", { badges: ["b"] }),
      badgeOf("b", { badges: ["a"] }),
      badgeOf("a", { modules: ["one"] }),
    ];
    const progress = progressOf({ modules, badges: chain });
    assert.deepEqual(complete(progress, "one").badges, [...chain].reverse());
  });

  test("is told as earned once", () => {
    const progress = progressOf({ modules, badges: [badgeOf("b", { modules: ["one"] })] });
    complete(progress, "one");
    assert.deepEqual(progress.settle().badges, []);
  });

  test("is never taken back when a new version asks for more", () => {
    const progress = progressOf({ modules, badges: [badgeOf("b", { modules: ["one"] })] });
    complete(progress, "one");
    const dearer = badgeOf("b", { modules: ["one", "two"], scores: [{ quiz: "one/quiz", minimum: 1 }] });
    const after = new Progress({ ...progress.outline, badges: [dearer] }, reopened(progress.state));
    assert.deepEqual(after.settle().badges, []);
    assert.ok(after.isEarned(dearer));
  });

  test("counts a module that was completed before a new version added to it", () => {
    const progress = progressOf({ modules: [moduleOf("one")] });
    complete(progress, "one");
    const badge = badgeOf("b", { modules: ["one"] });
    const grown = { ...moduleOf("one"), activities: [{ name: "one/more", title: "More", kind: "page" }] };
    const after = new Progress({ ...progress.outline, modules: [grown], badges: [badge] }, progress.state);
    assert.deepEqual(after.settle().badges, [badge]);
  });

  test("says what it still needs", () => {
    const [a, b] = [badgeOf("a", { modules: ["three"] }), badgeOf("b", { badges: ["a"], enough: 1 })];
    const score = { quiz: "one/quiz", minimum: 0.5 };
    const badge = { ...b, modules: ["one", "two"], scores: [score] };
    const progress = progressOf({ modules, badges: [a, badge] });
    assert.deepEqual(progress.missingFor(badge), {
      wanted: 1,
      scores: [score],
      badges: [a],
    });
    complete(progress, "two");
    assert.deepEqual(progress.missingFor(badge), { wanted: 0, scores: [score], badges: [a] });
  });
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

describe("what was published under another name", () => {
  /** What the outline holds for a page, a quiz and a module that are called otherwise now. */
  const rename = (progress, modules, was, badges = []) =>
    new Progress({ ...progress.outline, modules, badges, was }, reopened(progress.state));

  test("is done where a page was done, and forgotten under its former name", () => {
    const before = progressOf({ modules: [moduleOf("one")] });
    before.finishPage("one/page");
    const page = { name: "one/new", title: "Page", kind: "page" };
    const after = rename(before, [moduleOf("one", { activities: [page] })], [["page:one/page", "page:one/new"]]);
    assert.ok(after.isDone(page));
    assert.ok(!after.has("page:one/page"));
    assert.equal(after.state.marks.size, before.state.marks.size);
  });

  test("is found again in another module", () => {
    const before = progressOf({ modules: [moduleOf("one"), moduleOf("two")] });
    before.finishPage("one/page");
    const page = { name: "two/moved", title: "Page", kind: "page" };
    const two = moduleOf("two", { activities: [...moduleOf("two").activities, page] });
    const after = rename(before, [moduleOf("one", { activities: [] }), two], [["page:one/page", "page:two/moved"]]);
    assert.ok(after.isDone(page));
    assert.deepEqual(keysOfMissing(after, two), ["two/page", "two/quiz"]);
  });

  test("is a complete module with all that is in it, when a module has another name", () => {
    const before = progressOf({ modules: [moduleOf("one")] });
    complete(before, "one");
    const was = [
      ["module:one", "module:uno"],
      ["page:one/page", "page:uno/page"],
      ["quiz:one/quiz", "quiz:uno/quiz"],
    ];
    const uno = moduleOf("uno");
    const after = rename(before, [uno], was);
    assert.ok(after.isComplete(uno));
    assert.deepEqual(after.missing(uno), []);
    assert.deepEqual(after.settle(), { modules: [], badges: [], course: false });
  });

  test("is a quiz with its score and its answers", () => {
    const before = progressOf({ modules: [moduleOf("one")] });
    const record = before.quiz("one/quiz");
    Object.assign(record, { best: 0.75, submitted: true, passed: true });
    record.answers.set(1, { tries: 2, checked: true, best: 0.5, response: [1] });
    const after = rename(before, [moduleOf("one")], [["quiz:one/quiz", "quiz:one/exam"]]);
    const [kept] = reopened(before.state).quizzes.values();
    assert.deepEqual(after.quizSeen("one/exam"), kept);
    assert.equal(after.quizSeen("one/quiz"), undefined);
  });

  test("is a badge that stays earned", () => {
    const before = progressOf({ modules: [moduleOf("one")], badges: [badgeOf("b", { modules: ["one"] })] });
    complete(before, "one");
    const badge = badgeOf("c", { modules: ["one", "two"] });
    const after = rename(before, [moduleOf("one"), moduleOf("two")], [["badge:b", "badge:c"]], [badge]);
    assert.ok(after.isEarned(badge));
    assert.deepEqual(after.settle().badges, []);
  });

  test("is united with what the new name has: the best of both, and the answers that were tried more often", () => {
    const answers = (...tries) =>
      new Map(tries.map((count, key) => [key, { tries: count, checked: true, best: 0, response: [count] }]));
    for (const [old, recent, wanted] of [
      [answers(2), answers(1), 2],
      [answers(1), answers(2), 2],
      [answers(), answers(1), 1],
      [answers(1), answers(), 1],
    ]) {
      const before = progressOf({ modules: [moduleOf("one")] });
      Object.assign(before.quiz("one/old"), { best: 0.9, submitted: true, answers: old });
      Object.assign(before.quiz("one/quiz"), { best: 0.4, passed: true, answers: recent });
      before.finishPage("one/old-page");
      before.finishPage("one/page");
      const was = [
        ["quiz:one/old", "quiz:one/quiz"],
        ["page:one/old-page", "page:one/page"],
      ];
      const after = rename(before, [moduleOf("one")], was);
      const { best, submitted, passed, answers: kept } = after.quizSeen("one/quiz");
      assert.deepEqual([best, submitted, passed], [0.9, true, true]);
      assert.equal(kept.get(0).tries, wanted);
      assert.deepEqual([after.state.quizzes.size, after.state.marks.size], [1, 1]);
    }
  });

  test("is found under the oldest of several names", () => {
    const was = ["first", "second"].map((name) => [`page:one/${name}`, "page:one/page"]);
    for (const name of ["first", "second", "page"]) {
      const before = progressOf({ modules: [moduleOf("one")] });
      before.finishPage(`one/${name}`);
      const after = rename(before, [moduleOf("one")], was);
      assert.ok(after.isDone(after.activities[0]));
    }
  });

  test("changes nothing where a learner has none of it", () => {
    const before = progressOf({ modules: [moduleOf("one")] });
    complete(before, "one");
    const was = [
      ["page:one/never", "page:one/page"],
      ["quiz:one/never", "quiz:one/quiz"],
      ["module:never", "module:one"],
    ];
    const after = rename(before, [moduleOf("one")], was);
    assert.deepEqual(reopened(after.state), reopened(before.state));
  });

  test("is the same after the state was saved and opened once more", () => {
    const before = progressOf({ modules: [moduleOf("one")] });
    complete(before, "one");
    before.quiz("one/quiz").answers.set(7, { tries: 1, checked: true, best: 1, response: "text" });
    const was = [["quiz:one/quiz", "quiz:one/exam"]];
    const once = rename(before, [moduleOf("one")], was);
    const again = new Progress(once.outline, reopened(once.state));
    assert.deepEqual(again.state, once.state);
    assert.equal(encodeState(again.state, 4096), encodeState(once.state, 4096));
  });

  test("is where the learner goes on", () => {
    const was = [
      ["page:one/old", "page:one/page"],
      ["quiz:old/quiz", "quiz:one/quiz"],
      ["page:one/quiz", "page:one/page"],
    ];
    const progress = rename(progressOf({ modules: [] }), [moduleOf("one")], was);
    const names = ["one/old", "old/quiz", "one/page", "elsewhere", ""];
    assert.deepEqual(
      names.map((name) => progress.presentName(name)),
      ["one/page", "one/quiz", "one/page", "elsewhere", ""],
    );
    // A quiz that has the name which a page had is still found.
    assert.equal(progress.presentName("one/quiz"), "one/quiz");
  });

  const keysOfMissing = (progress, module) => progress.missing(module).map(({ name }) => name);
});

/** A module of one page and one quiz. */
function moduleOf(id, { points = 1, weight = points, keep = "best", ...given } = {}) {
  const activities = [
    { name: `${id}/page`, title: "Page", kind: "page" },
    { name: `${id}/quiz`, title: "Quiz", kind: "quiz", pass: 0.7, points, weight, keep },
  ];
  return { id, title: id, minutes: null, optional: false, completeWhen: "all", activities, ...given };
}

function badgeOf(id, { modules = [], enough = modules.length, scores = [], badges = [] }) {
  return { id, name: id, description: "", modules, enough, scores, badges, rules: [], narrative: "" };
}

function progressOf({ modules, badges = [] }) {
  const outline = {
    id: "course",
    title: "Course",
    language: "en",
    modules,
    badges,
    was: [],
    sentences: {},
    plurals: {},
  };
  return new Progress(outline, emptyState());
}

function complete(progress, module) {
  progress.finishPage(`${module}/page`);
  Object.assign(progress.quiz(`${module}/quiz`), { submitted: true, passed: true });
  return progress.settle();
}

/** The state as the next session finds it. */
function reopened(state) {
  return decodeState(encodeState(state, 4096));
}
