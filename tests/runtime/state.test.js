import assert from "node:assert/strict";
import { test } from "node:test";
import { BitWriter } from "../../themes/_runtime/bits.js";
import { fingerprint } from "../../themes/_runtime/fingerprint.js";
import { decodeState, emptyState, encodeState, nameKey, newRecord } from "../../themes/_runtime/state.js";
import { Random } from "./random.js";
import { randomState } from "./states.js";

const LIMIT = 4096;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const OTHERS = [" ", "=", "é", "\u{1f600}"];

test("any state comes back as it was saved", () => {
  const random = new Random(1);
  for (let round = 0; round < 3000; round += 1) {
    const state = randomState(random);
    assert.deepEqual(decodeState(encodeState(state, Infinity)), state);
  }
});

test("the empty state comes back", () => {
  assert.deepEqual(decodeState(encodeState(emptyState(), LIMIT)), emptyState());
});

test("a saved state is made of letters that every LMS keeps as they are", () => {
  const random = new Random(2);
  for (let round = 0; round < 500; round += 1) {
    assert.match(encodeState(randomState(random), LIMIT), /^[A-Za-z0-9_-]+$/);
  }
});

test("the order in which things were done does not show", () => {
  const random = new Random(3);
  for (let round = 0; round < 20; round += 1) {
    const state = randomState(random);
    const other = {
      ...state,
      marks: new Set(random.shuffled([...state.marks])),
      quizzes: new Map(random.shuffled([...state.quizzes])),
    };
    assert.equal(encodeState(other, LIMIT), encodeState(state, LIMIT));
  }
});

test("a state that was cut anywhere is not read", () => {
  const random = new Random(4);
  for (let round = 0; round < 20; round += 1) {
    const text = encodeState(randomState(random), LIMIT);
    for (let length = 0; length < text.length; length += 1) {
      assert.equal(decodeState(text.slice(0, length)), null, `the first ${length} of ${text}`);
    }
  }
});

test("a state with one letter changed is not read", () => {
  const random = new Random(5);
  for (let round = 0; round < 5; round += 1) {
    const text = encodeState(randomState(random, { marks: 20, quizzes: 2, answers: 3 }), LIMIT);
    for (let at = 0; at < text.length; at += 1) {
      for (const letter of [...LETTERS.replace(text[at], ""), ...OTHERS]) {
        assert.equal(decodeState(text.slice(0, at) + letter + text.slice(at + 1)), null, `${letter} at ${at}`);
      }
    }
  }
});

test("a state of another format is not read", () => {
  assert.equal(decodeState(`3${encodeState(emptyState(), LIMIT).slice(1)}`), null);
});

test("a state that was saved before learners had a seed is read", () => {
  const state = emptyState();
  state.completed = true;
  state.marks = new Set([nameKey("badge:first"), nameKey("page:one/hello")]);
  const answers = new Map([
    [7, { tries: 2, checked: true, best: 1, response: [0, 2] }],
    [9, { tries: 1, checked: false, best: 0.5, response: "été" }],
    [11, { tries: 0, checked: false, best: 0, response: null }],
  ]);
  const record = { ...newRecord(), best: 0.75, submitted: true, passed: true, answers };
  state.quizzes.set(nameKey("quiz:one/quiz"), record);
  assert.deepEqual(decodeState("1mWXMgAFhbbfhwd9RoAA40t5SbqZgwAHLQ6ABIlpIFw6l0w6kACwA"), state);
});

test("no text is nothing that was saved", () => {
  assert.equal(decodeState(""), null);
});

test("garbage under a checksum that happens to be right never throws", () => {
  const random = new Random(6);
  for (let round = 0; round < 3000; round += 1) {
    const body = Array.from({ length: random.below(60) }, () => random.pick([...LETTERS])).join("");
    assert.doesNotThrow(() => decodeState(sealed(body)));
  }
});

test("letters that are never written are not read, whatever the checksum says", () => {
  assert.deepEqual(decodeState(sealed("AAAAAAAAAAAA")), emptyState());
  assert.equal(decodeState(sealed("AAAAAAAAAAA=")), null);
});

test("however much was typed, the text stays within its limit", () => {
  for (const quizzes of [0, 1, 6, 7, 8, 9, 40]) {
    assert.ok(encodeState(talkative(quizzes), LIMIT).length <= LIMIT);
  }
});

test("pages, modules, badges and scores are never left out", () => {
  const state = talkative(40);
  const kept = decodeState(encodeState(state, LIMIT));
  assert.deepEqual(kept.marks, state.marks);
  assert.equal(kept.completed, state.completed);
  assert.deepEqual([...kept.quizzes.keys()], [...state.quizzes.keys()]);
  for (const [key, record] of kept.quizzes) {
    const { best, submitted, passed } = state.quizzes.get(key);
    assert.deepEqual({ ...record, answers: null, recent: 0 }, { best, submitted, passed, answers: null, recent: 0 });
  }
});

test("pages, modules, badges and scores are kept even past the limit", () => {
  const state = talkative(40);
  assert.deepEqual(decodeState(encodeState(state, 10)).marks, state.marks);
});

test("the answers of the quizzes used least recently are left out first, and no more than needed", () => {
  const state = talkative(40);
  const kept = decodeState(encodeState(state, LIMIT));
  const answered = [...kept.quizzes].filter(([, record]) => record.answers.size).map(([key]) => key);
  const latest = [...state.quizzes].sort(([, one], [, other]) => other.recent - one.recent).map(([key]) => key);
  assert.ok(answered.length > 0);
  assert.deepEqual(new Set(answered), new Set(latest.slice(0, answered.length)));
  const oneMore = new Set(latest.slice(0, answered.length + 1));
  for (const [key, record] of state.quizzes) {
    if (!oneMore.has(key)) {
      record.answers.clear();
    }
  }
  assert.ok(encodeState(state, Infinity).length > LIMIT);
});

test("nothing is left out of what fits", () => {
  const state = talkative(3);
  const whole = encodeState(state, Infinity);
  assert.equal(encodeState(state, whole.length), whole);
  assert.ok(encodeState(state, whole.length - 1).length < whole.length);
});

for (const typed of ["Où ça ? À Œting…", "Київ", "渋谷", "👩‍🌾 🇫🇷", "a\u0301", "\u0000\n\t"]) {
  test(`${JSON.stringify(typed)} comes back as it was typed`, () => {
    assert.equal(reread(typed), typed);
  });
}

for (const letter of ["a", "é", "渋", "😀"]) {
  test(`a long text of ${letter} is cut at 255 bytes, never inside a character`, () => {
    for (const before of ["", "x", "xx", "xxx"]) {
      const kept = reread(before + letter.repeat(300));
      const size = Buffer.byteLength(letter);
      assert.equal(kept, before + letter.repeat(Math.floor((255 - before.length) / size)));
    }
  });
}

test("half a character does not hurt", () => {
  assert.equal(reread("a\ud83d"), "a\ufffd");
});

test("a score keeps four decimals", () => {
  const state = emptyState();
  state.quizzes.set(1, { ...newRecord(), best: 2 / 3 });
  assert.equal(decodeState(encodeState(state, LIMIT)).quizzes.get(1).best, 0.6667);
});

test("a part of the points of up to 8, 10 or 12 choices is kept without loss", () => {
  for (const choices of [2, 3, 4, 5, 6, 7, 8, 10, 12]) {
    for (let right = 0; right <= choices; right += 1) {
      assert.equal(reanswered({ best: right / choices }).best, right / choices);
    }
  }
});

test("more than 15 tries count as 15", () => {
  assert.equal(reanswered({ tries: 40 }).tries, 15);
});

/** As many quizzes as given, each with four long answers; used in an order that is not that of their keys. */
function talkative(quizzes) {
  const state = emptyState();
  state.completed = true;
  const keys = Array.from({ length: quizzes }, (_, at) => nameKey(`quiz:m/${at}`)).sort((one, other) => one - other);
  keys.forEach((key, at) => {
    const answer = { tries: 1, checked: true, best: 0, response: "Une réponse plutôt longue. ".repeat(4) };
    const answers = new Map([10, 20, 30, 40].map((question) => [question, { ...answer }]));
    const record = { best: 0.5, submitted: true, passed: at % 2 === 0, answers, recent: 1 + ((at * 7) % quizzes) };
    state.quizzes.set(key, record);
    state.marks.add(nameKey(`page:m/${at}`));
  });
  return state;
}

function reread(typed) {
  return reanswered({ response: typed }).response;
}

function reanswered(answer) {
  const state = emptyState();
  const answers = new Map([[1, { tries: 1, checked: true, best: 0, response: null, ...answer }]]);
  state.quizzes.set(1, { ...newRecord(), answers });
  return decodeState(encodeState(state, Infinity)).quizzes.get(1).answers.get(1);
}

/** A body under the header that makes it look saved. */
function sealed(body) {
  const writer = new BitWriter();
  writer.number(fingerprint(`2${body}`, 24), 24);
  return `2${writer.text()}${body}`;
}
