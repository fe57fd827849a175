import { readNumber } from "../numbers.js";
import { asciiText, identifier, LONGEST_CMI_TEXT } from "./cmi_texts.js";
import { decimal, timespan } from "./cmi_types.js";

/**
 * What SCORM 1.2 is told of an answer: records of `cmi.interactions`, in the format of each type (CMIFeedback). Pure.
 *
 * Choices, lines and items are letters in the author's order, whatever order a learner sees: a, b … z, 0 … 9. The
 * options of a match and the degrees of a scale are numbers: 1 … 9, a … z, 0.
 *
 * @typedef {[string, string][]} InteractionRecord  names below `cmi.interactions.n.`, and values, in the order to set
 * @typedef {[type: string, given: string, right: string, line?: string]} Told  a line where each is an interaction
 */

const LETTER = 10;
const DIGIT = 1;
const HEAVIEST = 100; // what Moodle takes of a weighting
// Moodle and its kin know no more than three digits before the point.
const NUMERIC = /^-?\d{1,3}(?:\.\d+)?$/;

/**
 * @param {import("../types.js").AnswerReport} report
 * @param {Date} now
 * @returns {InteractionRecord[]}  one for each line of a scale, none for an essay or no response, else one
 */
export function interactionRecords(report, now) {
  const { quiz, question, seconds } = report;
  return toldOf(report).map(([type, given, right, line = ""]) => {
    /** @type {InteractionRecord} */
    const record = [
      ["id", identifier(`${quiz}/${question.id}${line}`)],
      ["objectives.0.id", identifier(question.objective)],
      ["time", now.toTimeString().slice(0, 8)],
      ["type", type],
      ["correct_responses.0.pattern", right],
      ["weighting", question.scored && question.points <= HEAVIEST ? decimal(question.points) : ""],
      ["student_response", given],
      ["result", resultOf(report)],
      ["latency", seconds === null ? "" : timespan(seconds * 1000)],
    ];
    return record.filter(([, value]) => value);
  });
}

/**
 * A partly right answer is told as the part of one that it is worth: CMIResult has no word for it, `wrong` would not
 * be true, and Moodle shows the number as it is.
 *
 * @param {import("../types.js").AnswerReport} report
 */
function resultOf({ question, part, outcome }) {
  if (!question.scored) {
    return "neutral";
  }
  // Never 0 or 1, which would say something else.
  const share = decimal(Math.min(Math.max(part, 0.01), 0.99));
  return outcome === "partial" ? share : outcome === "right" ? "correct" : "wrong";
}

/**
 * @param {import("../types.js").AnswerReport} report
 * @returns {Told[]}
 */
function toldOf({ question, response, language }) {
  const parts = listOf(response);
  // An essay may be long and personal, and nobody reads it there.
  if (!parts.length || question.kind === "essay") {
    return [];
  }
  switch (question.kind) {
    case "select":
      return [toldSelect(question, parts)];
    case "match":
      return question.presentation === "scale"
        ? parts.flatMap((degree, at) => (degree === null ? [] : [["likert", codes([degree], DIGIT), "", `/${at + 1}`]]))
        : [["matching", pairs(parts), `{${pairs(question.correct)}}`]];
    case "order":
      return [["sequencing", codes(parts), codes([...question.items.keys()])]];
    case "cloze": {
      // No type holds several fields: they are told as one text.
      const given = question.blanks.map((blank, at) => entryOf(blank, parts[at] ?? "", language));
      return [["fill-in", fields(given), fields(question.blanks.map(solutionOf))]];
    }
    default: {
      const [given, right] = [entryOf(question, parts[0], language), solutionOf(question)];
      const isNumeric = question.kind === "number" && NUMERIC.test(given) && NUMERIC.test(right);
      return [[isNumeric ? "numeric" : "fill-in", given, right]];
    }
  }
}

/**
 * @param {import("../types.js").Response} response
 * @returns {import("../types.js").Part[]}
 */
function listOf(response) {
  if (response === null || typeof response === "string") {
    return response === null ? [] : [response];
  }
  return "parts" in response ? response.parts : response;
}

/**
 * @param {import("../types.js").SelectData} question
 * @param {import("../types.js").Part[]} chosen
 * @returns {Told}
 */
function toldSelect({ presentation, multiple, correct }, chosen) {
  const wanted = correct.flatMap((isCorrect, at) => (isCorrect ? [at] : []));
  if (presentation === "true-false") {
    return ["true-false", chosen[0] ? "f" : "t", correct[0] ? "t" : "f"];
  }
  const type = presentation === "poll" && !multiple ? "likert" : "choice";
  // Braces: all of them must be chosen.
  return [type, codes(chosen), multiple && wanted.length ? `{${codes(wanted)}}` : codes(wanted)];
}

/** @param {import("../types.js").Part[]} options  by line; one that was left out makes no pair */
function pairs(options) {
  return options.flatMap((one, line) => (one === null ? [] : [`${codes([line])}.${codes([one], DIGIT)}`])).join();
}

/**
 * Join the fields of a text as `1=LOM;2=2019`; when that is too long, all of them are cut alike.
 *
 * @param {string[]} texts
 * @returns {string}
 */
function fields(texts, room = LONGEST_CMI_TEXT) {
  const joined = texts.map((text, at) => `${at + 1}=${text.replaceAll(";", ",").slice(0, room)}`).join(";");
  return room && joined.length > LONGEST_CMI_TEXT ? fields(texts, room - 1) : joined.slice(0, LONGEST_CMI_TEXT);
}

/**
 * @param {import("../types.js").BlankData} blank
 * @param {import("../types.js").Part} part
 * @param {string} language
 */
function entryOf(blank, part, language) {
  if (typeof part === "number") {
    return wordsOf(blank, part);
  }
  const number = blank.kind === "number" ? readNumber(blank, part, language) : null;
  return asciiText(String(number ?? part));
}

/**
 * @param {import("../types.js").BlankData} blank
 * @param {number} choice
 */
function wordsOf(blank, choice) {
  return asciiText((blank.kind === "select" && blank.options?.[choice]) || "");
}

/** @param {import("../types.js").BlankData} blank */
function solutionOf(blank) {
  if (blank.kind === "select") {
    return wordsOf(blank, blank.correct.indexOf(true));
  }
  // The author's number is in the middle of what is right. More than fifteen digits would be the noise of the sum.
  return blank.kind === "text" ? asciiText(blank.solution) : String(+((blank.low + blank.high) / 2).toPrecision(15));
}

/**
 * @param {import("../types.js").Part[]} indexes  below 36, which the build has checked
 * @param {number} first  what stands for the index 0
 */
function codes(indexes, first = LETTER) {
  return indexes.map((index) => ((Number(index) + first) % 36).toString(36)).join();
}
