/** Values in the data types of SCORM 1.2 (RTE 3.4.3), within the strictest reading that platforms make of them. */

export const LONGEST_CMI_TEXT = 255; // CMIString255, CMIFeedback
/** @type {Record<string, string>} what does not come apart into a plain letter and an accent */
const PLAIN = { "\u0153": "oe", "\u0152": "OE", "\u00e6": "ae", "\u00c6": "AE", "\u00df": "ss", "\u20ac": "EUR" };

/**
 * Return CMITimespan: `HHHH:MM:SS.ss`, hours at least two digits, at most 9999:59:59.99.
 *
 * @param {number} milliseconds
 */
export function timespan(milliseconds) {
  const hundredths = Math.min(Math.max(0, Math.floor(milliseconds / 10)), 3_599_999_999);
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const seconds = Math.floor(hundredths / 100);
  const hours = two(Math.floor(seconds / 3600));
  return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
}

/**
 * Return CMIDecimal: digits and a point, at most two decimals.
 *
 * @param {number} number
 */
export function decimal(number) {
  return String(Math.round(number * 100) / 100);
}

/**
 * Return CMIIdentifier for a name of ours, as `module/quiz`: letters, digits and `_` alone. Moodle takes all printable
 * ASCII; platforms made from its early code take no more than that.
 *
 * @param {string} name
 */
export function identifier(name) {
  return name.replaceAll("/", "__").replaceAll(/\W/gu, "_");
}

/**
 * Return CMIString255: printable ASCII. Accents are dropped, what has no plain form becomes `?`, the rest is cut.
 *
 * @param {string} text
 */
export function asciiText(text) {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/[\u2018\u2019\u02bc]/gu, "'")
    .replaceAll(/[\u00ab\u00bb\u201c-\u201e]/gu, '"')
    .replaceAll(/[\u2010-\u2015\u2212]/gu, "-")
    .replaceAll(/[^ -~]/gu, (character) => PLAIN[character] ?? "?")
    .trim()
    .slice(0, LONGEST_CMI_TEXT);
}
