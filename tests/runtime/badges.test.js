import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Progress } from "../../themes/_runtime/progress.js";
import { badgeOf, complete, moduleOf, progressOf, reopened } from "./modules.js";

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
