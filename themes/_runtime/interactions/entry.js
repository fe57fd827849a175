/** One text field: a number or a short text. */

/**
 * @param {HTMLFormElement} form
 * @returns {string | null}
 */
export function readEntry(form) {
  return field(form).value.trim() || null;
}

/**
 * @param {HTMLFormElement} form
 * @param {import("../types.js").Response} response
 */
export function writeEntry(form, response) {
  field(form).value = typeof response === "string" ? response : "";
}

/**
 * @param {HTMLFormElement} form
 * @returns {HTMLInputElement}
 */
function field(form) {
  const found = form.querySelector("input");
  if (!found) {
    throw new Error("the theme's entry has no input");
  }
  return found;
}
