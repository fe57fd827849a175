/** Texts in the data types of SCORM 1.2 (RTE 3.4.3), within the strictest reading that platforms make of them. */

export const LONGEST_CMI_TEXT = 255; // CMIString255, CMIFeedback
/** @type {Record<string, string>} what does not come apart into a plain letter and an accent */
const PLAIN = { "\u0153": "oe", "\u0152": "OE", "\u00e6": "ae", "\u00c6": "AE", "\u00df": "ss", "\u20ac": "EUR" };

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
