import { decimal, timespan } from "./cmi_types.js";

const COMMIT_DELAY = 1000;
export const STATE_LIMIT = 4096; // CMIString4096, the type of cmi.suspend_data
const DONE = new Set(["passed", "completed"]);
const RETRY_DELAY = 15_000;
/** From the least to the best. */
const STATUSES = ["not attempted", "browsed", "incomplete", "failed", "completed", "passed"];
// What some LMSs answer for nothing.
const EMPTY_ANSWERS = new Set(["undefined", "null"]);
const STATE = "cmi.suspend_data";
const STATUS = "cmi.core.lesson_status";
const SCORE = "cmi.core.score.raw";

// An LMS may fail to answer once.
const READ_ROUNDS = 2;
// Some do not know the error of a call that went well.
const NO_ERROR = new Set(["0", ""]);
/** What stands for a state that the LMS could not give: no state begins so. */
const UNREADABLE = "?";

/** One SCO session, from LMSInitialize to LMSFinish. Nothing is called after it. */
export class Session {
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
    /** @type {string | undefined} asked for with the first score */
    this.mastery = undefined;
    /** Once the page was hidden, some LMSs send without waiting for an answer, and say that all went well (Moodle). */
    this.isSure = true;
    /** @type {import("../types.js").Snapshot | null} */
    this.latest = null;
    /** Whether the last call ended in an exception. */
    this.threw = false;
    /** The state that the LMS was seen to hold. */
    this.checked = "";
    /** @type {Map<string, string>} what the LMS holds already, so that only changes are sent */
    this.sent = new Map();
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {number | undefined} apart from the other: a new answer must not wait for a retry */
    this.retryTimer = undefined;
    /** @type {(saved: boolean, isSure: boolean) => void} */
    this.onCommit = () => {};
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
    this.page.addEventListener("online", () => this.retryTimer && this.retry());
    return true;
  }

  /** The page was reloaded inside a session that the LMS did not close: it refuses a second one, and still answers. */
  isOpenAlready() {
    return STATUSES.includes(this.get(STATUS)) && this.call("LMSGetLastError") === "0";
  }

  /** @returns {Omit<import("../types.js").Launch, "copy">} with the learner as the LMS names them */
  launch() {
    const status = this.read(STATUS);
    const isFirst = status === "not attempted";
    this.status = status ?? "";
    const mode = this.get("cmi.core.lesson_mode");
    const credit = this.get("cmi.core.credit");
    this.graded = mode !== "browse" && mode !== "review" && credit !== "no-credit";
    this.kept = mode !== "browse";
    // One that cannot be read is not replaced by a better one: it may be better still.
    this.score = scoreOf(isFirst ? this.get(SCORE) : this.read(SCORE));
    if (this.graded && (status === "" || isFirst)) {
      this.set(STATUS, "incomplete");
      this.status = "incomplete";
    }
    return {
      state: (isFirst ? this.get(STATE) : this.read(STATE))?.trim() ?? UNREADABLE,
      location: this.get("cmi.core.lesson_location"),
      finished: DONE.has(this.status),
      kind: "lms",
      limit: STATE_LIMIT,
      score: this.score,
      learner: this.get("cmi.core.student_id"),
    };
  }

  /** @param {import("../types.js").Snapshot} snapshot */
  save(snapshot) {
    if (!this.open || !this.kept) {
      return;
    }
    this.accepted = this.set(STATE, snapshot.state);
    this.set("cmi.core.lesson_location", snapshot.location);
    if (this.graded) {
      this.accepted = this.saveResult(snapshot) && this.accepted;
    }
    // Said early: a page that goes to the back-forward cache, or is killed, says nothing more.
    this.set("cmi.core.exit", DONE.has(this.status) ? "" : "suspend");
    this.latest = snapshot;
    this.commitSoon();
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
    const { score, mayFall } = snapshot;
    if (score !== null && (mayFall || score > this.score) && !this.isWithheld(snapshot)) {
      if (!this.sent.has("cmi.core.score.min")) {
        this.set("cmi.core.score.min", "0");
        this.set("cmi.core.score.max", "100");
      }
      accepted = this.set(SCORE, decimal(score));
      this.score = accepted ? score : this.score;
    }
    if (snapshot.status !== "incomplete" && !DONE.has(this.status)) {
      const changed = this.set(STATUS, snapshot.status);
      this.status = changed ? snapshot.status : this.status;
      accepted = accepted && changed;
    }
    return accepted;
  }

  /**
   * Where the LMS has a mastery score, it makes `failed` of whoever leaves with less (RTE 3.4.4, lesson_status), even in
   * the middle of the course: there, the score waits until the course is completed.
   *
   * @param {import("../types.js").Snapshot} snapshot
   */
  isWithheld({ status }) {
    this.mastery ??= this.get("cmi.student_data.mastery_score");
    return status === "incomplete" && !DONE.has(this.status) && this.mastery !== "";
  }

  /** Committing makes some LMSs forget the status (Chamilo did): one that is below what was told is told again. */
  keepStatus() {
    if (this.graded && STATUSES.indexOf(this.call("LMSGetValue", STATUS)) < STATUSES.indexOf(this.status)) {
      this.sent.delete(STATUS);
      this.set(STATUS, this.status);
    }
  }

  commit() {
    this.clearTimers();
    if (this.open) {
      this.keepStatus();
      const saved = this.agrees("LMSCommit", "") && this.accepted && this.isHeld();
      this.onCommit(saved, this.isSure);
      if (!saved) {
        this.retryTimer = this.page.setTimeout(() => this.retry(), RETRY_DELAY);
      }
    }
  }

  /** An LMS may cut a text and call that a success: what it holds is read again, once for each state. */
  isHeld() {
    const state = this.latest?.state ?? "";
    if (this.checked !== state && this.call("LMSGetValue", STATE) !== state) {
      return false;
    }
    this.checked = state;
    return true;
  }

  /** Send again all that matters: some LMSs call a value sent before they know that it arrived. */
  retry() {
    if (this.latest && this.open) {
      this.sent.clear();
      if (this.graded && this.score >= 0) {
        this.set(SCORE, decimal(this.score));
      }
      this.save(this.latest);
    }
  }

  clearTimers() {
    this.page.clearTimeout(this.timer);
    this.page.clearTimeout(this.retryTimer);
    this.timer = undefined;
    this.retryTimer = undefined;
  }

  onVisibility() {
    if (this.open && this.kept && this.page.document.visibilityState === "hidden") {
      this.isSure = false;
      this.set("cmi.core.session_time", timespan(this.page.performance.now() - this.started));
      this.commit();
    }
  }

  /** @param {boolean} mayReturn  the page goes to the back-forward cache and may come back */
  onLeave(mayReturn) {
    if (!this.open) {
      return;
    }
    this.isSure = false;
    if (mayReturn) {
      if (this.kept) {
        this.commit();
      }
      return;
    }
    if (this.kept) {
      this.set("cmi.core.exit", DONE.has(this.status) ? "" : "suspend");
      this.set("cmi.core.session_time", timespan(this.page.performance.now() - this.started));
      this.commit();
      this.keepStatus();
    }
    this.clearTimers();
    this.open = false;
    this.call("LMSFinish", "");
  }

  /**
   * @param {string} element  that every LMS has
   * @returns {string | null} null where the LMS says that it could not tell
   */
  read(element) {
    for (let round = 0; round < READ_ROUNDS; round += 1) {
      const value = this.get(element);
      if (value || (!this.threw && NO_ERROR.has(this.call("LMSGetLastError")))) {
        return value;
      }
    }
    return null;
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
    this.threw = false;
    try {
      const method = /** @type {(...given: string[]) => unknown} */ (this.api[name]);
      return String(method.apply(this.api, given) ?? "");
    } catch {
      this.threw = true;
      return "";
    }
  }
}

/**
 * @param {string | null} text
 * @returns {number} below 0 where there is none, NaN where that is not known
 */
function scoreOf(text) {
  const score = Number.parseFloat(text ?? "");
  return text === null || Number.isFinite(score) ? score : -1;
}
