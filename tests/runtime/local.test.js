import assert from "node:assert/strict";
import { test } from "node:test";
import { localTracker } from "../../themes/_runtime/tracking/local.js";
import { Page } from "./page.js";

const SNAPSHOT = { state: "1AAAA", location: "one/page", score: 50, status: "incomplete" };

test("progress on the device is found again", () => {
  const page = new Page();
  opened(page, "course").save(SNAPSHOT);
  const found = localTracker(page).open("course");
  const kept = { state: "1AAAA", location: "one/page" };
  assert.deepEqual(found, {
    ...kept,
    finished: false,
    kind: "none",
    limit: Infinity,
    score: -1,
    learner: "",
    copy: null,
  });
});

test("a course does not find the progress of another", () => {
  const page = new Page();
  opened(page, "one").save(SNAPSHOT);
  assert.equal(localTracker(page).open("other").state, "");
});

test("a place not yet known is no place", () => {
  const page = new Page();
  opened(page, "course").save({ ...SNAPSHOT, location: "" });
  assert.equal(localTracker(page).open("course").location, "");
});

test("a device that forbids storage is told as not saved, and nothing is thrown", () => {
  const page = Object.defineProperty(new Page(), "localStorage", {
    get() {
      throw new DOMException("Access is denied for this document.", "SecurityError");
    },
  });
  assert.equal(localTracker(page).open("course").kind, "unkept");
  const tracker = opened(page, "course");
  const reports = [];
  tracker.onSave((report) => reports.push(report));
  tracker.save(SNAPSHOT);
  assert.deepEqual(reports, [{ at: null, failed: true, isSure: true, isCopied: false }]);
});

test("what another window saved is told once, and what this one saved is not", () => {
  const [one, other] = [new Page(), new Page()];
  other.localStorage = one.localStorage;
  const [first, second] = [opened(one, "course"), opened(other, "course")];
  first.save(SNAPSHOT);
  assert.equal(first.elsewhere(), null);
  assert.deepEqual(second.elsewhere(), { state: "1AAAA", location: "one/page" });
  assert.equal(second.elsewhere(), null);
});

function opened(page, course) {
  const tracker = localTracker(page);
  tracker.open(course);
  return tracker;
}
