import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Progress } from "../../themes/_runtime/progress.js";
import { encodeState } from "../../themes/_runtime/state.js";
import { badgeOf, complete, moduleOf, progressOf, reopened } from "./modules.js";

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
