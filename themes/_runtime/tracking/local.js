import { guarded } from "../guarded.js";

/**
 * Progress kept on the device: for plain web pages, and where no LMS answers.
 *
 * @typedef {object} Local
 * @property {(courseId: string) => import("../types.js").Launch} open
 * @property {(courseId: string) => import("./device.js").Kept | null} copyOf  what was done while no LMS answered
 * @property {(courseId: string) => void} forget
 *
 * @param {Window} page
 * @returns {Omit<import("../types.js").Tracker, "open"> & Local}
 */
export function localTracker(page) {
  let key = "";
  let last = "";
  /** @type {(report: import("../types.js").SaveReport) => void} */
  let report = () => {};
  const load = () => guarded(() => page.localStorage.getItem(key)) ?? "";
  return {
    open(courseId) {
      key = `parcours:${courseId}`;
      last = load();
      const kind = isKept(page, key) ? "none" : "unkept";
      return { ...split(last), finished: false, kind, limit: Infinity, score: -1, learner: "", copy: null };
    },
    copyOf(courseId) {
      const { state, location } = split(guarded(() => page.localStorage.getItem(`parcours:${courseId}`)) ?? "");
      return state ? { state, location, told: true, held: false, base: "", at: 0, aside: null } : null;
    },
    forget(courseId) {
      guarded(() => page.localStorage.removeItem(`parcours:${courseId}`));
    },
    confirm() {},
    setAside() {},
    isTold: false,
    save(snapshot) {
      last = `${snapshot.state} ${snapshot.location}`;
      // Storage may be full, or forbidden in this frame.
      const isCopied = guarded(() => page.localStorage.setItem(key, last) ?? true) ?? false;
      report({ at: isCopied ? new Date() : null, failed: !isCopied, isSure: true, isCopied });
    },
    flush() {},
    elsewhere() {
      const found = load();
      const isNew = found !== last;
      last = found;
      return isNew ? split(found) : null;
    },
    // There is nobody to tell.
    teller: () => null,
    learnerName: () => "",
    onSave(listener) {
      report = listener;
    },
    onElsewhere(listener) {
      page.addEventListener("storage", (event) => event.key === key && listener());
    },
  };
}

/** @param {string} text */
function split(text) {
  const [state = "", location = ""] = text.split(" ");
  return { state, location };
}

/**
 * Whether the device keeps anything for this page: trying is the only way to know.
 *
 * @param {Window} page
 * @param {string} key
 */
function isKept(page, key) {
  const trial = `${key}:try`;
  return guarded(() => page.localStorage.setItem(trial, "?") ?? page.localStorage.removeItem(trial) ?? true) ?? false;
}
