import assert from "node:assert/strict";
import { test } from "node:test";
import { Objectives } from "../../themes/_runtime/tracking/objectives.js";
import { scorm12Tracker } from "../../themes/_runtime/tracking/scorm12.js";
import { Lms } from "./lms.js";
import { Page } from "./page.js";
import { StrictLms } from "./strict_lms.js";

const MODULE = { id: "one", status: "incomplete", score: null, mayFall: false };
const QUIZ = { id: "one__quiz", status: "incomplete", score: 40, mayFall: false };

for (const kind of [Lms, StrictLms]) {
  test(`modules and quizzes are told by their identifiers, once each (${kind.name})`, () => {
    const lms = new kind();
    tell(lms, [MODULE, QUIZ], [MODULE, QUIZ]);
    assert.deepEqual(objectives(lms), [
      { id: "one", status: "incomplete" },
      { id: "one__quiz", "score.raw": "40", status: "incomplete" },
    ]);
    assert.deepEqual(lms.errors ?? lms.refused, []);
  });
}

test("the next session goes on with those of the one before", () => {
  const first = new StrictLms();
  tell(first, [MODULE]);
  const second = new StrictLms(first.values);
  tell(second, [{ ...MODULE, status: "completed" }, QUIZ]);
  assert.deepEqual(objectives(second), [
    { id: "one", status: "completed" },
    { id: "one__quiz", "score.raw": "40", status: "incomplete" },
  ]);
  assert.deepEqual(second.errors, []);
});

test("nothing is lowered, but a score that may fall", () => {
  const first = new StrictLms();
  tell(first, [
    { ...MODULE, status: "completed" },
    { ...QUIZ, status: "passed", score: 80 },
  ]);
  const second = new StrictLms(first.values);
  tell(second, [MODULE, { ...QUIZ, score: 30 }]);
  const [module, quiz] = objectives(second);
  assert.deepEqual([module.status, quiz.status, quiz["score.raw"]], ["completed", "passed", "80"]);
  tell(second, [{ ...QUIZ, score: 30, mayFall: true }]);
  assert.equal(objectives(second)[1]["score.raw"], "30");
});

test("an LMS that keeps none is asked once", () => {
  const lms = new StrictLms({}, { minimal: true });
  tell(lms, [MODULE], [MODULE], [QUIZ]);
  assert.equal(lms.calls.filter(([, element]) => element.startsWith("cmi.objectives")).length, 1);
});

test("an LMS that counts them and takes none is left alone", () => {
  const lms = new Lms({}, { "LMSSetValue cmi.objectives.0.id": "false" });
  tell(lms, [MODULE], [QUIZ]);
  assert.equal(lms.written.filter(([element]) => element.startsWith("objectives")).length, 1);
});

test("an LMS that does not give identifiers back gets none twice", () => {
  const first = new Lms();
  tell(first, [MODULE]);
  first.odd = { "LMSGetValue cmi.objectives.0.id": "" };
  const before = first.written.length;
  tell(first, [MODULE, QUIZ]);
  assert.equal(first.written.slice(before).filter(([element]) => element.startsWith("objectives")).length, 0);
});

test("nothing is asked before there is something to tell", () => {
  const lms = new StrictLms();
  tell(lms, []);
  assert.equal(lms.calls.filter(([, element]) => element?.startsWith("cmi.objectives")).length, 0);
});

/** Tell an LMS of objectives, call after call of one session. */
function tell(lms, ...rounds) {
  const tracker = scorm12Tracker(new Page({ API: lms.api }));
  const told = new Objectives();
  tracker.open("course");
  for (const round of rounds) {
    told.tell(tracker.teller(), round);
  }
}

/** What an LMS holds, each by the names below its index. */
function objectives(lms) {
  const values = lms.values ?? Object.fromEntries(lms.written.map(([element, value]) => [`cmi.${element}`, value]));
  const found = [];
  for (const [element, value] of Object.entries(values)) {
    const [, at, name] = element.match(/^cmi\.objectives\.(\d+)\.(.+)$/) ?? [];
    if (at) {
      found[at] = { ...found[at], [name]: value };
    }
  }
  return found;
}
