import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { shuffled } from "../../themes/_runtime/draw.js";
import { fingerprint } from "../../themes/_runtime/fingerprint.js";
import { grade, unusable } from "../../themes/_runtime/grading.js";
import { Random } from "./random.js";
import { readVectors } from "./vectors.js";

const TRUE_FALSE = [
  ["true", "vrai"],
  ["false", "faux"],
];
const vectors = readVectors("grading.yml");
const questions = learnerData();

/** By kind: a response, the question with its parts in another order, and the same response to that. */
const reorder = {
  select(question, random) {
    const [chosen, order] = [random.some([...question.correct.keys()]), random.shuffled([...question.correct.keys()])];
    const reordered = {
      ...question,
      correct: order.map((index) => question.correct[index]),
      choiceFeedback: order.map((index) => question.choiceFeedback[index]),
    };
    return [chosen, reordered, chosen.map((index) => order.indexOf(index))];
  },
  match(question, random) {
    const [lines, options] = [[...Array(question.lines).keys()], [...question.options.keys()]];
    const parts = lines.map(() => random.pick([null, ...options]));
    const [lineOrder, optionOrder] = [random.shuffled(lines), random.shuffled(options)];
    const moved = (option) => (option === null ? null : optionOrder.indexOf(option));
    const correct = question.correct.length ? lineOrder.map((line) => moved(question.correct[line])) : [];
    const reordered = { ...question, correct, options: optionOrder.map((index) => question.options[index]) };
    return [{ parts }, reordered, { parts: lineOrder.map((line) => moved(parts[line])) }];
  },
  cloze(question, random) {
    const parts = question.blanks.map((blank) =>
      blank.kind === "select" ? random.below(blank.correct.length) : random.pick([blank.solution, "?", null]),
    );
    const order = random.shuffled([...question.blanks.keys()]);
    const reordered = { ...question, blanks: order.map((index) => question.blanks[index]) };
    return [{ parts }, reordered, { parts: order.map((index) => parts[index]) }];
  },
};

for (const vector of vectors) {
  describe(`${vector.id} (${vector.language})`, () => {
    const question = questions[vector.language][vector.id];
    for (const { given, part, feedback = [] } of vector.answers) {
      test(`${JSON.stringify(given)} is worth ${part}`, () => {
        const graded = grade(question, response(vector, given), vector.language);
        assert.ok(Math.abs(graded.part - Number(part)) < 1e-9, `${graded.part}`);
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

describe("reordering and shuffling never change a score:", () => {
  const random = new Random(1);
  for (const vector of vectors) {
    const question = questions[vector.language][vector.id];
    if (reorder[question.kind]) {
      test(vector.id, () => {
        for (let round = 0; round < 100; round += 1) {
          const [response, reordered, moved] = reorder[question.kind](question, random);
          assert.equal(
            grade(reordered, moved, vector.language).part,
            grade(question, response, vector.language).part,
            JSON.stringify([response, moved]),
          );
        }
      });
    }
  }
});

test("the order that a learner begins with has nothing in its place, nor does it depend on anything but the seed", () => {
  const random = new Random(2);
  for (let round = 0; round < 500; round += 1) {
    const [seed, key, count] = [random.below(2 ** 16), random.below(2 ** 16), 2 + random.below(8)];
    const order = shuffled(seed, key, count);
    assert.deepEqual([...order].sort(), [...Array(count).keys()]);
    assert.ok(order.every((index, place) => index !== place));
    assert.deepEqual(shuffled(seed, key, count), order);
  }
  assert.deepEqual(shuffled(1, 1, 1), [0]);
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
  const { primes, gas, capitals, mood } = questions.en;
  const { trajet, loi, taux } = questions.fr;
  const claims = [
    ["nothing chosen", primes, [], "empty", 0],
    ["nothing typed", gas, "", "empty", 0],
    ["nothing but spaces", gas, " \u00a0", "empty", 0],
    ["no response at all", gas, null, "empty", 0],
    ["a number with another unit", trajet, "3,5 m", "not-a-number", 0],
    ["a unit without a number", taux, "%", "not-a-number", 0],
    ["a word for a number", trajet, "trois", "not-a-number", 0],
    ["no line given", capitals, null, "empty", 0],
    ["a line left out", capitals, { parts: [0, null] }, "incomplete", 1],
    ["a statement left out", mood, { parts: [null, 2] }, "incomplete", 0],
    ["no blank filled", loi, null, "empty", 0],
    ["a blank left out", loi, { parts: ["LOM", 1, " ", "État"] }, "incomplete", 2],
    ["a word in a blank for a number", loi, { parts: ["LOM", 1, "cinq", "État"] }, "not-a-number", 2],
    ["nothing written where it is required", { kind: "essay", required: true }, null, "empty", 0],
  ];
  for (const [name, question, given, reason, at] of claims) {
    test(name, () => assert.deepEqual(unusable(question, given, "fr"), { reason, at }));
  }
});

describe("what can be graded, however wrong:", () => {
  const claims = [
    ["the first choice", questions.en.primes, [0]],
    ["a number out of range", questions.fr.trajet, "-12"],
    ["any text", questions.en.gas, "?"],
    ["every line with a decoy", questions.fr.acteurs, { parts: [1, 1, 1, 1] }],
    ["any order", questions.fr.etapes, { parts: [3, 2, 1, 0] }],
    ["every blank filled", questions.fr.loi, { parts: ["?", 0, "7", "?"] }],
    ["nothing written where nothing is required", questions.fr.projet, null],
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

/** The response that the page would read: indexes of the author's list, or what was typed. */
function response(vector, given) {
  const { choices, statement, poll, pairs, categories, order, text, scale } = vector;
  const question = questions[vector.language][vector.id];
  if (statement) {
    return given.map((word) => TRUE_FALSE.findIndex((words) => words.includes(word)));
  }
  if (choices || poll) {
    const texts = poll ?? choices.map(({ correct, wrong }) => correct ?? wrong);
    return given.map((one) => texts.indexOf(one));
  }
  if (pairs || scale) {
    return { parts: given.map((one) => optionOf(question, one)) };
  }
  if (categories) {
    return { parts: shownLines(categories, given).map((one) => optionOf(question, one)) };
  }
  if (order) {
    return { parts: given.map((one) => order.indexOf(one)) };
  }
  return text ? { parts: given.map((one, at) => blankPart(question.blanks[at], one)) } : given;
}

function optionOf({ options }, text) {
  const index = options.indexOf(text);
  return index < 0 ? null : index;
}

/** The page mixes the items of categories, always in the same way: by numbers made from their words. */
function shownLines(categories, given) {
  const items = categories.flatMap(({ items: own = [] }) => own);
  const rank = (item) => fingerprint(item, 32);
  return [...items].sort((one, other) => rank(one) - rank(other)).map((item) => given[items.indexOf(item)]);
}

function blankPart(blank, text) {
  if (text === "") {
    return null;
  }
  return blank.kind === "select" ? blank.options.indexOf(text) : text;
}

/** Feedback is a paragraph of HTML. */
function plain(html) {
  return html.trim().replace(/^<p>(.*)<\/p>$/, "$1");
}
