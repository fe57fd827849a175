import { parseNumber } from "../numbers.js";
import { asciiText, decimal, identifier, timespan } from "./cmi_types.js";

/**
 * What SCORM 1.2 is told of an answer: records of `cmi.interactions`, in the format of each type (CMIFeedback). Pure.
 *
 * Choices, lines and items are letters in the author's order, whatever order a learner sees: a, b … z, 0 … 9. The
 * options of a match and the degrees of a scale are numbers: 1 … 9, a … z, 0.
 *
 * @typedef {[string, string][]} InteractionRecord  names below `cmi.interactions.n.`, and values, in the order to set
 *
 * @typedef {object} Told
 * @property {string} type
 * @property {string} given  the response
 * @property {string} [right]  the right response, where there is one
 * @property {string} [line]  which line, where each is an interaction of its own
 */

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const DIGITS = "123456789abcdefghijklmnopqrstuvwxyz0";
const LONGEST_FEEDBACK = 255;
const HEAVIEST = 100; // what Moodle takes of a weighting
// Moodle and its kin know no more than three digits before the point.
const NUMERIC = /^-?\d{1,3}(?:\.\d+)?$/;

/**
 * @param {import("../types.js").AnswerReport} report
 * @param {Date} now
 * @returns {InteractionRecord[]}  one for each line of a scale, none for an essay or no response, else one
 */
export function interactionRecords(report, now) {
  const { quiz, question, response, seconds } = report;
  if (response === null) {
    return [];
  }
  const weighs = question.scored && question.points > 0 && question.points <= HEAVIEST;
  return toldOf(report).map(({ type, given, right = "", line = "" }) => {
    /** @type {InteractionRecord} */
    const record = [
      ["id", identifier(...[quiz, question.id, line].filter(Boolean))],
      ["objectives.0.id", identifier(question.objective)],
      ["time", now.toTimeString().slice(0, 8)],
      ["type", type],
      ["correct_responses.0.pattern", right],
      ["weighting", weighs ? decimal(question.points) : ""],
      ["student_response", given],
      ["result", resultOf(report)],
      ["latency", seconds === null ? "" : timespan(seconds * 1000)],
    ];
    return record.filter(([, value]) => value);
  });
}

/**
 * A partly right answer is told as the part of one that it is worth: CMIResult has no word for it, `wrong` would not
 * be true, and platforms that know what to do with a weighting multiply it by this.
 *
 * @param {import("../types.js").AnswerReport} report
 */
function resultOf({ question, part, outcome }) {
  if (!question.scored) {
    return "neutral";
  }
  if (outcome !== "partial") {
    return outcome === "right" ? "correct" : "wrong";
  }
  // Never 0 or 1, which would say something else.
  return decimal(Math.min(Math.max(part, 0.01), 0.99));
}

/**
 * @param {import("../types.js").AnswerReport} report
 * @returns {Told[]}
 */
function toldOf({ question, response, language }) {
  const typed = typeof response === "string" ? response : "";
  const parts = response && typeof response === "object" && "parts" in response ? response.parts : [];
  switch (question.kind) {
    case "select":
      return [toldSelect(question, Array.isArray(response) ? response : [])];
    case "number":
      return [toldNumber(question, typed, language)];
    case "text":
      return [{ type: "fill-in", given: asciiText(typed), right: solutionOf(question) }];
    case "match":
      return question.presentation === "scale" ? toldScale(parts) : [toldMatch(question, parts)];
    case "order":
      return [{ type: "sequencing", given: letters(parts), right: letters([...question.items.keys()]) }];
    case "cloze":
      return [toldCloze(question, parts, language)];
    case "essay":
      // It may be long and personal, and nobody reads it there.
      return [];
  }
}

/**
 * @param {import("../types.js").SelectData} question
 * @param {number[]} chosen
 * @returns {Told}
 */
function toldSelect({ presentation, multiple, correct }, chosen) {
  const wanted = correct.flatMap((isCorrect, index) => (isCorrect ? [index] : []));
  if (presentation === "true-false") {
    return { type: "true-false", given: "tf".charAt(chosen[0]), right: "tf".charAt(wanted[0]) };
  }
  if (presentation === "poll") {
    return { type: multiple ? "choice" : "likert", given: letters(chosen) };
  }
  // Braces: all of them must be chosen.
  return { type: "choice", given: letters(chosen), right: multiple ? `{${letters(wanted)}}` : letters(wanted) };
}

/**
 * @param {import("../types.js").NumberData} question
 * @param {string} typed
 * @param {string} language
 * @returns {Told}
 */
function toldNumber(question, typed, language) {
  const given = numberOf(typed, language);
  const right = middle(question);
  return { type: NUMERIC.test(given) && NUMERIC.test(right) ? "numeric" : "fill-in", given, right };
}

/**
 * @param {import("../types.js").Part[]} parts
 * @returns {Told[]}
 */
function toldScale(parts) {
  return parts.flatMap((degree, line) =>
    typeof degree === "number" ? [{ type: "likert", given: DIGITS.charAt(degree), line: String(line + 1) }] : [],
  );
}

/**
 * @param {import("../types.js").MatchData} question
 * @param {import("../types.js").Part[]} parts
 * @returns {Told}
 */
function toldMatch({ correct }, parts) {
  const pairs = (/** @type {import("../types.js").Part[]} */ options) =>
    options
      .flatMap((option, line) =>
        typeof option === "number" ? [`${LETTERS.charAt(line)}.${DIGITS.charAt(option)}`] : [],
      )
      .join();
  return { type: "matching", given: pairs(parts), right: `{${pairs(correct)}}` };
}

/**
 * No type holds several fields: they are told as one text, `1=LOM;2=2019`.
 *
 * @param {import("../types.js").ClozeData} question
 * @param {import("../types.js").Part[]} parts
 * @param {string} language
 * @returns {Told}
 */
function toldCloze({ blanks }, parts, language) {
  const given = blanks.map((blank, at) => {
    const part = parts[at] ?? "";
    if (typeof part === "number") {
      return letters([part]);
    }
    return blank.kind === "number" ? numberOf(part, language) : asciiText(part);
  });
  return { type: "fill-in", given: fields(given), right: fields(blanks.map(solutionOf)) };
}

/**
 * Join the fields of a text; when that is too long, all of them are cut alike.
 *
 * @param {string[]} texts
 */
function fields(texts) {
  let joined = "";
  for (let room = LONGEST_FEEDBACK; room >= 0; room -= 1) {
    joined = texts.map((text, at) => `${at + 1}=${text.replaceAll(";", ",").slice(0, room)}`).join(";");
    if (joined.length <= LONGEST_FEEDBACK) {
      break;
    }
  }
  return joined.slice(0, LONGEST_FEEDBACK);
}

/** @param {import("../types.js").BlankData} blank */
function solutionOf(blank) {
  switch (blank.kind) {
    case "select":
      return letters([blank.correct.indexOf(true)]);
    case "number":
      return middle(blank);
    case "text":
      return asciiText(blank.solution);
  }
}

/**
 * Return the author's number: what is right is as far above it as below.
 *
 * @param {import("../types.js").NumberData} question
 */
function middle({ low, high }) {
  // Fifteen digits: the last two of a sum of two fractions are noise.
  return String(Number(((low + high) / 2).toPrecision(15)));
}

/**
 * @param {string} typed
 * @param {string} language
 */
function numberOf(typed, language) {
  const number = parseNumber(typed, language);
  return number === null ? asciiText(typed) : String(number);
}

/** @param {import("../types.js").Part[]} indexes */
function letters(indexes) {
  return indexes.map((index) => LETTERS.charAt(Number(index))).join();
}
