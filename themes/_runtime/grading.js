import { parseNumber } from "./numbers.js";

/**
 * What an answer is worth. Pure: the same question and response always give the same result, in a browser, in a test
 * or on another day. `tests/vectors/grading.yml` says what is right.
 *
 * @typedef {object} Grade
 * @property {number} part  the part of the points, from 0 to 1
 * @property {"right" | "partial" | "wrong"} outcome
 * @property {string[]} messages  feedback as HTML, that of the choices first
 */

/**
 * @param {import("./types.js").Question} question
 * @param {import("./types.js").Response} response
 * @param {string} language  numbers are typed in it
 * @returns {Grade}
 */
export function grade(question, response, language) {
  const [part, messages] = judge(question, response, language);
  const outcome = part === 1 ? "right" : part > 0 ? "partial" : "wrong";
  const general = question.feedback[outcome] ?? (outcome === "partial" ? question.feedback.wrong : null);
  return { part, outcome, messages: general ? [...messages, general] : messages };
}

/**
 * Tell why a response cannot be graded yet: nothing given, or not a number. An unusable response costs no attempt.
 *
 * @param {import("./types.js").Question} question
 * @param {import("./types.js").Response} response
 * @param {string} language
 * @returns {"empty" | "not-a-number" | null}
 */
export function unusable(question, response, language) {
  if (response === null || response.length === 0 || (typeof response === "string" && !response.trim())) {
    return "empty";
  }
  if (question.kind === "number" && parseNumber(String(response), language) === null) {
    return "not-a-number";
  }
  return null;
}

/**
 * @param {import("./types.js").Question} question
 * @param {import("./types.js").Response} response
 * @param {string} language
 * @returns {[number, string[]]}
 */
function judge(question, response, language) {
  switch (question.kind) {
    case "select":
      return judgeSelect(question, Array.isArray(response) ? response : []);
    case "number":
      return judgeNumber(question, parseNumber(String(response ?? ""), language));
    case "text":
      return judgeText(question, String(response ?? ""));
  }
}

/**
 * @param {import("./types.js").SelectData} question
 * @param {number[]} chosen
 * @returns {[number, string[]]}
 */
function judgeSelect(question, chosen) {
  const messages = chosen.flatMap((index) => question.choiceFeedback[index] ?? []);
  if (!chosen.length) {
    return [0, messages];
  }
  const decisions = question.correct.map((correct, index) => correct === chosen.includes(index));
  const right = decisions.filter(Boolean).length;
  if (question.partial) {
    return [right / decisions.length, messages];
  }
  return [right === decisions.length ? 1 : 0, messages];
}

/**
 * @param {import("./types.js").NumberData} question
 * @param {number | null} number
 * @returns {[number, string[]]}
 */
function judgeNumber(question, number) {
  if (number !== null && number >= question.low && number <= question.high) {
    return [1, []];
  }
  const near = question.near.find((miss) => miss.number === number);
  return [0, near ? [near.feedback] : []];
}

/**
 * @param {import("./types.js").TextData} question
 * @param {string} text
 * @returns {[number, string[]]}
 */
function judgeText(question, text) {
  const same = question.exact ? exactForm : looseForm;
  if (question.accepted.some((accepted) => same(accepted) === same(text))) {
    return [1, []];
  }
  const rejected = question.rejected.find((known) => same(known.text) === same(text));
  return [0, rejected ? [rejected.feedback] : []];
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
