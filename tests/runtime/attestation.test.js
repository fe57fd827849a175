import assert from "node:assert/strict";
import { test } from "node:test";
import { spokenName } from "../../themes/_runtime/views/attestation.js";

const NAMES = [
  ["Dupont, Jean", "Jean Dupont"],
  ["  N’Diaye ,Élodie Marie ", "Élodie Marie N’Diaye"],
  ["Sam Roy", "Sam Roy"],
  ["Plato", "Plato"],
  ["Dupont,", "Dupont,"],
  [", Jean", ", Jean"],
  ["King, Martin Luther, Jr.", "King, Martin Luther, Jr."],
  ["", ""],
];

for (const [given, spoken] of NAMES) {
  test(`“${given}” is said “${spoken}”`, () => assert.equal(spokenName(given), spoken));
}
