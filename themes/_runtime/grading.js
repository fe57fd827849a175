import { parseNumber } from "./numbers.js";

/**
 * What an answer is worth. Pure: the same question and response always give the same result, in a browser, in a test
 * or on another day. `tests/vectors/grading.yml` says what is right.
 *
 * @typedef {object} Grade
 * @property {number} part  the part of the points, from 0 to 1
 * @property {"right" | "partial" | "wrong" | "noted"} outcome  noted where nothing is right or wrong
 * @property {string[]} messages  feedback as HTML, that of the choices first
 * @property {boolean[]} marks  whether each line, item or blank is right; nothing for other kinds
 */

/** @typedef {{part: number, messages: string[], marks: boolean[]}} Judgment */

/**
 * @param {import("./types.js").Question} question
 * @param {import("./types.js").Response} response
 * @param {string} language  numbers are typed in it
 * @returns {Grade}
 */
export function grade(question, response, language) {
  if (!question.scored) {
    return { part: 0, outcome: "noted", messages: [], marks: [] };
  }
  const { part, messages, marks } = judge(question, response, language);
  const outcome = part === 1 ? "right" : part > 0 ? "partial" : "wrong";
  const general = question.feedback[outcome] ?? (outcome === "partial" ? question.feedback.wrong : null);
  return { part, outcome, messages: general ? [...messages, general] : messages, marks };
}

/**
 * Tell why a response cannot be graded yet, and at which of its parts: nothing given, some parts left out, or not a
 * number. An unusable response costs no attempt.
 *
 * @param {import("./types.js").Question} question
 * @param {import("./types.js").Response} response
 * @param {string} language
 * @returns {{reason: "empty" | "incomplete" | "not-a-number", at: number} | null}
 */
export function unusable(question, response, language) {
  const blanks = question.kind === "cloze" ? question.blanks : [question];
  const parts = partsOf(question, response);
  const missing = parts.map((part) => part === null || (typeof part === "string" && !part.trim()));
  if (missing.includes(true) || !parts.length) {
    const isOptional = question.kind === "essay" && !question.required;
    const reason = missing.includes(false) ? "incomplete" : "empty";
    return isOptional ? null : { reason, at: Math.max(0, missing.indexOf(true)) };
  }
  const at = blanks.findIndex(
    (blank, index) => blank.kind === "number" && readNumber(blank, parts[index], language) === null,
  );
  return at < 0 ? null : { reason: "not-a-number", at };
}

/**
 * The parts that must all be given.
 *
 * @param {import("./types.js").Question} question
 * @param {import("./types.js").Response} response
 * @returns {import("./types.js").Part[]}
 */
function partsOf(question, response) {
  if (question.kind === "match" || question.kind === "cloze") {
    const count = question.kind === "cloze" ? question.blanks.length : question.lines;
    return Array.from({ length: count }, (_, index) => given(response)[index] ?? null);
  }
  if (Array.isArray(response)) {
    return response;
  }
  return [typeof response === "string" ? response : response && "order"];
}

/**
 * @param {import("./types.js").InteractionData} question
 * @param {import("./types.js").Response} response
 * @param {string} language
 * @returns {Judgment}
 */
function judge(question, response, language) {
  switch (question.kind) {
    case "select":
      return judgeSelect(question, Array.isArray(response) ? response : []);
    case "number":
      return judgeNumber(question, readNumber(question, response, language));
    case "text":
      return judgeText(question, String(response ?? ""));
    case "match":
      return judgeParts(
        question,
        question.correct.map((option, line) => given(response)[line] === option),
      );
    case "order":
      return judgeParts(
        question,
        question.items.map((_, place) => given(response)[place] === place),
      );
    case "cloze":
      return judgeParts(
        question,
        question.blanks.map((blank, at) => isRight(blank, given(response)[at], language)),
      );
    case "essay":
      return { part: 0, messages: [], marks: [] };
  }
}

/**
 * @param {import("./types.js").Response} response
 * @returns {import("./types.js").Part[]}
 */
function given(response) {
  return response && typeof response === "object" && "parts" in response ? response.parts : [];
}

/**
 * @param {import("./types.js").BlankData} blank
 * @param {import("./types.js").Part} part
 * @param {string} language
 */
function isRight(blank, part, language) {
  return judge(blank, typeof part === "number" ? [part] : part, language).part === 1;
}

/**
 * @param {{partial: boolean}} question
 * @param {boolean[]} marks
 * @returns {Judgment}
 */
function judgeParts(question, marks) {
  return { part: partRight(question, marks), messages: [], marks };
}

/**
 * Every right decision counts, or all must be right.
 *
 * @param {{partial: boolean}} question
 * @param {boolean[]} decisions
 */
function partRight(question, decisions) {
  const right = decisions.filter(Boolean).length;
  if (question.partial) {
    return right / decisions.length;
  }
  return right === decisions.length ? 1 : 0;
}

/**
 * @param {import("./types.js").SelectData} question
 * @param {number[]} chosen
 * @returns {Judgment}
 */
function judgeSelect(question, chosen) {
  const messages = chosen.flatMap((index) => question.choiceFeedback[index] ?? []);
  const decisions = question.correct.map((correct, index) => correct === chosen.includes(index));
  return { part: chosen.length ? partRight(question, decisions) : 0, messages, marks: [] };
}

/**
 * @param {import("./types.js").NumberData} question
 * @param {number | null} number
 * @returns {Judgment}
 */
function judgeNumber(question, number) {
  if (number !== null && number >= question.low && number <= question.high) {
    return { part: 1, messages: [], marks: [] };
  }
  const near = question.near.find((miss) => miss.number === number);
  return { part: 0, messages: near ? [near.feedback] : [], marks: [] };
}

/**
 * The number that was typed; the unit may be typed with it.
 *
 * @param {import("./types.js").NumberData} question
 * @param {import("./types.js").Response | import("./types.js").Part} typed
 * @param {string} language
 */
export function readNumber({ unit }, typed, language) {
  const text = String(typed ?? "").trim();
  return parseNumber(unit && text.endsWith(unit) ? text.slice(0, -unit.length) : text, language);
}

/**
 * @param {import("./types.js").TextData} question
 * @param {string} text
 * @returns {Judgment}
 */
function judgeText(question, text) {
  if (isAccepted(question, text)) {
    return { part: 1, messages: [], marks: [] };
  }
  const same = question.comparison === "exact" ? exactForm : looseForm;
  const rejected = question.rejected.find((known) => same(known.text) === same(text));
  return { part: 0, messages: rejected ? [rejected.feedback] : [], marks: [] };
}

/**
 * @param {import("./types.js").TextData} question
 * @param {string} text
 */
function isAccepted({ accepted, comparison }, text) {
  if (comparison === "regexp") {
    return accepted.some((pattern) => new RegExp(`^(?:${pattern})$`, "iu").test(text.normalize("NFC").trim()));
  }
  const same = comparison === "exact" ? exactForm : looseForm;
  return accepted.some((one) => same(one) === same(text));
}

const APOSTROPHES = /[\u2018\u2019\u02bc\u00b4`]/gu;
// Combining accents only: the vowel signs of other scripts are letters of their words.
const ACCENTS = /[\u0300-\u036f]/gu;

/** @param {string} text */
function exactForm(text) {
  return text.normalize("NFC").replaceAll(APOSTROPHES, "'").replaceAll(/\s+/gu, " ").trim();
}

/** @param {string} text */
function looseForm(text) {
  // Apostrophes first: one of them would come apart into a space and an accent.
  return text
    .replaceAll(APOSTROPHES, "'")
    .normalize("NFKD")
    .replaceAll(ACCENTS, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll(/[\u2010-\u2015\u2212]/gu, "-")
    .replaceAll(/\s+/gu, "");
}
