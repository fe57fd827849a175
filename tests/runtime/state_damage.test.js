import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeState, encodeState } from "../../themes/_runtime/state.js";
import { Random } from "./random.js";
import { randomState } from "./states.js";

const LIMIT = 4096;
const LETTERS = [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
  "=",
  " ",
  "\n",
  "é",
  "\u{1f600}",
];

const damages = {
  "with letters changed": (text, random) => spliced(text, random, 1, 1),
  "with letters inserted": (text, random) => spliced(text, random, 0, 1),
  "with letters deleted": (text, random) => spliced(text, random, 1, 0),
  "with a stretch replaced": (text, random) => spliced(text, random, random.below(20, 2), random.below(20)),
  "with two letters swapped": swapped,
  "with a stretch moved": moved,
  "cut at either end": (text, random) => text.slice(random.below(9), text.length - random.below(9)),
  "followed by another": (text, random) => text + encodeState(randomState(random), LIMIT),
  "in other letter cases": (text, random) => random.pick([text.toLowerCase(), text.toUpperCase()]),
  "escaped for the web": (text) => encodeURIComponent(text).replaceAll("_", "%5F"),
};

for (const [how, damage] of Object.entries(damages)) {
  test(`a state ${how} is refused as a whole, or read as it was`, () => {
    const random = new Random(how.length);
    for (let round = 0; round < 400; round += 1) {
      const state = randomState(random, { marks: 40, quizzes: 4, answers: 5 });
      let text = encodeState(state, LIMIT);
      for (let times = random.below(4, 1); times > 0; times -= 1) {
        text = damage(text, random);
      }
      const read = decodeState(text);
      if (read !== null) {
        assert.deepEqual(read, state, text);
      }
    }
  });
}

test("what was never a state is not read", () => {
  const random = new Random(7);
  for (let round = 0; round < 500; round += 1) {
    const length = random.pick([random.below(10), random.below(200), 4096]);
    const text = Array.from({ length }, () => random.pick(LETTERS)).join("");
    assert.equal(decodeState(random.pick(["", "1", "2"]) + text), null);
  }
  for (const text of ["null", "undefined", '{"a":1}', "true", "0", "2", "2".repeat(70_000), "\u0000", "\ud83d"]) {
    assert.equal(decodeState(text), null);
  }
});

function spliced(text, random, removed, inserted) {
  const at = random.below(text.length);
  const put = Array.from({ length: inserted }, () => random.pick(LETTERS)).join("");
  return text.slice(0, at) + put + text.slice(at + removed);
}

function swapped(text, random) {
  const letters = [...text];
  const [one, other] = [random.below(letters.length), random.below(letters.length)];
  [letters[one], letters[other]] = [letters[other], letters[one]];
  return letters.join("");
}

function moved(text, random) {
  const [from, size] = [random.below(text.length), random.below(20, 1)];
  const rest = text.slice(0, from) + text.slice(from + size);
  const to = random.below(rest.length + 1);
  return rest.slice(0, to) + text.slice(from, from + size) + rest.slice(to);
}
