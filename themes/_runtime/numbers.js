/** Numbers as learners type them and read them. The rules are those of `values.py`; shared vectors hold both. */

const SPACES = "[ \\u00a0\\u202f\\u2009]";
const WITH_COMMA = new RegExp(`^[+-]?(?:\\d{1,3}(?:${SPACES}\\d{3})+|\\d+)(?:[.,]\\d+)?$`);
const WITH_POINT = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;
const POINT_LANGUAGES = new Set(["en", "he", "hi", "ja", "ko", "th", "zh"]);
const LONGEST_NUMBER = 30;

/**
 * Return the number that a text means in a language, or null when it is not plainly one.
 *
 * @param {string} text
 * @param {string} language
 * @returns {number | null}
 */
export function parseNumber(text, language) {
  const cleaned = text.trim().replaceAll("\u2212", "-");
  const withPoint = POINT_LANGUAGES.has(language.split("-")[0].toLowerCase());
  if (cleaned.length > LONGEST_NUMBER || !(withPoint ? WITH_POINT : WITH_COMMA).test(cleaned)) {
    return null;
  }
  const digits = cleaned.replaceAll(new RegExp(SPACES, "g"), "");
  return Number(withPoint ? digits.replaceAll(",", "") : digits.replace(",", "."));
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
 * Return a number as the language writes it, with at most two decimals.
 *
 * @param {number} number
 * @param {string} language
 * @returns {string}
 */
export function formatNumber(number, language) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(number);
}

/**
 * @param {number} part  a part of one
 * @param {string} language
 * @returns {string}
 */
export function formatPercent(part, language) {
  // Rounded down: a score just below the pass mark must not read as if it reached it.
  const percent = Math.floor(part * 100 + 1e-9) / 100;
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(percent);
}
