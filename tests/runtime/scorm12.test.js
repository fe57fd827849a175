import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { interactionRecords } from "../../themes/_runtime/tracking/interactions.js";
import { Journal } from "../../themes/_runtime/tracking/journal.js";
import { scorm12Tracker } from "../../themes/_runtime/tracking/scorm12.js";
import { anyReport } from "./answers.js";
import { Lms } from "./lms.js";
import { Page } from "./page.js";
import { Random } from "./random.js";
import { StrictLms } from "./strict_lms.js";

const SNAPSHOT = { state: "1AAAA", location: "one/page", score: null, status: "incomplete" };
const PASSED = { ...SNAPSHOT, score: 85.5, status: "passed" };
const GRADED = /^(core\.score\.|core\.lesson_status)/;

describe("at launch,", () => {
  for (const status of ["", "not attempted"]) {
    test(`the status “${status}” becomes incomplete`, () => {
      const { lms } = launch({}, { "LMSGetValue cmi.core.lesson_status": status });
      assert.deepEqual(lms.written, [["core.lesson_status", "incomplete"]]);
    });
  }

  for (const status of ["incomplete", "browsed", "failed", "completed", "passed"]) {
    test(`the status “${status}” is left as it is`, () => {
      const { lms } = launch({ core: { lesson_status: status } });
      assert.deepEqual(lms.written, []);
    });
  }

  test("what the LMS kept is found again", () => {
    const core = { lesson_status: "incomplete", lesson_location: "one/page" };
    const { found } = launch({ core, suspend_data: "1AAAA" });
    const { learner, ...rest } = found;
    assert.deepEqual(rest, {
      state: "1AAAA",
      location: "one/page",
      finished: false,
      kind: "lms",
      limit: 4096,
      score: -1,
      copy: null,
    });
  });

  for (const status of ["completed", "passed"]) {
    test(`a course that is ${status} is finished`, () => {
      assert.equal(launch({ core: { lesson_status: status } }).found.finished, true);
    });
  }

  test("the learner's name is not asked for, but when it is wanted", () => {
    const { lms, tracker } = launch({ core: { student_name: "Lima, Ana" } });
    const asked = () => lms.calls.filter((call) => call.includes("student_name")).length;
    assert.equal(asked(), 0);
    assert.equal(tracker.learnerName(), "Lima, Ana");
    assert.equal(asked(), 1);
  });

  test("a platform that knows no name says none", () => {
    for (const odd of ["undefined", "null", ""]) {
      const { tracker } = launch({}, { "LMSGetValue cmi.core.student_name": odd });
      assert.equal(tracker.learnerName(), "");
    }
  });

  test("nothing is committed", () => {
    assert.ok(!launch().lms.calls.includes("LMSCommit"));
  });

  test("a session that was left open by a reload goes on", () => {
    const { lms } = launch();
    const again = scorm12Tracker(new Page({ API: lms.api }));
    assert.equal(again.open("course").kind, "lms");
    again.save(SNAPSHOT);
    assert.deepEqual(lms.written.slice(-2), [
      ["core.lesson_location", "one/page"],
      ["core.exit", "suspend"],
    ]);
  });

  test("an LMS that answers true and false instead of their names is understood", () => {
    const lms = new Lms();
    const answered = (given) => (given === "true" ? true : given === "false" ? false : given);
    const api = Object.fromEntries(
      Object.entries(lms.api).map(([name, call]) => [name, (...given) => answered(call(...given))]),
    );
    assert.equal(scorm12Tracker(new Page({ API: api })).open("course").kind, "lms");
  });

  test("what an LMS throws at counts as no answer", () => {
    const { lms, tracker } = launch();
    lms.api.LMSSetValue = () => {
      throw new Error("the window is gone");
    };
    assert.doesNotThrow(() => tracker.save(PASSED));
  });

  test("the word undefined is no state", () => {
    const odd = { "LMSGetValue cmi.suspend_data": "undefined" };
    const tracker = scorm12Tracker(new Page({ API: new Lms({}, odd).api }));
    assert.equal(tracker.open("course").state, "");
  });
});

describe("saving", () => {
  test("puts the score before the status, between 0 and 100", () => {
    const { lms, tracker } = launch();
    tracker.save(PASSED);
    assert.deepEqual(
      lms.written.filter(([element]) => GRADED.test(element)),
      [
        ["core.lesson_status", "incomplete"],
        ["core.score.min", "0"],
        ["core.score.max", "100"],
        ["core.score.raw", "85.5"],
        ["core.lesson_status", "passed"],
      ],
    );
  });

  test("tells no score before the first graded answer", () => {
    const { lms, tracker } = launch();
    tracker.save(SNAPSHOT);
    assert.ok(!lms.written.some(([element]) => element.startsWith("core.score")));
  });

  test("tells no score before the end where the platform has a mastery score", () => {
    const { lms, tracker } = launch({ student_data: { mastery_score: "80" } });
    tracker.save({ ...SNAPSHOT, score: 50 });
    assert.ok(!lms.written.some(([element]) => element.startsWith("core.score")));
    tracker.save(PASSED);
    assert.deepEqual([lms.real.cmi.core.score.raw, lms.real.cmi.core.lesson_status], ["85.5", "passed"]);
  });

  test("tells a first score of zero", () => {
    const { lms, tracker } = launch();
    tracker.save({ ...SNAPSHOT, score: 0 });
    assert.equal(lms.real.cmi.core.score.raw, "0");
  });

  test("tells a score with two decimals at most", () => {
    const { lms, tracker } = launch();
    tracker.save({ ...SNAPSHOT, score: 200 / 3 });
    assert.equal(lms.real.cmi.core.score.raw, "66.67");
  });

  test("lowers a score where the last attempt counts", () => {
    const { lms, tracker } = launch({ core: { score: { raw: "80" } } });
    tracker.save({ ...SNAPSHOT, score: 60, mayFall: true });
    assert.equal(lms.real.cmi.core.score.raw, "60");
    tracker.save({ ...SNAPSHOT, score: null, mayFall: true });
    assert.equal(lms.real.cmi.core.score.raw, "60");
  });

  test("never lowers a score", () => {
    const { lms, tracker } = launch({ core: { score: { raw: "80" } } });
    tracker.save({ ...SNAPSHOT, score: 60 });
    assert.equal(lms.real.cmi.core.score.raw, "80");
    tracker.save({ ...SNAPSHOT, score: 90 });
    tracker.save({ ...SNAPSHOT, score: 70 });
    assert.equal(lms.real.cmi.core.score.raw, "90");
  });

  for (const [held, given] of [
    ["passed", "incomplete"],
    ["passed", "completed"],
    ["completed", "incomplete"],
    ["failed", "incomplete"],
  ]) {
    test(`never lowers the status ${held} to ${given}`, () => {
      const { lms, tracker } = launch({ core: { lesson_status: held } });
      tracker.save({ ...SNAPSHOT, status: given });
      assert.equal(lms.real.cmi.core.lesson_status, held);
    });
  }

  test("turns a failed course into a passed one", () => {
    const { lms, tracker } = launch({ core: { lesson_status: "failed" } });
    tracker.save(PASSED);
    assert.equal(lms.real.cmi.core.lesson_status, "passed");
  });

  test("sends only what changed", () => {
    const { lms, tracker } = launch();
    tracker.save(SNAPSHOT);
    const before = lms.written.length;
    tracker.save({ ...SNAPSHOT, location: "one/quiz" });
    assert.deepEqual(lms.written.slice(before), [["core.lesson_location", "one/quiz"]]);
  });

  test("sends what the LMS refused once more", () => {
    const { lms, tracker } = launch({}, { "LMSSetValue cmi.suspend_data": "false" });
    tracker.save(SNAPSHOT);
    lms.odd = {};
    tracker.save(SNAPSHOT);
    assert.equal(lms.real.cmi.suspend_data, "1AAAA");
  });

  test("commits once a second, however often it is called", () => {
    const { lms, page, tracker } = launch();
    for (let round = 0; round < 20; round += 1) {
      tracker.save({ ...SNAPSHOT, location: `one/page-${round}` });
      page.pass(100);
    }
    assert.equal(lms.calls.filter((call) => call === "LMSCommit").length, 2);
  });

  test("is told with its time once the LMS took it, not before", () => {
    const { page, tracker, reports } = launch();
    tracker.save(SNAPSHOT);
    assert.deepEqual(reports, []);
    page.pass(1000);
    assert.equal(reports.length, 1);
    assert.equal(reports[0].failed, false);
    assert.ok(reports[0].at instanceof Date);
  });

  test("is told as failed when the LMS did not take it", () => {
    const { page, tracker, reports } = launch({}, { LMSCommit: "false" });
    tracker.save(SNAPSHOT);
    page.pass(1000);
    assert.deepEqual(reports, [{ at: null, failed: true, isSure: true, isCopied: true }]);
  });

  test("does not wait for a retry when there is something new", () => {
    const { lms, page, tracker } = launch({}, { LMSCommit: "false" });
    tracker.save(SNAPSHOT);
    page.pass(1000);
    const before = lms.calls.filter((call) => call === "LMSCommit").length;
    tracker.save(PASSED);
    page.pass(1000);
    assert.equal(lms.calls.filter((call) => call === "LMSCommit").length, before + 1);
  });

  test("is told as failed when the LMS refused the progress itself", () => {
    const { page, tracker, reports } = launch({}, { "LMSSetValue cmi.suspend_data": "false" });
    tracker.save(SNAPSHOT);
    page.pass(1000);
    assert.deepEqual(reports, [{ at: null, failed: true, isSure: true, isCopied: true }]);
  });
});

describe("without credit,", () => {
  for (const core of [{ lesson_mode: "review" }, { credit: "no-credit" }]) {
    test(`progress is kept, and nothing graded is written (${Object.values(core)})`, () => {
      const { lms, page, tracker } = launch({ core });
      tracker.save(PASSED);
      page.leave();
      assert.equal(lms.real.cmi.suspend_data, "1AAAA");
      assert.ok(!lms.written.some(([element]) => GRADED.test(element)));
    });
  }

  test("a visitor who browses leaves no progress", () => {
    const { lms, page, tracker } = launch({ core: { lesson_mode: "browse" } });
    tracker.save(PASSED);
    page.leave();
    assert.deepEqual(lms.written, []);
  });
});

describe("leaving", () => {
  test("says how to come back, how long it took, commits and finishes, in this order", () => {
    const { lms, page } = launch();
    const before = lms.acts.length;
    page.pass(65_500);
    page.leave();
    assert.deepEqual(lms.acts.slice(before), [
      "LMSSetValue cmi.core.exit suspend",
      "LMSSetValue cmi.core.session_time 00:01:05.50",
      "LMSCommit",
      "LMSFinish",
    ]);
  });

  test("suspends a course that is not finished", () => {
    const { lms, page, tracker } = launch();
    tracker.save(SNAPSHOT);
    page.leave();
    assert.ok(lms.acts.includes("LMSSetValue cmi.core.exit suspend"));
  });

  for (const status of ["completed", "passed"]) {
    test(`does not suspend a course that is ${status}`, () => {
      const { lms, page, tracker } = launch();
      tracker.save({ ...SNAPSHOT, status });
      page.leave();
      assert.deepEqual(
        lms.written.filter(([element]) => element === "core.exit"),
        [["core.exit", ""]],
      );
    });
  }

  test("sends what was waiting for its commit", () => {
    const { lms, page, tracker } = launch();
    tracker.save(SNAPSHOT);
    page.leave();
    assert.deepEqual(lms.acts.slice(-2), ["LMSCommit", "LMSFinish"]);
  });

  test("for the back-forward cache only commits, and the session goes on", () => {
    const { lms, page, tracker } = launch();
    const before = lms.acts.length;
    page.leave({ persisted: true });
    assert.deepEqual(lms.acts.slice(before), ["LMSCommit"]);
    tracker.save({ ...SNAPSHOT, location: "two/page" });
    page.leave();
    assert.equal(lms.real.cmi.core.lesson_location, "two/page");
    assert.equal(lms.acts.at(-1), "LMSFinish");
  });

  test("asks nothing more of the LMS, whatever happens then", () => {
    const { lms, page, tracker } = launch();
    tracker.save(SNAPSHOT);
    page.leave();
    tracker.save(PASSED);
    page.hide();
    page.pass(10_000);
    page.leave({ persisted: true });
    page.leave();
    assert.equal(lms.calls.at(-1), "LMSFinish");
  });
});

describe("a hidden page", () => {
  test("commits the time spent so far", () => {
    const { lms, page } = launch();
    const before = lms.acts.length;
    page.pass(3_600_000);
    page.hide();
    assert.deepEqual(lms.acts.slice(before), ["LMSSetValue cmi.core.session_time 01:00:00.00", "LMSCommit"]);
  });

  test("that is shown again asks nothing of the LMS", () => {
    const { lms, page } = launch();
    page.hide();
    const before = lms.calls.length;
    page.show();
    assert.equal(lms.calls.length, before);
  });

  test("tells the whole session's time each time, not what was added", () => {
    const { lms, page } = launch();
    page.pass(2000);
    page.hide();
    page.pass(3000);
    page.leave();
    assert.deepEqual(lms.written.at(-1), ["core.session_time", "00:00:05.00"]);
  });
});

describe("where no LMS answers,", () => {
  const claims = [
    ["no API", () => new Page()],
    ["an API that does not start", () => new Page({ API: new Lms({}, { LMSInitialize: "false" }).api })],
  ];
  for (const [name, made] of claims) {
    test(`progress stays on the device (${name})`, () => {
      const page = made();
      const tracker = scorm12Tracker(page);
      assert.deepEqual(tracker.open("course"), {
        state: "",
        location: "",
        finished: false,
        kind: "missing",
        limit: Infinity,
        score: -1,
        learner: "",
        copy: null,
      });
      tracker.save(SNAPSHOT);
      const again = scorm12Tracker(page).open("course");
      assert.deepEqual(again, {
        state: "1AAAA",
        location: "one/page",
        finished: false,
        kind: "missing",
        limit: Infinity,
        score: -1,
        learner: "",
        copy: null,
      });
    });
  }

  test("a save on the device is told too", () => {
    const tracker = scorm12Tracker(new Page());
    const reports = [];
    tracker.open("course");
    tracker.onSave((report) => reports.push(report));
    tracker.save(SNAPSHOT);
    assert.equal(reports[0].failed, false);
  });
});

test("on any journey the LMS refuses nothing, results only rise, and the session ends once", () => {
  const random = new Random(1);
  for (let round = 0; round < 300; round += 1) {
    const { lms } = wander(random);
    assert.deepEqual(lms.refused, []);
    const values = (element) => lms.written.filter(([name]) => name === element).map(([, value]) => value);
    const scores = values("core.score.raw").map(Number);
    assert.deepEqual(
      scores,
      [...new Set(scores)].sort((one, other) => one - other),
    );
    assert.ok(values("core.lesson_status").slice(1).length <= 1);
    assert.equal(lms.calls.indexOf("LMSFinish"), lms.calls.length - 1);
  }
});

test("on any journey a strict LMS refuses nothing either", () => {
  const random = new Random(2);
  for (let round = 0; round < 300; round += 1) {
    const { lms } = wander(random, new StrictLms());
    assert.deepEqual(lms.errors, []);
    assert.equal(lms.phase, "after");
  }
});

/** A learner who does a bit of everything in any order, and leaves. */
function wander(random, lms = new Lms()) {
  const session = enter(lms);
  const { page, tracker } = session;
  const journal = new Journal();
  const deeds = [
    () => tracker.save({ ...SNAPSHOT, score: random.below(101) }),
    () => tracker.save({ ...PASSED, score: random.below(10001) / 100 }),
    () => tracker.save({ ...SNAPSHOT, state: `1${"A".repeat(random.below(4096))}` }),
    () => tracker.teller() && journal.append(tracker.teller(), interactionRecords(anyReport(random), new Date())),
    () => page.pass(random.below(3000)),
    () => page.hide(),
    () => page.show(),
    () => page.leave({ persisted: true }),
  ];
  for (let step = random.below(20); step > 0; step -= 1) {
    random.pick(deeds)();
  }
  page.leave();
  random.pick(deeds)();
  return session;
}

function launch(cmi = {}, odd = {}) {
  return enter(new Lms(cmi, odd));
}

function enter(lms) {
  const page = new Page({ API: lms.api });
  const tracker = scorm12Tracker(page);
  const reports = [];
  tracker.onSave((report) => reports.push(report));
  return { lms, page, tracker, reports, found: tracker.open("course") };
}
