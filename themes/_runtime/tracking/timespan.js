/**
 * Return CMITimespan: `HHHH:MM:SS.ss`, hours at least two digits, at most 9999:59:59.99 (SCORM 1.2 RTE, data types).
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
