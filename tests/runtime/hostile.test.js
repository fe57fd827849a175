import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { atLaunch, platform, sender } from "../browser/hostile/platforms.js";

const STATUS = "cmi.core.lesson_status";
const SCORE = "cmi.core.score.raw";
const STATE = "cmi.suspend_data";

/** Open a session of a platform, which notes what it commits. */
function begin(kind, kept = {}) {
  /** @type {Record<string, string>[]} */
  const commits = [];
  const lms = platform(kind, atLaunch(kind, kept), { commit: (values) => commits.push({ ...values }) });
  assert.equal(lms.api.LMSInitialize(""), "true");
  return { lms, api: lms.api, commits, last: () => commits.at(-1) };
}

describe("the platform like Moodle", () => {
  test("completes whoever says nothing", () => {
    const { api, last } = begin("moodle");
    api.LMSFinish("");
    assert.equal(last()[STATUS], "completed");
  });

  test("lets a mastery score decide at the end, not at a commit", () => {
    for (const [score, status] of [
      ["79", "failed"],
      ["80", "passed"],
    ]) {
      const { api, last } = begin("moodle", { "cmi.student_data.mastery_score": "80" });
      api.LMSSetValue(STATUS, "incomplete");
      api.LMSSetValue(SCORE, score);
      api.LMSCommit("");
      assert.equal(last()[STATUS], "incomplete");
      api.LMSFinish("");
      assert.equal(last()[STATUS], status);
    }
  });

  test("reviews an attempt that is over, and stores what is written all the same", () => {
    for (const status of ["passed", "completed", "failed"]) {
      const { api, last } = begin("moodle", { [STATUS]: status, [SCORE]: "90" });
      assert.equal(api.LMSGetValue("cmi.core.lesson_mode"), "review");
      assert.equal(api.LMSGetValue("cmi.core.credit"), "no-credit");
      api.LMSSetValue(STATUS, "incomplete");
      api.LMSSetValue(SCORE, "10");
      api.LMSFinish("");
      assert.deepEqual([last()[STATUS], last()[SCORE]], ["incomplete", "10"]);
    }
  });

  test("appends comments", () => {
    const { api } = begin("moodle");
    api.LMSSetValue("cmi.comments", "one");
    api.LMSSetValue("cmi.comments", "two");
    assert.equal(api.LMSGetValue("cmi.comments"), "onetwo");
  });

  test("calls an unknown element wrong, where others say that they lack it", () => {
    for (const [kind, code] of [
      ["moodle", "201"],
      ["strict", "401"],
    ]) {
      const { api } = begin(kind);
      api.LMSGetValue("cmi.completion_status");
      assert.equal(api.LMSGetLastError(), code);
    }
  });

  test("opens a second session where others refuse it", () => {
    for (const [kind, answer] of [
      ["moodle", "true"],
      ["strict", "false"],
    ]) {
      const { api } = begin(kind);
      api.LMSFinish("");
      assert.equal(api.LMSInitialize(""), answer);
    }
  });
});

describe("the platform like Chamilo", () => {
  test("forgets a status that was committed, and commits that it has none", () => {
    const { api, commits } = begin("chamilo");
    api.LMSSetValue(STATUS, "passed");
    api.LMSCommit("");
    assert.equal(api.LMSGetValue(STATUS), "");
    api.LMSCommit("");
    assert.deepEqual(
      commits.map((values) => values[STATUS]),
      ["passed", ""],
    );
  });
});

describe("the platform that cuts", () => {
  test("takes a state that is too long, and says nothing", () => {
    const { lms, api } = begin("truncating");
    assert.equal(api.LMSSetValue(STATE, "x".repeat(4097)), "true");
    assert.equal(api.LMSGetValue(STATE).length, 4096);
    assert.deepEqual(lms.errors, []);
  });
});

describe("the platform without anything optional", () => {
  test("lacks interactions, objectives and the mode", () => {
    const { api } = begin("minimal");
    for (const name of ["interactions._count", "objectives._count", "core.lesson_mode", "core.score.min"]) {
      api.LMSGetValue(`cmi.${name}`);
      assert.equal(api.LMSGetLastError(), "401", name);
    }
  });
});

describe("a platform at the next launch", () => {
  test("resumes what was suspended, and gives back no time of the last session", () => {
    const given = atLaunch("strict", { "cmi.core.exit": "suspend", "cmi.core.session_time": "00:00:01", [STATE]: "x" });
    assert.deepEqual(given, { "cmi.core.entry": "resume", [STATE]: "x" });
  });

  test("calls only an attempt that is over a review", () => {
    assert.equal(atLaunch("moodle", { [STATUS]: "incomplete" })["cmi.core.lesson_mode"], undefined);
    assert.equal(atLaunch("strict", { [STATUS]: "passed" })["cmi.core.lesson_mode"], undefined);
  });
});

describe("what a platform sends", () => {
  /** A window whose requests are answered with a status, or refused, and which is left when told so. */
  function windowOf(status) {
    const page = Object.assign(new EventTarget(), { document: new EventTarget(), sent: [] });
    class XMLHttpRequest {
      open() {}
      send() {
        if (!status) {
          throw new Error("refused while the page is left");
        }
        this.status = status;
        page.sent.push("request");
      }
    }
    const sendBeacon = () => page.sent.push("beacon") > 0;
    return Object.assign(page, { XMLHttpRequest, navigator: { sendBeacon } });
  }

  test("is refused while the page is left, where the answer is waited for", () => {
    assert.equal(sender("request", "/", windowOf(0))({}), false);
    assert.equal(sender("request", "/", windowOf(503))({}), false);
    assert.equal(sender("request", "/", windowOf(200))({}), true);
  });

  test("is called kept by Moodle once the page was hidden, whatever becomes of it", () => {
    const page = windowOf(503);
    page.navigator.sendBeacon = () => false;
    const commit = sender("moodle", "/", page);
    assert.equal(commit({}), false);
    page.document.dispatchEvent(new Event("visibilitychange"));
    assert.equal(commit({}), true);
  });
});

test("a commit that could not be kept is refused with an error", () => {
  const lms = platform("strict", {}, { commit: () => false });
  lms.api.LMSInitialize("");
  assert.equal(lms.api.LMSCommit(""), "false");
  assert.equal(lms.api.LMSGetLastError(), "101");
  assert.equal(lms.api.LMSFinish(""), "false");
  assert.equal(lms.api.LMSGetValue(STATUS), "");
  assert.equal(lms.api.LMSGetLastError(), "301");
});
