/**
 * Progress kept on the device: for plain web pages, and where no LMS answers.
 *
 * @param {Window} page
 * @returns {import("../types.js").Tracker}
 */
export function localTracker(page) {
  let key = "";
  /** @type {(report: import("../types.js").SaveReport) => void} */
  let report = () => {};
  return {
    open(courseId) {
      key = `parcours:${courseId}`;
      const [state = "", location = ""] = read(page, key).split(" ");
      const kind = isKept(page, key) ? "none" : "unkept";
      return { state, location, finished: false, kind, limit: Infinity };
    },
    save(snapshot) {
      try {
        page.localStorage.setItem(key, `${snapshot.state} ${snapshot.location}`);
        report({ at: new Date(), failed: false });
      } catch {
        // Storage is full, or forbidden in this frame.
        report({ at: null, failed: true });
      }
    },
    // There is nobody to tell.
    record() {},
    learnerName: () => "",
    onSave(listener) {
      report = listener;
    },
  };
}

/**
 * Whether the device keeps anything for this page: trying is the only way to know.
 *
 * @param {Window} page
 * @param {string} key
 */
function isKept(page, key) {
  try {
    page.localStorage.setItem(`${key}:try`, "?");
    page.localStorage.removeItem(`${key}:try`);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {Window} page
 * @param {string} key
 */
function read(page, key) {
  try {
    return page.localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}
