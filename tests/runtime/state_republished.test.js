import assert from "node:assert/strict";
import { test } from "node:test";
import { Progress } from "../../themes/_runtime/progress.js";
import { decodeState, emptyState, encodeState, nameKey } from "../../themes/_runtime/state.js";

const LIMIT = 200;

test("what the course no longer has is kept while there is room", () => {
  const state = left(3);
  new Progress(outline(), state).finishPage("one/page-0");
  assert.deepEqual(decodeState(encodeState(state, LIMIT)).marks, state.marks);
});

test("what the course no longer has gives way to what it has", () => {
  const state = left(300);
  const progress = new Progress(outline(), state);
  for (const { name } of progress.activities) {
    progress.finishPage(name);
  }
  progress.quiz("one/quiz").best = 0.5;
  progress.settle();
  assert.ok(encodeState({ ...state, known: undefined }, LIMIT).length > LIMIT);
  const text = encodeState(state, LIMIT);
  assert.ok(text.length <= LIMIT);
  const kept = decodeState(text);
  const names = ["module:one", "badge:done", ...Array.from({ length: 5 }, (_, at) => `page:one/page-${at}`)];
  assert.deepEqual(kept.marks, new Set(names.map(nameKey).sort((one, other) => one - other)));
  assert.deepEqual([...kept.quizzes.keys()], [nameKey("quiz:one/quiz")]);
  assert.equal(kept.quizzes.get(nameKey("quiz:one/quiz")).best, 0.5);
});

/** The state that a long course left behind: pages, and a quiz whose answers are kept. */
function left(pages) {
  const state = emptyState();
  state.seed = 1;
  for (let at = 0; at < pages; at += 1) {
    state.marks.add(nameKey(`page:former/${at}`));
  }
  new Progress(outline(), state).quiz("former/quiz").best = 1;
  return state;
}

function outline() {
  const pages = Array.from({ length: 5 }, (_, at) => ({ kind: "page", name: `one/page-${at}`, title: "" }));
  const quiz = { kind: "quiz", name: "one/quiz", title: "", points: 1, weight: 1, pass: 0.5, draws: [] };
  const badge = { id: "done", modules: ["one"], enough: 1, scores: [], badges: [], rules: [] };
  const module = { id: "one", completeWhen: "read", activities: [...pages, quiz] };
  return { id: "course", title: "", was: [], modules: [module], badges: [badge] };
}
