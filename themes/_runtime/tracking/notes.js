/**
 * What learners write for themselves. It stays on the device; where storage is forbidden, until the course is left.
 *
 * @param {Window} page
 * @param {string} courseId
 * @param {string} [learner]  those of another on the same device are not theirs; "" for whoever it is
 * @returns {import("../types.js").Notes}
 */
export function notesOn(page, courseId, learner = "") {
  /** @type {Map<string, string>} what could not be stored, and nothing for what could not be removed */
  const held = new Map();
  const prefix = `parcours:${courseId}${learner && `:${learner}`}:note:`;
  /** @param {string} name @param {string} text */
  const store = (name, text) => {
    try {
      if (text) {
        page.localStorage.setItem(prefix + name, text);
      } else {
        page.localStorage.removeItem(prefix + name);
      }
      held.delete(name);
      return true;
    } catch {
      held.set(name, text);
      return false;
    }
  };
  const stored = () => {
    try {
      return Object.keys(page.localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  };
  const read = (/** @type {string} */ name) => {
    try {
      return held.get(name) ?? page.localStorage.getItem(prefix + name) ?? "";
    } catch {
      return "";
    }
  };
  return {
    read,
    write: store,
    names() {
      const names = [...stored().map((key) => key.slice(prefix.length)), ...held.keys()];
      return [...new Set(names)].filter((name) => read(name).trim());
    },
    isKept() {
      // Trying is the only way to know.
      store("", "?");
      const kept = ![...held.values()].some(Boolean);
      store("", "");
      held.delete("");
      return kept;
    },
  };
}

/**
 * Give the notes of activities that an earlier publication called otherwise their present names.
 *
 * @param {import("../types.js").Notes} notes
 * @param {(activity: string) => string} presentName
 */
export function renameNotes(notes, presentName) {
  for (const name of notes.names()) {
    const [module, activity, ...question] = name.split("/");
    const now = [presentName(`${module}/${activity}`), ...question].join("/");
    if (now !== name) {
      const [there, text] = [notes.read(now), notes.read(name)];
      // Where the device did not let go of the former name, the text was added at an earlier launch.
      const isThere = there === text || there.endsWith(`\n\n${text}`);
      // A full device keeps what it has.
      if (notes.write(now, isThere ? there : [there, text].filter(Boolean).join("\n\n"))) {
        notes.write(name, "");
      }
    }
  }
}
