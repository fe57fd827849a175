import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { grade, unusable } from "../../themes/_runtime/grading.js";
import { Random } from "./random.js";
import { readVectors } from "./vectors.js";

const TRUE_FALSE = [
  ["true", "vrai"],
  ["false", "faux"],
];
const vectors = readVectors("grading.yml");
const questions = learnerData();

for (const vector of vectors) {
  describe(`${vector.id} (${vector.language})`, () => {
    const question = questions[vector.language][vector.id];
    for (const { given, part, feedback = [] } of vector.answers) {
      test(`${JSON.stringify(given)} is worth ${part}`, () => {
        const graded = grade(question, response(vector, given), vector.language);
        assert.equal(graded.part, Number(part));
        assert.deepEqual(graded.messages.map(plain), feedback);
      });
    }
  });
}

test("what is worth everything is right, something partly right, nothing wrong", () => {
  const vector = vectors.find(({ id }) => id === "leviers");
  const outcomes = vector.answers.map(({ given, part }) => [
    Number(part),
    grade(questions.fr.leviers, response(vector, given), "fr").outcome,
  ]);
  for (const [part, outcome] of outcomes) {
    assert.equal(outcome, part === 1 ? "right" : part === 0 ? "wrong" : "partial");
  }
});

test("reordering the choices never changes a score", () => {
  const random = new Random(1);
  for (const vector of vectors) {
    const question = questions[vector.language][vector.id];
    if (question.kind !== "select") {
      continue;
    }
    for (let round = 0; round < 100; round += 1) {
      const chosen = random.some([...question.correct.keys()]);
      const order = random.shuffled([...question.correct.keys()]);
      const reordered = {
        ...question,
        correct: order.map((index) => question.correct[index]),
        choiceFeedback: order.map((index) => question.choiceFeedback[index]),
      };
      const moved = chosen.map((index) => order.indexOf(index));
      assert.equal(
        grade(reordered, moved, vector.language).part,
        grade(question, chosen, vector.language).part,
        `${vector.id}: ${chosen} of ${order}`,
      );
    }
  }
});

describe("accents do not count, but what other scripts write above or below a letter does:", () => {
  const claims = [
    ["hi", "की", "का"],
    ["ja", "かぎ", "かき"],
    ["th", "ที่", "ท"],
  ];
  for (const [language, accepted, typed] of claims) {
    test(`${typed} is not ${accepted}`, () => {
      assert.equal(grade({ ...questions.en.gas, accepted: [accepted] }, typed, language).part, 0);
    });
  }
});

describe("what cannot be graded costs no attempt:", () => {
  const claims = [
    ["nothing chosen", questions.en.primes, [], "empty"],
    ["nothing typed", questions.en.gas, "", "empty"],
    ["nothing but spaces", questions.en.gas, " \u00a0", "empty"],
    ["no response at all", questions.en.gas, null, "empty"],
    ["a number with its unit", questions.fr.trajet, "3,5 km", "not-a-number"],
    ["a word for a number", questions.fr.trajet, "trois", "not-a-number"],
  ];
  for (const [name, question, given, problem] of claims) {
    test(name, () => assert.equal(unusable(question, given, "fr"), problem));
  }
});

describe("what can be graded, however wrong:", () => {
  const claims = [
    ["the first choice", questions.en.primes, [0]],
    ["a number out of range", questions.fr.trajet, "-12"],
    ["any text", questions.en.gas, "?"],
  ];
  for (const [name, question, given] of claims) {
    test(name, () => assert.equal(unusable(question, given, "fr"), null));
  }
});

/** The questions as the real pipeline writes them into a package: by language and id. */
function learnerData() {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const own = `${root}.venv/bin/python`;
  const python = process.env.PARCOURS_PYTHON ?? (existsSync(own) ? own : "python3");
  const printed = execFileSync(python, [`${root}tests/vectors/learner_data.py`], {
    encoding: "utf-8",
    env: { ...process.env, PYTHONPATH: root },
  });
  return JSON.parse(printed);
}

/** The response that the page would read: indexes of the author's list, or the typed text. */
function response({ choices, statement }, given) {
  if (statement) {
    return given.map((word) => TRUE_FALSE.findIndex((words) => words.includes(word)));
  }
  return choices ? given.map((text) => choices.findIndex(({ correct, wrong }) => text === (correct ?? wrong))) : given;
}

/** Feedback is a paragraph of HTML. */
function plain(html) {
  return html.trim().replace(/^<p>(.*)<\/p>$/, "$1");
}
