import { decimal, timespan } from "./cmi_types.js";
import { findApi } from "./find_api.js";
import { Journal } from "./journal.js";
import { localTracker } from "./local.js";

const COMMIT_DELAY = 1000;
const STATE_LIMIT = 4096; // CMIString4096, the type of cmi.suspend_data
const DONE = new Set(["passed", "completed"]);
const RETRY_DELAY = 15_000;
const STATUSES = new Set(["passed", "completed", "failed", "incomplete", "browsed", "not attempted"]);
// What some LMSs answer for nothing.
const EMPTY_ANSWERS = new Set(["undefined", "null"]);

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
      if (live && session) {
        return session.launch();
      }
      const found = local.open(courseId);
      return found.kind === "unkept" ? found : { ...found, kind: "missing" };
    },
    save(snapshot) {
      if (live && session) {
        session.save(snapshot);
      } else {
        local.save(snapshot);
      }
    },
    record(records) {
      session?.record(records);
    },
    learnerName: () => session?.learnerName() ?? "",
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
    /** @type {import("../types.js").Snapshot | null} */
    this.latest = null;
    /** @type {Map<string, string>} what the LMS holds already, so that only changes are sent */
    this.sent = new Map();
    this.journal = new Journal((...given) => this.call(...given));
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {number | undefined} apart from the other: a new answer must not wait for a retry */
    this.retryTimer = undefined;
    /** @type {(report: import("../types.js").SaveReport) => void} */
    this.report = () => {};
  }

  /** @returns {boolean} whether the LMS opened the session */
  begin() {
    if (!this.agrees("LMSInitialize", "") && !this.isOpenAlready()) {
      return false;
    }
    this.open = true;
    this.started = this.page.performance.now();
    this.page.document.addEventListener("visibilitychange", () => this.onVisibility());
    this.page.addEventListener("pagehide", (event) => this.onLeave(event.persisted));
    return true;
  }

  /** The page was reloaded inside a session that the LMS did not close: it refuses a second one, and still answers. */
  isOpenAlready() {
    return STATUSES.has(this.get("cmi.core.lesson_status")) && this.call("LMSGetLastError") === "0";
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
    const state = this.get("cmi.suspend_data");
    return { state, location: this.get("cmi.core.lesson_location"), finished, kind: "lms", limit: STATE_LIMIT };
  }

  /** @returns {string} asked for only when it is wanted, not at launch */
  learnerName() {
    return this.open ? this.get("cmi.core.student_name") : "";
  }

  /** @param {import("../types.js").Snapshot} snapshot */
  save(snapshot) {
    if (!this.open || !this.kept) {
      return;
    }
    this.accepted = this.set("cmi.suspend_data", snapshot.state);
    this.set("cmi.core.lesson_location", snapshot.location);
    if (this.graded) {
      this.accepted = this.saveResult(snapshot) && this.accepted;
    }
    // Said early: a page that goes to the back-forward cache, or is killed, says nothing more.
    this.set("cmi.core.exit", DONE.has(this.status) ? "" : "suspend");
    this.latest = snapshot;
    this.commitSoon();
  }

  /**
   * Nothing of the progress depends on it: what the LMS refuses here is not called unsaved.
   *
   * @param {import("./interactions.js").InteractionRecord[]} records
   */
  record(records) {
    if (this.open && this.graded) {
      this.journal.append(records);
      this.commitSoon();
    }
  }

  commitSoon() {
    this.timer ??= this.page.setTimeout(() => this.commit(), COMMIT_DELAY);
  }

  /**
   * The score goes before the status (some LMSs freeze the result with the status). The status never goes down, and
   * the score only where the last attempt of a quiz counts.
   *
   * @param {import("../types.js").Snapshot} snapshot
   * @returns {boolean} whether the LMS holds both
   */
  saveResult(snapshot) {
    let accepted = true;
    if (snapshot.score !== null && (snapshot.mayFall || snapshot.score > this.score)) {
      if (!this.sent.has("cmi.core.score.min")) {
        this.set("cmi.core.score.min", "0");
        this.set("cmi.core.score.max", "100");
      }
      accepted = this.set("cmi.core.score.raw", decimal(snapshot.score));
      this.score = accepted ? snapshot.score : this.score;
    }
    if (snapshot.status !== "incomplete" && !DONE.has(this.status)) {
      const changed = this.set("cmi.core.lesson_status", snapshot.status);
      this.status = changed ? snapshot.status : this.status;
      accepted = accepted && changed;
    }
    return accepted;
  }

  commit() {
    this.clearTimers();
    if (this.open) {
      const saved = this.agrees("LMSCommit", "") && this.accepted;
      this.report({ at: saved ? new Date() : null, failed: !saved });
      if (!saved) {
        this.retryTimer = this.page.setTimeout(() => this.retry(), RETRY_DELAY);
      }
    }
  }

  /** Send again what the LMS refused or could not keep. */
  retry() {
    if (this.latest) {
      this.sent.delete("cmi.suspend_data");
      this.save(this.latest);
    }
  }

  clearTimers() {
    this.page.clearTimeout(this.timer);
    this.page.clearTimeout(this.retryTimer);
    this.timer = undefined;
  }

  onVisibility() {
    if (this.open && this.kept && this.page.document.visibilityState === "hidden") {
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
    if (this.kept) {
      this.set("cmi.core.exit", DONE.has(this.status) ? "" : "suspend");
      this.set("cmi.core.session_time", timespan(this.page.performance.now() - this.started));
      this.commit();
    }
    this.clearTimers();
    this.open = false;
    this.call("LMSFinish", "");
  }

  /** @param {string} element */
  get(element) {
    const answer = this.call("LMSGetValue", element);
    const value = EMPTY_ANSWERS.has(answer) ? "" : answer;
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
    return this.call(name, ...given).toLowerCase() === "true";
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
