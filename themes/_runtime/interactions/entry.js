/**
 * One text field: a number or a short text.
 *
 * @param {HTMLFormElement} form
 * @returns {import("../types.js").Controls}
 */
export function entryControls(form) {
  const field = form.querySelector("input");
  if (!field) {
    throw new Error("the theme's entry has no input");
  }
  return {
    read: () => field.value.trim() || null,
    write(response) {
      field.value = typeof response === "string" ? response : "";
    },
    judge() {},
    field: () => field,
  };
}
