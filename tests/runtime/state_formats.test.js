import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeState, emptyState, nameKey, newRecord } from "../../themes/_runtime/state.js";

/**
 * What learners' platforms hold, as text: these never change. A new format is added here, and the others stay.
 */
const SAVED = [
  {
    what: "format 1, which had no seed",
    text: "1mWXMgAFhbbfhwd9RoAA40t5SbqZgwAHLQ6ABIlpIFw6l0w6kACwA",
    state: {
      completed: true,
      seed: 0,
      marks: ["badge:first", "page:one/hello"],
      quizzes: [
        [
          "quiz:one/quiz",
          { best: 0.75, submitted: true, passed: true },
          [
            [7, { tries: 2, checked: true, best: 1, response: [0, 2] }],
            [9, { tries: 1, checked: false, best: 0.5, response: "été" }],
            [11, { tries: 0, checked: false, best: 0, response: null }],
          ],
        ],
      ],
    },
  },
  {
    what: "format 2, with every sort of answer",
    text: "29gy733eAAl5tt-AduGH4APLhxhm4ABYXfAQ22JOIABAHUzCgAOWh0ACRLSQZh1Lph1JBzXEX0WFuABYAAA36jGIhEBt7q0oAAHjEA",
    state: {
      completed: true,
      seed: 48879,
      marks: ["page:one/hello", "page:two/tools", "module:one", "badge:first"],
      quizzes: [
        [
          "quiz:one/quiz",
          { best: 0.75, submitted: true, passed: true },
          [
            [7, { tries: 2, checked: true, best: 1, response: [0, 2] }],
            [9, { tries: 1, checked: false, best: 0.5, response: "été 渋谷" }],
            [11, { tries: 0, checked: false, best: 0, response: null }],
            [13, { tries: 15, checked: true, best: 1 / 3, response: { parts: [2, null, "oui", 0] } }],
            [15, { tries: 1, checked: true, best: 0, response: [] }],
          ],
        ],
        ["quiz:two/survey", { submitted: true }, []],
      ],
    },
  },
  {
    what: "format 2, of a learner who has opened the course and done nothing",
    text: "2APQCAACAAAAAAA",
    state: { completed: false, seed: 1, marks: [], quizzes: [] },
  },
];

for (const { what, text, state } of SAVED) {
  test(`a state of ${what}, is read`, () => {
    assert.deepEqual(decodeState(text), whole(state));
  });
}

function whole({ completed, seed, marks, quizzes }) {
  const records = quizzes.map(([name, record, answers]) => [
    nameKey(name),
    { ...newRecord(), ...record, answers: new Map(answers) },
  ]);
  return { ...emptyState(), completed, seed, marks: new Set(marks.map(nameKey)), quizzes: new Map(records) };
}
