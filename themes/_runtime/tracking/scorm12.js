import { findApi } from "./find_api.js";
import { localTracker } from "./local.js";
import { timespan } from "./timespan.js";

const COMMIT_DELAY = 1000;
const DONE = new Set(["passed", "completed"]);
const ALREADY_INITIALIZED = "101";

/**
 * Progress kept by the LMS; on the device where no LMS answers.
 *
 * @param {Window} page
 * @returns {import("../types.js").Tracker}
 */
export function scorm12Tracker(page) {
  const local = localTracker(page);
  const api = findApi(page);
  const session = api ? new Session(page, api) : null;
  let live = false;
  return {
    open(courseId) {
      live = session?.begin() ?? false;
      return live && session ? session.launch() : { ...local.open(courseId), kind: "missing" };
    },
    save(snapshot) {
      if (live && session) {
        session.save(snapshot);
      } else {
        local.save(snapshot);
      }
    },
    onSave(listener) {
      local.onSave(listener);
      if (session) {
        session.report = listener;
      }
    },
  };
}

/** One SCO session, from LMSInitialize to LMSFinish. Nothing is called after it. */
class Session {
  /**
   * @param {Window} page
   * @param {import("./find_api.js").ScormApi} api
   */
  constructor(page, api) {
    this.page = page;
    this.api = api;
    this.started = 0;
    this.open = false;
    this.graded = true;
    this.kept = true;
    this.status = "";
    this.score = -1;
    this.accepted = true;
    /** @type {Map<string, string>} what the LMS holds already, so that only changes are sent */
    this.sent = new Map();
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {(report: import("../types.js").SaveReport) => void} */
    this.report = () => {};
  }

  /** @returns {boolean} whether the LMS opened the session */
  begin() {
    // Reloaded inside a session that the LMS did not close: it still answers.
    const opened = this.agrees("LMSInitialize", "") || this.call("LMSGetLastError") === ALREADY_INITIALIZED;
    if (!opened) {
      return false;
    }
    this.open = true;
    this.started = this.page.performance.now();
    this.page.document.addEventListener("visibilitychange", () => this.onVisibility());
    this.page.addEventListener("pagehide", (event) => this.onLeave(event.persisted));
    return true;
  }

  /** @returns {import("../types.js").Launch} */
  launch() {
    this.status = this.get("cmi.core.lesson_status");
    const mode = this.get("cmi.core.lesson_mode");
    const credit = this.get("cmi.core.credit");
    this.graded = mode !== "browse" && mode !== "review" && credit !== "no-credit";
    this.kept = mode !== "browse";
    const score = Number.parseFloat(this.get("cmi.core.score.raw"));
    this.score = Number.isFinite(score) ? score : -1;
    if (this.graded && (this.status === "" || this.status === "not attempted")) {
      this.set("cmi.core.lesson_status", "incomplete");
      this.status = "incomplete";
    }
    const finished = DONE.has(this.status);
    return {
      state: this.get("cmi.suspend_data"),
      location: this.get("cmi.core.lesson_location"),
      finished,
      kind: "lms",
    };
  }

  /** @param {import("../types.js").Snapshot} snapshot */
  save(snapshot) {
    if (!this.open || !this.kept) {
      return;
    }
    this.accepted = this.set("cmi.suspend_data", snapshot.state);
    this.set("cmi.core.lesson_location", snapshot.location);
    if (this.graded) {
      this.saveResult(snapshot);
    }
    this.timer ??= this.page.setTimeout(() => this.commit(), COMMIT_DELAY);
  }

  /**
   * The score goes before the status (some LMSs freeze the result with the status); neither ever goes down.
   *
   * @param {import("../types.js").Snapshot} snapshot
   */
  saveResult(snapshot) {
    if (snapshot.score !== null && snapshot.score > this.score) {
      if (this.score < 0) {
        this.set("cmi.core.score.min", "0");
        this.set("cmi.core.score.max", "100");
      }
      this.set("cmi.core.score.raw", decimal(snapshot.score));
      this.score = snapshot.score;
    }
    if (snapshot.status !== "incomplete" && !DONE.has(this.status)) {
      this.set("cmi.core.lesson_status", snapshot.status);
      this.status = snapshot.status;
    }
  }

  commit() {
    this.page.clearTimeout(this.timer);
    this.timer = undefined;
    if (this.open) {
      const saved = this.agrees("LMSCommit", "") && this.accepted;
      this.report({ at: saved ? new Date() : null, failed: !saved });
    }
  }

  onVisibility() {
    if (this.open && this.page.document.visibilityState === "hidden") {
      this.set("cmi.core.session_time", timespan(this.page.performance.now() - this.started));
      this.commit();
    }
  }

  /** @param {boolean} mayReturn  the page goes to the back-forward cache and may come back */
  onLeave(mayReturn) {
    if (!this.open) {
      return;
    }
    if (mayReturn) {
      this.commit();
      return;
    }
    this.set("cmi.core.exit", DONE.has(this.status) ? "" : "suspend");
    this.set("cmi.core.session_time", timespan(this.page.performance.now() - this.started));
    this.commit();
    this.open = false;
    this.call("LMSFinish", "");
  }

  /** @param {string} element */
  get(element) {
    const value = this.call("LMSGetValue", element);
    this.sent.set(element, value);
    return value;
  }

  /**
   * @param {string} element
   * @param {string} value
   * @returns {boolean} whether the LMS holds the value now
   */
  set(element, value) {
    if (this.sent.get(element) === value) {
      return true;
    }
    const accepted = this.agrees("LMSSetValue", element, value);
    if (accepted) {
      this.sent.set(element, value);
    }
    return accepted;
  }

  /**
   * @param {keyof import("./find_api.js").ScormApi} name
   * @param {string[]} given
   */
  agrees(name, ...given) {
    return this.call(name, ...given) === "true";
  }

  /**
   * Call the LMS. Some answer true for "true"; one whose window is gone throws, which counts as no answer.
   *
   * @param {keyof import("./find_api.js").ScormApi} name
   * @param {string[]} given
   * @returns {string}
   */
  call(name, ...given) {
    try {
      const method = /** @type {(...given: string[]) => unknown} */ (this.api[name]);
      return String(method.apply(this.api, given) ?? "");
    } catch {
      return "";
    }
  }
}

/**
 * Return CMIDecimal: digits and a point, at most two decimals.
 *
 * @param {number} score
 */
function decimal(score) {
  return String(Math.round(score * 100) / 100);
}
