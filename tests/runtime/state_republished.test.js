import assert from "node:assert/strict";
import { test } from "node:test";
import { Progress } from "../../themes/_runtime/progress.js";
import { emptyState, nameKey } from "../../themes/_runtime/state.js";

test("what is forgotten where room is short is only what the course no longer has", () => {
  const progress = new Progress(outline(), left());
  for (const { name, kind } of progress.activities) {
    if (kind === "page") {
      progress.finishPage(name);
    }
  }
  progress.quiz("one/quiz").best = 0.5;
  progress.quiz("one/asks").best = 0.25;
  progress.settle();
  progress.forgetUnknown();
  const names = ["page:one/plain", "page:one/asks", "module:one", "badge:done"];
  assert.deepEqual(progress.state.marks, new Set(names.map(nameKey)));
  assert.deepEqual([...progress.state.quizzes.keys()], [nameKey("quiz:one/quiz"), nameKey("quiz:one/asks")]);
  assert.equal(progress.bestScore("one/quiz"), 0.5);
  assert.ok(progress.state.completed);
});

/** What an earlier publication left behind: other things, and things of the same names that were of another kind. */
function left() {
  const state = emptyState();
  for (const name of ["page:former/page", "page:one/quiz", "module:former", "badge:former"]) {
    state.marks.add(nameKey(name));
  }
  const progress = new Progress(outline(), state);
  for (const name of ["former/quiz", "one/plain"]) {
    progress.quiz(name).best = 1;
  }
  return state;
}

function outline() {
  const plain = { kind: "page", name: "one/plain", title: "" };
  const asks = { kind: "page", name: "one/asks", title: "", asks: true };
  const quiz = { kind: "quiz", name: "one/quiz", title: "", points: 1, weight: 1, pass: 0.5, draws: [] };
  const badge = { id: "done", modules: ["one"], enough: 1, scores: [], badges: [], rules: [] };
  const module = { id: "one", completeWhen: "read", activities: [plain, asks, quiz] };
  return { id: "course", title: "", was: [], modules: [module], badges: [badge] };
}
