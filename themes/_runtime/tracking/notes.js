/**
 * What learners write for themselves. It stays on the device; where storage is forbidden, until the page is left.
 *
 * @param {Window} page
 * @param {string} courseId
 * @returns {import("../types.js").Notes}
 */
export function notesOn(page, courseId) {
  const key = (/** @type {string} */ name) => `parcours:${courseId}:note:${name}`;
  return {
    read(name) {
      try {
        return page.localStorage.getItem(key(name)) ?? "";
      } catch {
        return "";
      }
    },
    write(name, text) {
      try {
        page.localStorage.setItem(key(name), text);
      } catch {
        // The page says beside the field how to keep the text.
      }
    },
  };
}
