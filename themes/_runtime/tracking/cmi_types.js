/** Values in the data types of SCORM 1.2 (RTE 3.4.3), within the strictest reading that platforms make of them. */

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
