/**
 * Platforms with the faults of those that we know of: each is the strict one, but for its own fault. They run in Node
 * and, as module scripts, in a browser.
 */
import { StrictLms } from "../../runtime/strict_lms.js";

const ENDED = new Set(["passed", "completed", "failed"]);
const LIMIT = 4096;

/** Moodle: a session may begin again, a mastery score decides at the end, and what is unknown is called wrong. */
class Moodle extends StrictLms {
  obey(name, given) {
    if (name === "LMSInitialize" && this.phase === "after") {
      this.phase = "before";
    }
    if (name === "LMSFinish" && this.phase === "during") {
      this.settle();
    }
    try {
      return super.obey(name, given);
    } catch (error) {
      error.code = error.code === "401" ? "201" : error.code;
      throw error;
    }
  }

  settle() {
    const { values } = this;
    const mastery = Number.parseFloat(values["cmi.student_data.mastery_score"]);
    const score = Number.parseFloat(values["cmi.core.score.raw"]);
    if (values["cmi.core.lesson_status"] === "not attempted") {
      values["cmi.core.lesson_status"] = "completed";
    }
    if (
      values["cmi.core.lesson_mode"] === "normal" &&
      values["cmi.core.credit"] === "credit" &&
      mastery &&
      score >= 0
    ) {
      values["cmi.core.lesson_status"] = score >= mastery ? "passed" : "failed";
    }
  }
}

/** Chamilo: its memory of the status is gone once it is committed. */
class Chamilo extends StrictLms {
  obey(name, given) {
    const answer = super.obey(name, given);
    if (name === "LMSCommit") {
      this.values["cmi.core.lesson_status"] = "";
    }
    return answer;
  }
}

/** A platform whose column is too short: it takes any state, and keeps the beginning. */
class Truncating extends StrictLms {
  set(element, value) {
    super.set(element, element === "cmi.suspend_data" ? value.slice(0, LIMIT) : value);
  }
}

const KINDS = { moodle: Moodle, chamilo: Chamilo, truncating: Truncating };

/**
 * @param {string} kind
 * @param {Record<string, string>} kept
 * @param {{commit?: (kept: Record<string, string>) => unknown}} options
 */
export function platform(kind, kept, options = {}) {
  return new (KINDS[kind] ?? StrictLms)(kept, { ...options, minimal: kind === "minimal" });
}

/**
 * What a platform gives to the next session, from what it keeps.
 *
 * @param {string} kind
 * @param {Record<string, string>} kept
 */
export function atLaunch(kind, kept) {
  const given = { ...kept };
  if (Object.keys(kept).length) {
    given["cmi.core.entry"] = kept["cmi.core.exit"] === "suspend" ? "resume" : "";
  }
  delete given["cmi.core.exit"];
  delete given["cmi.core.session_time"];
  // The attempt is over: Moodle shows it, and stores what a course writes all the same.
  if (kind === "moodle" && ENDED.has(kept["cmi.core.lesson_status"])) {
    given["cmi.core.lesson_mode"] = "review";
    given["cmi.core.credit"] = "no-credit";
  }
  return given;
}

/**
 * What arrives of a commit, by how the platform sends it. Browsers refuse synchronous requests while a page is left.
 *
 * @param {string} way  `beacon`; `request`, which waits for its answer; `moodle`, which waits until the page was hidden
 *   once and says that all is well from then on
 * @param {string} address
 * @param {Window} page
 * @returns {(kept: object) => boolean}
 */
export function sender(way, address, page) {
  let hidden = false;
  if (way === "moodle") {
    const hide = () => {
      hidden = true;
    };
    page.addEventListener("pagehide", hide);
    page.document.addEventListener("visibilitychange", hide);
  }
  let count = 0;
  return (kept) => {
    // Beacons may overtake each other: what was committed last is what counts.
    count += 1;
    const target = `${address}?${count}`;
    const body = JSON.stringify(kept);
    if (way === "beacon" || hidden) {
      return page.navigator.sendBeacon(target, body) || hidden;
    }
    try {
      const request = new page.XMLHttpRequest();
      request.open("POST", target, false);
      request.send(body);
      return request.status === 200;
    } catch {
      return false;
    }
  };
}
