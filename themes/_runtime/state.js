import { BitReader, BitWriter } from "./bits.js";
import { fingerprint } from "./fingerprint.js";

/**
 * The learner's progress as a short ASCII text.
 *
 * Format 2: the letter `2`, a checksum of 24 bits, then bits. Format 1, which had no seed, is still read. Everything is kept under keys made from identifiers,
 * so a course whose parts were added, removed or moved finds again what still has a place. `state_size.py` proves
 * at build time how long the text can become: change both together, and only with a new format number.
 */
const FORMAT = "2";
const UNSEEDED = "1";
const HEADER = 5;
const KEY_BITS = 26;
const QUESTION_KEY_BITS = 16;
const SEED_BITS = 16;
const COUNT_BITS = 16;
const RICE_BITS = 5;
const SCORE_UNITS = 10000;
const SCORE_BITS = 14;
const ANSWERS_BITS = 7;
const TRIES_BITS = 4;
// Divisible by 2 to 8, 10 and 12: a part of the points of that many choices is kept without loss.
const BEST_UNITS = 840;
const BEST_BITS = 10;
const NOTHING = 0;
const CHOSEN = 1;
const TYPED = 2;
const PARTS = 3;
const CHOICES_BITS = 6;
const INDEX_BITS = 6;
const LENGTH_BITS = 8;
const LONGEST_TEXT = 255;

/** @returns {import("./types.js").State} */
export function emptyState() {
  return { completed: false, seed: 0, marks: new Set(), quizzes: new Map() };
}

/**
 * @param {string} name  `page:module/page`, `module:id`, `badge:id` or `quiz:module/quiz`
 * @returns {number}
 */
export function nameKey(name) {
  return fingerprint(name, KEY_BITS);
}

/**
 * Return the state as text. When it would be longer than `limit`, what the quizzes used least recently were answered
 * is left out, and if that is not enough, that they were answered at all, then what the course no longer has. The build
 * proved that its pages, modules, badges and scores fit: they never are.
 *
 * @param {import("./types.js").State} state
 * @param {number} limit
 * @returns {string}
 */
export function encodeState(state, limit) {
  const ordered = [...state.quizzes].sort(([one], [other]) => one - other);
  const quizzes = ordered.map(([key, record]) => ({ key, record, answers: answersOf(record, true) }));
  const byAge = [...quizzes].sort((one, other) => one.record.recent - other.record.recent);
  let size = quizzes.reduce((sum, quiz) => sum + quiz.answers.bits.length, writeEssential(state, quizzes).bits.length);
  const shorten = (/** @type {(record: import("./types.js").QuizRecord) => BitWriter} */ write) => {
    for (const quiz of byAge) {
      if (HEADER + Math.ceil(size / 6) <= limit) {
        return;
      }
      const shorter = write(quiz.record);
      size -= quiz.answers.bits.length - shorter.bits.length;
      quiz.answers = shorter;
    }
  };
  shorten((record) => answersOf(record, false));
  shorten(() => new BitWriter());
  const writer = writeEssential(state, quizzes);
  for (const { answers } of quizzes) {
    writer.append(answers);
  }
  const body = writer.text();
  if (state.known && HEADER + body.length > limit) {
    return encodeState(onlyKnown(state, state.known), limit);
  }
  return FORMAT + checksum(FORMAT + body) + body;
}

/**
 * @param {import("./types.js").State} state
 * @param {Set<number>} known
 * @returns {import("./types.js").State}
 */
function onlyKnown(state, known) {
  const marks = new Set([...state.marks].filter((key) => known.has(key)));
  const quizzes = new Map([...state.quizzes].filter(([key]) => known.has(key)));
  return { ...state, marks, quizzes, known: undefined };
}

/**
 * Return the state that a text holds, or null when the text is damaged or of an unknown format.
 *
 * @param {string} text
 * @returns {import("./types.js").State | null}
 */
export function decodeState(text) {
  const body = text.slice(HEADER);
  const seeded = text[0] === FORMAT;
  if (!(seeded || text[0] === UNSEEDED) || text.slice(1, HEADER) !== checksum(seeded ? FORMAT + body : body)) {
    return null;
  }
  try {
    return readState(new BitReader(body), seeded);
  } catch (error) {
    if (error instanceof RangeError) {
      return null;
    }
    throw error;
  }
}

/** @param {string} summed */
function checksum(summed) {
  const writer = new BitWriter();
  writer.number(fingerprint(summed, 24), 24);
  return writer.text();
}

/**
 * Everything but the answers; how many answers follow for each quiz is told by what they hold.
 *
 * @param {import("./types.js").State} state
 * @param {{key: number, record: import("./types.js").QuizRecord, answers: BitWriter}[]} quizzes
 */
function writeEssential(state, quizzes) {
  const writer = new BitWriter();
  writer.flag(state.completed);
  writer.number(state.seed, SEED_BITS);
  writeSet(writer, [...state.marks]);
  writeSet(
    writer,
    quizzes.map(({ key }) => key),
  );
  for (const { record, answers } of quizzes) {
    writer.number(Math.round(record.best * SCORE_UNITS), SCORE_BITS);
    writer.flag(record.submitted);
    writer.flag(record.passed);
    writer.number(answers.bits.length ? kept(record).length : 0, ANSWERS_BITS);
  }
  return writer;
}

/** @param {import("./types.js").QuizRecord} record */
function kept(record) {
  return [...record.answers].slice(0, 2 ** ANSWERS_BITS - 1);
}

/**
 * @param {BitReader} reader
 * @param {boolean} seeded
 */
function readState(reader, seeded) {
  const state = emptyState();
  state.completed = reader.flag();
  state.seed = seeded ? reader.number(SEED_BITS) : 0;
  state.marks = new Set(readSet(reader));
  for (const key of readSet(reader)) {
    state.quizzes.set(key, newRecord());
  }
  const counts = [...state.quizzes.values()].map((record) => {
    record.best = Math.min(1, reader.number(SCORE_BITS) / SCORE_UNITS);
    record.submitted = reader.flag();
    record.passed = reader.flag();
    return { record, count: reader.number(ANSWERS_BITS) };
  });
  for (const { record, count } of counts) {
    readAnswers(reader, record, count);
  }
  return state;
}

/** @returns {import("./types.js").QuizRecord} */
export function newRecord() {
  return { best: 0, submitted: false, passed: false, answers: new Map(), recent: 0 };
}

/**
 * Write a set of keys as sorted gaps in a Rice code.
 *
 * @param {BitWriter} writer
 * @param {number[]} keys
 */
function writeSet(writer, keys) {
  const ordered = [...keys].sort((one, other) => one - other);
  const gaps = ordered.map((key, at) => key - (at ? ordered[at - 1] : -1) - 1);
  const rice = bestRice(gaps);
  writer.number(gaps.length, COUNT_BITS);
  writer.number(rice, RICE_BITS);
  for (const gap of gaps) {
    for (let high = Math.floor(gap / 2 ** rice); high > 0; high -= 1) {
      writer.flag(true);
    }
    writer.flag(false);
    writer.number(gap % 2 ** rice, rice);
  }
}

/** @param {number[]} gaps */
function bestRice(gaps) {
  let best = 0;
  let least = Infinity;
  for (let rice = 0; rice <= KEY_BITS; rice += 1) {
    const size = gaps.reduce((sum, gap) => sum + Math.floor(gap / 2 ** rice) + 1 + rice, 0);
    if (size < least) {
      [best, least] = [rice, size];
    }
  }
  return best;
}

/**
 * @param {BitReader} reader
 * @returns {number[]}
 */
function readSet(reader) {
  const count = reader.number(COUNT_BITS);
  const rice = reader.number(RICE_BITS);
  const keys = [];
  let key = -1;
  for (let at = 0; at < count; at += 1) {
    let high = 0;
    while (reader.flag()) {
      high += 1;
    }
    key += high * 2 ** rice + reader.number(rice) + 1;
    keys.push(key);
  }
  return keys;
}

/**
 * @param {import("./types.js").QuizRecord} record
 * @param {boolean} whole  with what was answered, not only how often and how well
 */
function answersOf(record, whole) {
  const writer = new BitWriter();
  for (const [key, answer] of kept(record)) {
    writer.number(key, QUESTION_KEY_BITS);
    writer.number(Math.min(answer.tries, 2 ** TRIES_BITS - 1), TRIES_BITS);
    writer.flag(answer.checked);
    writeBest(writer, answer.best);
    writeResponse(writer, whole ? answer.response : null);
  }
  return writer;
}

/**
 * @param {BitReader} reader
 * @param {import("./types.js").QuizRecord} record
 * @param {number} count
 */
function readAnswers(reader, record, count) {
  for (let at = 0; at < count; at += 1) {
    const key = reader.number(QUESTION_KEY_BITS);
    const tries = reader.number(TRIES_BITS);
    const checked = reader.flag();
    const best = readBest(reader);
    record.answers.set(key, { tries, checked, best, response: readResponse(reader) });
  }
}

/**
 * @param {BitWriter} writer
 * @param {number} best
 */
function writeBest(writer, best) {
  const units = Math.round(best * BEST_UNITS);
  writer.flag(units === BEST_UNITS);
  if (units !== BEST_UNITS) {
    writer.flag(units !== 0);
    if (units) {
      writer.number(units, BEST_BITS);
    }
  }
}

/** @param {BitReader} reader */
function readBest(reader) {
  if (reader.flag()) {
    return 1;
  }
  return reader.flag() ? Math.min(1, reader.number(BEST_BITS) / BEST_UNITS) : 0;
}

/**
 * @param {BitWriter} writer
 * @param {import("./types.js").Response} response
 */
function writeResponse(writer, response) {
  if (response === null || typeof response === "string") {
    writePart(writer, response);
  } else if ("parts" in response) {
    const parts = response.parts.slice(0, 2 ** CHOICES_BITS - 1);
    writer.number(PARTS, 2);
    writer.number(parts.length, CHOICES_BITS);
    for (const part of parts) {
      writePart(writer, part);
    }
  } else {
    writeChosen(writer, response);
  }
}

/**
 * @param {BitWriter} writer
 * @param {number[]} chosen
 */
function writeChosen(writer, chosen) {
  const count = chosen.length ? Math.max(...chosen) + 1 : 0;
  if (count >= 2 ** CHOICES_BITS) {
    writer.number(NOTHING, 2);
    return;
  }
  writer.number(CHOSEN, 2);
  writer.number(count, CHOICES_BITS);
  for (let index = 0; index < count; index += 1) {
    writer.flag(chosen.includes(index));
  }
}

/**
 * @param {BitWriter} writer
 * @param {import("./types.js").Part} part
 */
function writePart(writer, part) {
  if (typeof part === "string") {
    const bytes = new TextEncoder().encode(cut(part));
    writer.number(TYPED, 2);
    writer.number(bytes.length, LENGTH_BITS);
    for (const byte of bytes) {
      writer.number(byte, 8);
    }
  } else if (part === null || part >= 2 ** INDEX_BITS) {
    writer.number(NOTHING, 2);
  } else {
    writer.number(CHOSEN, 2);
    writer.number(part, INDEX_BITS);
  }
}

/**
 * @param {BitReader} reader
 * @returns {import("./types.js").Response}
 */
function readResponse(reader) {
  const sort = reader.number(2);
  if (sort === PARTS) {
    return { parts: Array.from({ length: reader.number(CHOICES_BITS) }, () => readPart(reader)) };
  }
  if (sort === CHOSEN) {
    const flags = Array.from({ length: reader.number(CHOICES_BITS) }, () => reader.flag());
    return flags.flatMap((chosen, index) => (chosen ? [index] : []));
  }
  return sort === TYPED ? readText(reader) : null;
}

/**
 * @param {BitReader} reader
 * @returns {import("./types.js").Part}
 */
function readPart(reader) {
  const sort = reader.number(2);
  if (sort === PARTS) {
    throw new RangeError("no part holds parts");
  }
  if (sort === CHOSEN) {
    return reader.number(INDEX_BITS);
  }
  return sort === TYPED ? readText(reader) : null;
}

/** @param {BitReader} reader */
function readText(reader) {
  const bytes = Array.from({ length: reader.number(LENGTH_BITS) }, () => reader.number(8));
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(bytes));
}

/**
 * Cut a text so that its UTF-8 form fits, never inside a character.
 *
 * @param {string} text
 */
function cut(text) {
  const letters = [...text];
  while (new TextEncoder().encode(letters.join("")).length > LONGEST_TEXT) {
    letters.pop();
  }
  return letters.join("");
}
