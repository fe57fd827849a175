/**
 * What learners write for themselves. It stays on the device; where storage is forbidden, until the course is left.
 *
 * @param {Window} page
 * @param {string} courseId
 * @returns {import("../types.js").Notes}
 */
export function notesOn(page, courseId) {
  /** @type {Map<string, string>} */
  const held = new Map();
  const key = (/** @type {string} */ name) => `parcours:${courseId}:note:${name}`;
  return {
    read(name) {
      const text = held.get(name);
      try {
        return text ?? page.localStorage.getItem(key(name)) ?? "";
      } catch {
        return text ?? "";
      }
    },
    write(name, text) {
      try {
        page.localStorage.setItem(key(name), text);
        held.delete(name);
      } catch {
        held.set(name, text);
        // The page says beside the field how to keep the text.
      }
    },
  };
}
