import assert from "node:assert/strict";
import { test } from "node:test";
import { formatNumber, formatPercent, parseNumber } from "../../themes/_runtime/numbers.js";
import { readVectors } from "./vectors.js";

for (const { text, language, number } of readVectors("numbers.yml")) {
  test(`${JSON.stringify(text)} in ${language} is ${number}`, () => {
    const parsed = parseNumber(text, language);
    assert.ok(number === "null" ? parsed === null : parsed === Number(number), `it was read as ${parsed}`);
  });
}

test("a number is shown as its language writes it", () => {
  assert.equal(formatNumber(1234.5, "fr"), "1\u202f234,5");
  assert.equal(formatNumber(1234.5, "en"), "1,234.5");
});

test("a number is shown with two decimals at most", () => {
  assert.equal(formatNumber(2 / 3, "en"), "0.67");
});

test("a percentage is shown as its language writes it", () => {
  assert.equal(formatPercent(0.7, "fr"), "70\u00a0%");
  assert.equal(formatPercent(0.7, "en"), "70%");
});

test("a score just below a mark never reads as if it reached it", () => {
  assert.equal(formatPercent(0.6999, "en"), "69%");
});

test("a percentage that a sum of fractions missed by a hair is shown whole", () => {
  assert.ok(0.57 * 100 < 57);
  assert.equal(formatPercent(0.57, "en"), "57%");
});
