import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scorm12Tracker } from "../../themes/_runtime/tracking/scorm12.js";
import { Lms } from "./lms.js";
import { Page } from "./page.js";
import { StrictLms } from "./strict_lms.js";

const SNAPSHOT = { state: "2AAAA", location: "one/page", score: null, status: "incomplete" };
const PASSED = { ...SNAPSHOT, state: "2BBBB", score: 85.5, status: "passed" };

describe("the copy on the device", () => {
  test("is there before the LMS is asked to save", () => {
    const { page, tracker } = enter(new Lms());
    tracker.save(SNAPSHOT);
    const { copy } = again(page, new Lms());
    assert.deepEqual([copy.state, copy.location, copy.told, copy.held], ["2AAAA", "one/page", false, false]);
  });

  test("knows what the LMS said that it took", () => {
    const { page, tracker } = enter(new Lms());
    tracker.save(SNAPSHOT);
    page.pass(1000);
    assert.equal(again(page, new Lms()).copy.told, true);
  });

  for (const [why, happens] of [
    ["said no", ({ lms }) => (lms.odd = { LMSCommit: "false" })],
    ["refused the state", ({ lms }) => (lms.odd = { "LMSSetValue cmi.suspend_data": "false" })],
    ["cut the state", ({ lms }) => (lms.odd = { "LMSGetValue cmi.suspend_data": "2A" })],
  ]) {
    test(`does not call the platform told when it ${why}`, () => {
      const session = enter(new Lms());
      happens(session);
      session.tracker.save(SNAPSHOT);
      session.page.pass(1000);
      assert.equal(again(session.page, new Lms()).copy.told, false);
    });
  }

  test("knows that the LMS gave something back, once the page could read it", () => {
    const { page, tracker, found } = enter(new Lms({ suspend_data: "2AAAA" }));
    tracker.save(PASSED);
    assert.equal(again(page, new Lms()).copy.held, false);
    tracker.confirm(found);
    tracker.save({ ...PASSED, location: "two/page" });
    const { copy } = again(page, new Lms());
    assert.deepEqual([copy.told, copy.held], [true, true]);
  });

  test("is another one for another learner, and for another course", () => {
    const { page, tracker } = enter(new Lms({ core: { student_id: "ana" } }));
    tracker.save(SNAPSHOT);
    assert.equal(again(page, new Lms({ core: { student_id: "bob" } })).copy, null);
    assert.equal(again(page, new Lms({ core: { student_id: "ana" } }), "other").copy, null);
    assert.equal(again(page, new Lms({ core: { student_id: "ana" } })).copy.state, "2AAAA");
  });

  test("names no learner", () => {
    const { page, tracker } = enter(new Lms({ core: { student_id: "ana-lima", student_name: "Lima, Ana" } }));
    tracker.save(SNAPSHOT);
    assert.doesNotMatch([...page.localStorage.items].flat().join(), /ana|lima/i);
  });

  test("is not made of a visit that leaves nothing", () => {
    const { page, tracker } = enter(new Lms({ core: { lesson_mode: "browse" } }));
    tracker.save(SNAPSHOT);
    assert.equal(page.localStorage.items.size, 0);
  });

  for (const text of ["", "{", "null", "[]", '{"state":1}', '"2AAAA"']) {
    test(`that is damaged is none (${text})`, () => {
      const { page, tracker } = enter(new Lms());
      tracker.save(SNAPSHOT);
      const [key] = page.localStorage.items.keys();
      page.localStorage.setItem(key, text);
      assert.equal(again(page, new Lms()).copy, null);
    });
  }

  test("that the device forbids changes nothing for the LMS", () => {
    const lms = new Lms();
    const page = Object.defineProperty(new Page({ API: lms.api }), "localStorage", { get: forbidden });
    Object.defineProperty(page, "sessionStorage", { get: forbidden });
    const tracker = scorm12Tracker(page);
    const reports = [];
    tracker.onSave((report) => reports.push(report));
    assert.equal(tracker.open("course").copy, null);
    tracker.save(PASSED);
    page.pass(1000);
    assert.equal(lms.real.cmi.core.lesson_status, "passed");
    assert.deepEqual([reports[0].failed, reports[0].isCopied], [false, false]);
  });

  test("of another window is told once", () => {
    const one = enter(new Lms());
    const other = enter(new Lms());
    other.page.localStorage = one.page.localStorage;
    other.tracker.open("course");
    let told = 0;
    other.tracker.onElsewhere(() => {
      told += 1;
    });
    one.tracker.save(SNAPSHOT);
    const [key] = one.page.localStorage.items.keys();
    other.page.dispatchEvent(Object.assign(new Event("storage"), { key: "another" }));
    other.page.dispatchEvent(Object.assign(new Event("storage"), { key }));
    assert.equal(told, 1);
    assert.equal(other.tracker.elsewhere().state, "2AAAA");
    assert.equal(other.tracker.elsewhere(), null);
    other.tracker.save(PASSED);
    assert.equal(other.tracker.elsewhere(), null);
  });
});

describe("a page that is reloaded after the LMS has closed the session", () => {
  test("goes on from the copy, which the next launch finds", () => {
    const lms = new StrictLms();
    const { page, tracker } = enter(lms);
    tracker.save(SNAPSHOT);
    page.leave();
    page.arrival = "reload";
    const second = scorm12Tracker(page);
    const launch = second.open("course");
    assert.deepEqual([launch.kind, launch.state, launch.location], ["closed", "2AAAA", "one/page"]);
    second.save(PASSED);
    assert.equal(second.teller(), null);
    page.arrival = "navigate";
    assert.equal(again(page, new StrictLms(lms.values)).copy.state, "2BBBB");
  });

  test("never takes the copy of whoever was there before a launch of its own", () => {
    const { page, tracker } = enter(new StrictLms());
    tracker.save(SNAPSHOT);
    page.leave();
    assert.equal(scorm12Tracker(page).open("course").kind, "missing");
  });
});

describe("an API that appears late", () => {
  test("is waited for", async () => {
    const lms = new Lms({ suspend_data: "2AAAA" });
    const parent = new Page();
    const page = new Page({ parent });
    const opened = scorm12Tracker(page).open("course");
    page.pass(1500);
    parent.API = lms.api;
    page.pass(100);
    assert.deepEqual([(await opened).kind, (await opened).state], ["lms", "2AAAA"]);
  });

  test("is waited for five seconds, no longer", async () => {
    const page = new Page({ parent: new Page() });
    const opened = scorm12Tracker(page).open("course");
    for (let round = 0; round < 50; round += 1) {
      page.pass(100);
    }
    assert.equal((await opened).kind, "missing");
  });

  test("is not waited for where no other window can be looked into", () => {
    const parent = Object.defineProperty(new EventTarget(), "document", { get: forbidden });
    assert.equal(scorm12Tracker(new Page({ parent })).open("course").kind, "missing");
  });
});

describe("an LMS that forgets the status when it commits", () => {
  test("is told again, before the next commit and before the end", () => {
    const lms = new Lms();
    const { page, tracker } = enter(lms);
    const commit = lms.api.LMSCommit;
    const committed = [];
    lms.api.LMSCommit = (nothing) => {
      committed.push(lms.real.cmi.core.lesson_status);
      const answer = commit(nothing);
      lms.real.cmi.core.lesson_status = "";
      return answer;
    };
    tracker.save(PASSED);
    page.pass(1000);
    tracker.save({ ...PASSED, location: "two/page" });
    page.pass(1000);
    page.leave();
    assert.deepEqual(committed, ["passed", "passed", "passed"]);
    assert.equal(lms.real.cmi.core.lesson_status, "passed");
  });

  test("is not told a status below its own", () => {
    const lms = new Lms();
    const { page, tracker } = enter(lms);
    tracker.save(SNAPSHOT);
    lms.real.cmi.core.lesson_status = "passed"; // as a mastery score does
    page.leave();
    assert.equal(lms.real.cmi.core.lesson_status, "passed");
  });
});

describe("an LMS that could not save", () => {
  test("is given everything again", () => {
    const lms = new Lms({}, { LMSCommit: "false" });
    const { page, tracker, reports } = enter(lms);
    tracker.save(PASSED);
    page.pass(1000);
    const before = lms.written.length;
    lms.odd = {};
    page.pass(15_000);
    page.pass(1000);
    const names = lms.written.slice(before).map(([element]) => element);
    assert.deepEqual(
      ["suspend_data", "core.lesson_location", "core.score.raw"].filter((name) => !names.includes(name)),
      [],
    );
    assert.deepEqual(
      reports.map(({ failed }) => failed),
      [true, false],
    );
  });

  test("is asked again as soon as the device is online", () => {
    const lms = new Lms({}, { LMSCommit: "false" });
    const { page, tracker, reports } = enter(lms);
    tracker.save(SNAPSHOT);
    page.pass(1000);
    lms.odd = {};
    page.dispatchEvent(new Event("online"));
    page.pass(1000);
    assert.equal(reports.at(-1).failed, false);
  });
});

test("once the page was hidden, no save is called sure", () => {
  const { page, tracker, reports } = enter(new Lms());
  tracker.save(SNAPSHOT);
  page.pass(1000);
  page.hide();
  page.show();
  tracker.save(PASSED);
  page.pass(1000);
  assert.deepEqual(
    reports.map(({ isSure }) => isSure),
    [true, false, false],
  );
});

function forbidden() {
  throw new DOMException("Access is denied for this document.", "SecurityError");
}

function enter(lms) {
  const page = new Page({ API: lms.api });
  const tracker = scorm12Tracker(page);
  const reports = [];
  tracker.onSave((report) => reports.push(report));
  return { lms, page, tracker, reports, found: tracker.open("course") };
}

/** The next launch on the same device. */
function again({ localStorage, sessionStorage }, lms, course = "course") {
  return scorm12Tracker(new Page({ API: lms.api, localStorage, sessionStorage })).open(course);
}
