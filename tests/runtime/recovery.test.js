import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { unite } from "../../themes/_runtime/merging.js";
import { recover } from "../../themes/_runtime/recovery.js";
import { decodeState, emptyState, encodeState, nameKey, newRecord } from "../../themes/_runtime/state.js";
import { Random } from "./random.js";
import { randomState } from "./states.js";

const PAGE_1 = nameKey("page:one/first");
const PAGE_2 = nameKey("page:one/second");
const QUIZ = nameKey("quiz:one/quiz");
const BEST_COUNTS = { falling: new Set(), together: new Set() };
const LAST_COUNTS = { falling: new Set([QUIZ]), together: new Set() };
const OUTLINE = { modules: [], badges: [], was: [] };

describe("at launch,", () => {
  test("what the platform has is enough where the device has nothing", () => {
    const { state, recovered, offered } = recover(launch(stateOf([PAGE_1])), OUTLINE);
    assert.deepEqual([[...state.marks], recovered, offered], [[PAGE_1], false, null]);
  });

  test("both sides of one attempt are joined", () => {
    const copy = kept(stateOf([PAGE_2]));
    const { state, recovered } = recover(launch(stateOf([PAGE_1]), copy), OUTLINE);
    assert.deepEqual([new Set(state.marks), recovered], [new Set([PAGE_1, PAGE_2]), true]);
  });

  test("a device that knows nothing more changes nothing", () => {
    const copy = kept(stateOf([PAGE_1]));
    const { recovered } = recover(launch(stateOf([PAGE_1, PAGE_2]), copy), OUTLINE);
    assert.equal(recovered, false);
  });

  test("the copy of another attempt is left alone", () => {
    const copy = kept({ ...stateOf([PAGE_2]), seed: 8 });
    const { state, recovered } = recover(launch(stateOf([PAGE_1]), copy), OUTLINE);
    assert.deepEqual([[...state.marks], recovered], [[PAGE_1], false]);
  });

  test("a platform that lost all and never said that it had it gets the copy", () => {
    const { state, recovered, offered } = recover(launch(null, kept(stateOf([PAGE_1]))), OUTLINE);
    assert.deepEqual([[...state.marks], recovered, offered], [[PAGE_1], true, null]);
  });

  test("an empty platform that said that it had it may be a new attempt: the learner is asked", () => {
    const { state, offered } = recover(launch(null, kept(stateOf([PAGE_1]), { told: true })), OUTLINE);
    assert.deepEqual([[...state.marks], [...decodeState(offered.state).marks]], [[], [PAGE_1]]);
  });

  test("an empty platform that names nobody may have another learner: the learner is asked", () => {
    for (const [state, marks] of [
      ["", []],
      ["?", undefined],
    ]) {
      const found = recover({ ...launch(null, kept(stateOf([PAGE_1]))), state, learner: "" }, OUTLINE);
      assert.deepEqual(found.state && [...found.state.marks], marks ?? null);
      assert.deepEqual([...decodeState(found.offered.state).marks], [PAGE_1]);
    }
  });

  test("an empty platform that once gave the attempt back begins a new one", () => {
    const copy = kept(stateOf([PAGE_1]), { told: true, held: true });
    const { state, recovered, offered } = recover(launch(null, copy), OUTLINE);
    assert.deepEqual([[...state.marks], recovered, offered], [[], false, null]);
  });

  test("the copy goes on where what the platform gives cannot be read", () => {
    for (const garbage of ["garbage", "2AAAA", encodeState(stateOf([PAGE_2]), 4096).slice(0, -1)]) {
      const { state, recovered } = recover({ ...launch(null, kept(stateOf([PAGE_1]))), state: garbage }, OUTLINE);
      assert.deepEqual([[...state.marks], recovered], [[PAGE_1], true]);
    }
  });

  test("a copy made on top of what the platform gives counts whole: a fresh start, or a draft, is not undone", () => {
    const given = stateOf([PAGE_1], record({ best: 0.9 }, { tries: 1, best: 0.9, response: [1] }));
    const ahead = stateOf([PAGE_1], record({ best: 0.2 }, { tries: 1, best: 0, checked: false, response: null }));
    const copy = kept(ahead, { told: true, held: true, base: encodeState(given, 4096).slice(0, 5) });
    const { state, recovered } = recover(launch(given, copy), OUTLINE);
    assert.equal(encodeState(state, 4096), encodeState(ahead, 4096));
    assert.equal(recovered, true);
    assert.equal(recover(launch(ahead, copy), OUTLINE).recovered, false);
  });

  test("what no platform ever had is offered beside another attempt", () => {
    const copy = kept({ ...stateOf([PAGE_2]), seed: 8 });
    assert.equal(recover(launch(stateOf([PAGE_1]), copy), OUTLINE).offered, copy);
    const told = { ...copy, told: true };
    assert.equal(recover(launch(stateOf([PAGE_1]), told), OUTLINE).offered, null);
  });

  test("a state from before there were seeds is of any attempt of this learner", () => {
    const { state } = recover(launch({ ...stateOf([PAGE_1]), seed: 0 }, kept(stateOf([PAGE_2]))), OUTLINE);
    assert.deepEqual([state.seed, state.marks.size], [7, 2]);
  });

  test("both sides are read under the names that the course has now", () => {
    const outline = { ...OUTLINE, was: [["page:one/first", "page:one/second"]] };
    const { state, recovered } = recover(launch(stateOf([PAGE_1]), kept(stateOf([PAGE_1]))), outline);
    assert.deepEqual([[...state.marks], recovered], [[PAGE_2], false]);
  });

  test("what the learner has not decided about is offered again", () => {
    const aside = { state: encodeState(stateOf([PAGE_2]), 4096), location: "", at: 5 };
    const { offered } = recover(launch(stateOf([PAGE_1]), kept(stateOf([PAGE_1]), { aside })), OUTLINE);
    assert.equal(offered, aside);
  });

  test("where neither can be read, nothing is invented", () => {
    const { state, offered } = recover(
      { ...launch(null, { ...kept(emptyState()), state: "?" }), state: "?" },
      BEST_COUNTS,
    );
    assert.deepEqual([state, offered], [null, null]);
  });
});

describe("joining two states", () => {
  test("keeps the best result of each quiz, and that it was passed", () => {
    const state = stateOf([], record({ best: 0.4, submitted: true }));
    unite(state, stateOf([], record({ best: 0.9, passed: true })), BEST_COUNTS);
    const { best, submitted, passed } = state.quizzes.get(QUIZ);
    assert.deepEqual([best, submitted, passed], [0.9, true, true]);
  });

  test("keeps the last result where the last counts: that of whoever tried more often", () => {
    const [few, many] = [record({ best: 0.9 }, { tries: 1, best: 1 }), record({ best: 0.4 }, { tries: 3, best: 0.4 })];
    for (const [ours, theirs] of [
      [few, many],
      [many, few],
    ]) {
      const state = stateOf([], structuredClone(ours));
      unite(state, stateOf([], structuredClone(theirs)), LAST_COUNTS);
      assert.equal(state.quizzes.get(QUIZ).best, 0.4);
      assert.equal(state.quizzes.get(QUIZ).answers.get(5).best, 0.4);
    }
  });

  test("keeps the answer that was tried more often, and the best that any of its tries was worth", () => {
    const state = stateOf([], record({}, { tries: 1, best: 1, response: [0] }));
    unite(state, stateOf([], record({}, { tries: 2, best: 0.5, response: [1] })), BEST_COUNTS);
    const { tries, best, response } = state.quizzes.get(QUIZ).answers.get(5);
    assert.deepEqual([tries, best, response], [2, 1, [1]]);
  });

  test("keeps the better of two answers that were tried as often", () => {
    for (const [ours, theirs] of [
      [0, 1],
      [1, 0],
    ]) {
      const state = stateOf([], record({}, { tries: 1, best: ours, response: [ours] }));
      unite(state, stateOf([], record({}, { tries: 1, best: theirs, response: [theirs] })), BEST_COUNTS);
      const { best, response } = state.quizzes.get(QUIZ).answers.get(5);
      assert.deepEqual([best, response], [1, [1]]);
    }
  });

  test("does not mix the answers of two attempts that were sent whole", () => {
    const state = stateOf([], record({}, { tries: 1, best: 0, response: [0] }));
    const rules = { falling: new Set(), together: new Set([QUIZ]) };
    unite(state, stateOf([], record({ best: 1 }, { tries: 1, best: 1, response: [1] })), rules);
    const { best, answers } = state.quizzes.get(QUIZ);
    assert.deepEqual([best, answers.get(5).best], [1, 0]);
  });

  test("does not bring back what was answered before a fresh start, from either side", () => {
    const fresh = { tries: 1, checked: false, best: 0, response: null };
    const before = { tries: 1, checked: true, best: 1, response: [1] };
    for (const [ours, theirs] of [
      [fresh, before],
      [before, fresh],
    ]) {
      const state = stateOf([], record({}, ours));
      unite(state, stateOf([], record({}, theirs)), { falling: new Set(), together: new Set([QUIZ]) });
      assert.deepEqual(state.quizzes.get(QUIZ).answers.get(5), fresh);
    }
  });

  test("does not let an old result of a quiz whose last attempt counts pass for the newer one that left its answers out", () => {
    const state = stateOf([], record({ best: 0.2, submitted: true }));
    unite(state, stateOf([], record({ best: 0.9 }, { tries: 1, best: 0.9 })), LAST_COUNTS);
    assert.equal(state.quizzes.get(QUIZ).best, 0.2);
  });

  test("brings back an answer that was left out for lack of room", () => {
    const state = stateOf([], record({}, { tries: 1, response: null }));
    unite(state, stateOf([], record({}, { tries: 1, response: [1] })), BEST_COUNTS);
    assert.deepEqual(state.quizzes.get(QUIZ).answers.get(5).response, [1]);
  });

  test("loses nothing that either holds done, invents nothing, and doing it again changes nothing", () => {
    const random = new Random(7);
    for (let round = 0; round < 500; round += 1) {
      const [one, other] = [randomState(random), randomState(random)];
      const both = decodeState(encodeState(one, Infinity));
      unite(both, decodeState(encodeState(other, Infinity)), BEST_COUNTS);
      assert.deepEqual(both.marks, new Set([...one.marks, ...other.marks]));
      assert.equal(both.completed, one.completed || other.completed);
      for (const key of new Set([...one.quizzes.keys(), ...other.quizzes.keys()])) {
        const [ours, theirs] = [one.quizzes.get(key), other.quizzes.get(key)];
        const joined = both.quizzes.get(key);
        assert.ok(Math.abs(joined.best - Math.max(ours?.best ?? 0, theirs?.best ?? 0)) < 1e-4);
        assert.equal(joined.passed, Boolean(ours?.passed || theirs?.passed));
        assert.equal(joined.submitted, Boolean(ours?.submitted || theirs?.submitted));
      }
      const before = encodeState(both, Infinity);
      unite(both, decodeState(encodeState(other, Infinity)), BEST_COUNTS);
      assert.equal(encodeState(both, Infinity), before);
    }
  });
});

function stateOf(marks, quiz = null) {
  const state = { ...emptyState(), seed: 7, marks: new Set(marks) };
  if (quiz) {
    state.quizzes.set(QUIZ, quiz);
  }
  return state;
}

function record(more, answer = null) {
  const made = { ...newRecord(), ...more };
  if (answer) {
    made.answers.set(5, { tries: 0, checked: true, best: 0, response: null, ...answer });
  }
  return made;
}

function launch(state, copy = null) {
  return { kind: "lms", state: state ? encodeState(state, 4096) : "", copy, learner: "x1" };
}

function kept(state, more = {}) {
  const known = { told: false, held: false, base: "", at: 0, aside: null };
  return { state: encodeState(state, 4096), location: "", ...known, ...more };
}
