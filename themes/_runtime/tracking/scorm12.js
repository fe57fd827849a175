import { fingerprint } from "../bits.js";
import { guarded } from "../guarded.js";
import { deviceCopy } from "./device.js";
import { findApi, mayHoldApi } from "./find_api.js";
import { localTracker } from "./local.js";
import { Session, STATE_LIMIT } from "./session.js";

/** @typedef {import("../types.js").Tracker} Tracker */

const LOOK = 100;
const LONGEST_LOOK = 5000;
const LEARNER_BITS = 32;

/**
 * Progress kept by the LMS, with a copy on the device; on the device alone where no LMS answers.
 *
 * @param {Window} page
 * @returns {import("../types.js").Tracker}
 */
export function scorm12Tracker(page) {
  return new Scorm12Tracker(page);
}

/** @implements {Tracker} */
class Scorm12Tracker {
  /** @param {Window} page */
  constructor(page) {
    this.page = page;
    this.local = localTracker(page);
    /** @type {Session | null} */
    this.session = null;
    /** @type {import("./device.js").DeviceCopy | null} */
    this.device = null;
    /** What is known of the platform: whether it said that it took a save of this attempt, and gave one back. */
    this.known = { told: false, held: false };
    /** Whether what was saved last is on the device. */
    this.isCopied = false;
    /** @type {(report: import("../types.js").SaveReport) => void} */
    this.report = () => {};
  }

  /** @param {string} courseId */
  open(courseId) {
    const api = findApi(this.page);
    if (api || !mayHoldApi(this.page)) {
      return this.start(courseId, api);
    }
    // Some LMSs open the course first, and their API when they have loaded.
    return this.awaitApi().then((late) => this.start(courseId, late));
  }

  /** @returns {Promise<import("./find_api.js").ScormApi | null>} */
  awaitApi(left = LONGEST_LOOK / LOOK) {
    return new Promise((resolve) => {
      const api = findApi(this.page);
      if (api || !left) {
        resolve(api);
      } else {
        this.page.setTimeout(() => resolve(this.awaitApi(left - 1)), LOOK);
      }
    });
  }

  /**
   * @param {string} courseId
   * @param {import("./find_api.js").ScormApi | null} api
   * @returns {import("../types.js").Launch}
   */
  start(courseId, api) {
    const session = api && new Session(this.page, api);
    if (session?.begin()) {
      return this.launch(courseId, session);
    }
    return (session && this.reopen(courseId)) ?? this.openOnDevice(courseId);
  }

  /**
   * @param {string} courseId
   * @param {Session} session
   * @returns {import("../types.js").Launch}
   */
  launch(courseId, session) {
    this.session = session;
    session.onCommit = (saved, isSure) => this.committed(saved, isSure);
    const found = session.launch();
    const learner = found.learner && fingerprint(found.learner, LEARNER_BITS).toString(36);
    const key = `parcours:${courseId}:lms:${learner}`;
    this.device = deviceCopy(this.page, key);
    guarded(() => this.page.sessionStorage.setItem(`parcours:${courseId}:lms`, key));
    const copy = session.kept ? this.device.read() : null;
    // Whoever gets an empty state begins a new attempt, or lost the one that the copy is of: see `recover`.
    this.known = { told: Boolean(found.state), held: Boolean(found.state) };
    return { ...found, learner, copy };
  }

  /**
   * The page was reloaded, and the LMS opens no second session at one launch: go on from the copy on the device, which
   * reaches the platform at the next one.
   *
   * @param {string} courseId
   * @returns {import("../types.js").Launch | null}
   */
  reopen(courseId) {
    const key = isReload(this.page) && guarded(() => this.page.sessionStorage.getItem(`parcours:${courseId}:lms`));
    if (!key) {
      return null;
    }
    this.device = deviceCopy(this.page, key);
    const { state = "", location = "", ...known } = this.device.read() ?? { told: false, held: false };
    this.known = known;
    const learner = key.slice(key.lastIndexOf(":") + 1);
    return { state, location, finished: false, kind: "closed", limit: STATE_LIMIT, learner, copy: null };
  }

  /**
   * @param {string} courseId
   * @returns {import("../types.js").Launch}
   */
  openOnDevice(courseId) {
    const found = this.local.open(courseId);
    return found.kind === "unkept" ? found : { ...found, kind: "missing" };
  }

  /** @param {import("../types.js").Snapshot} snapshot */
  save(snapshot) {
    if (!this.device) {
      this.local.save(snapshot);
    } else if (!this.session) {
      const isCopied = this.copy(snapshot);
      this.report({ at: isCopied ? new Date() : null, failed: !isCopied, isSure: true, isCopied });
    } else if (this.session.kept) {
      this.isCopied = this.copy(snapshot);
      this.session.save(snapshot);
    }
  }

  flush() {
    this.session?.commit();
  }

  /** @param {{state: string, location: string}} kept */
  copy({ state, location }) {
    return this.device?.write({ state, location, ...this.known, at: Date.now() }) ?? false;
  }

  /**
   * @param {boolean} saved
   * @param {boolean} isSure
   */
  committed(saved, isSure) {
    this.report({ at: saved ? new Date() : null, failed: !saved, isSure, isCopied: this.isCopied });
    const latest = this.session?.latest;
    if (saved && isSure && latest && !this.known.told) {
      this.known.told = true;
      this.copy(latest);
    }
  }

  elsewhere() {
    return (this.device ?? this.local).elsewhere();
  }

  dropCopy() {
    this.device?.drop();
  }

  learnerName() {
    return this.session?.open ? this.session.get("cmi.core.student_name") : "";
  }

  /** @returns {import("../types.js").Teller | null} */
  teller() {
    const { session } = this;
    return session?.open && session.graded ? session : null;
  }

  /** @param {(report: import("../types.js").SaveReport) => void} listener */
  onSave(listener) {
    this.report = listener;
    this.local.onSave(listener);
  }

  /** @param {() => void} listener */
  onElsewhere(listener) {
    (this.device ?? this.local).onElsewhere(listener);
  }
}

/** @param {Window} page */
function isReload(page) {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (page.performance.getEntriesByType("navigation"));
  return entry?.type === "reload" || entry?.type === "back_forward";
}
