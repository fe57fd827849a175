import { fingerprint } from "../fingerprint.js";
import { guarded } from "../guarded.js";
import { deviceCopy } from "./device.js";
import { findApi, mayHoldApi } from "./find_api.js";
import { localTracker } from "./local.js";
import { Session, STATE_LIMIT } from "./session.js";

/** @typedef {import("../types.js").Tracker} Tracker */

const LOOK = 100;
const LONGEST_LOOK = 5000;
const LEARNER_BITS = 32;
const BASE = 5; // characters of a state that tell it from others: the format and a checksum

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
    /**
     * What is known of the platform: whether it said that it took a save of this attempt, and gave one back; how the
     * state begins that it took last.
     */
    this.known = { told: false, held: false, base: "" };
    /** @type {import("./device.js").Aside | null} */
    this.aside = null;
    this.course = "";
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
    this.course = courseId;
    this.device = deviceCopy(this.page, key);
    if (!session.kept) {
      // A visit that leaves nothing must not be taken for a reload of it.
      guarded(() => this.page.sessionStorage.removeItem(`parcours:${courseId}:lms`));
      return { ...found, learner, copy: null };
    }
    guarded(() => this.page.sessionStorage.setItem(`parcours:${courseId}:lms`, `${key} ${visitOf(this.page)}`));
    return { ...found, learner, copy: this.device.read() ?? (found.state ? null : this.local.copyOf(courseId)) };
  }

  /**
   * The page was reloaded, and the LMS opens no second session at one launch: go on from the copy on the device, which
   * reaches the platform at the next one.
   *
   * @param {string} courseId
   * @returns {import("../types.js").Launch | null}
   */
  reopen(courseId) {
    const kept = guarded(() => this.page.sessionStorage.getItem(`parcours:${courseId}:lms`)) ?? "";
    const [key, visit] = kept.split(" ");
    if (!key || visit !== visitOf(this.page) || !isReload(this.page)) {
      return null;
    }
    this.device = deviceCopy(this.page, key);
    const { state = "", location = "", told = false, held = false, base = "", aside = null } = this.device.read() ?? {};
    this.known = { told, held, base };
    this.aside = aside;
    const learner = key.slice(key.lastIndexOf(":") + 1);
    const rest = { finished: false, kind: /** @type {const} */ ("closed"), limit: STATE_LIMIT, score: -1, copy: null };
    return { state, location, learner, ...rest };
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
    return this.device?.write({ state, location, ...this.known, at: Date.now(), aside: this.aside }) ?? false;
  }

  get isTold() {
    return this.known.told;
  }

  /** @param {import("../types.js").Launch} launch */
  confirm({ state, location, copy }) {
    this.known = { told: true, held: true, base: state.slice(0, BASE) };
    if (this.session?.kept && !copy) {
      // Where the page is reloaded, the platform may not give it back: see `reopen`.
      this.copy({ state, location });
    } else if (this.session?.kept) {
      this.device?.amend({ told: true, held: true });
    }
  }

  /** @param {import("./device.js").Aside | null} aside */
  setAside(aside) {
    const before = this.aside;
    this.aside = aside;
    if (aside || !before) {
      return;
    }
    if (!before.at) {
      // It was of no launch by a platform: see `copyOf`.
      this.local.forget(this.course);
    }
    if (this.session?.latest || this.device?.read()?.aside) {
      this.device?.amend({ aside });
    } else {
      this.device?.drop();
    }
  }

  /**
   * @param {boolean} saved
   * @param {boolean} isSure
   */
  committed(saved, isSure) {
    this.report({ at: saved ? new Date() : null, failed: !saved, isSure, isCopied: this.isCopied });
    const latest = this.session?.latest;
    // A save that is not sure may not be what the platform gives back; but nobody should complete a course twice unasked.
    const isTold = isSure || latest?.status !== "incomplete";
    if (saved && latest && isTold) {
      this.known.told = true;
      this.known.base = isSure ? latest.state.slice(0, BASE) : this.known.base;
      this.device?.amend({ told: true, base: this.known.base });
    }
  }

  elsewhere() {
    return (this.device ?? this.local).elsewhere();
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

/**
 * Tell one visit of the platform's page from others: another learner may have come to this window meanwhile.
 *
 * @param {Window} page
 */
function visitOf(page) {
  const platform = page.parent === page ? page.opener : page.parent;
  return String(guarded(() => platform.performance.timeOrigin) ?? "");
}
