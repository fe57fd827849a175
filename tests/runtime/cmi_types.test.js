import assert from "node:assert/strict";
import { test } from "node:test";
import { timespan } from "../../themes/_runtime/tracking/cmi_types.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

for (const [milliseconds, expected] of [
  [0, "00:00:00.00"],
  [9, "00:00:00.00"],
  [10, "00:00:00.01"],
  [999.9, "00:00:00.99"],
  [SECOND, "00:00:01.00"],
  [MINUTE - 1, "00:00:59.99"],
  [MINUTE, "00:01:00.00"],
  [HOUR - 1, "00:59:59.99"],
  [HOUR, "01:00:00.00"],
  [26 * HOUR + 3 * MINUTE + 4.5 * SECOND, "26:03:04.50"],
  [100 * HOUR, "100:00:00.00"],
  [10_000 * HOUR - 10, "9999:59:59.99"],
]) {
  test(`${milliseconds} ms are ${expected}`, () => assert.equal(timespan(milliseconds), expected));
}

test("a time too long for SCORM is the longest that it knows", () => {
  assert.equal(timespan(10_000 * HOUR), "9999:59:59.99");
  assert.equal(timespan(Infinity), "9999:59:59.99");
});

test("a clock that went backwards counts as no time", () => {
  assert.equal(timespan(-5 * MINUTE), "00:00:00.00");
});
