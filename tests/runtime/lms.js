import { Scorm12API } from "scorm-again/scorm12";

const SILENT = 5;
const READS = new Set(["LMSGetValue", "LMSGetLastError"]);
const FUNCTIONS = ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError"];

/** A real SCORM 1.2 run-time (scorm-again) that notes what is asked of it. */
export class Lms {
  /**
   * @param {object} cmi  what it kept of the learner
   * @param {Record<string, string>} odd  answers of its own, by call: `LMSCommit` or `LMSGetValue cmi.core.credit`
   */
  constructor(cmi = {}, odd = {}) {
    this.real = new Scorm12API({ autocommit: false, logLevel: SILENT });
    this.real.loadFromJSON({ cmi });
    this.odd = odd;
    /** @type {string[]} every call, such as `LMSGetValue cmi.core.credit` */
    this.calls = [];
    /** @type {string[]} calls that set an error */
    this.refused = [];
    this.api = Object.fromEntries(FUNCTIONS.map((name) => [name, (...given) => this.answer(name, given)]));
  }

  /** Every call that is not a read. */
  get acts() {
    return this.calls.filter((call) => !READS.has(call.split(" ")[0]));
  }

  /** What was set, as `[element, value]`, without `cmi.`. */
  get written() {
    return this.calls
      .filter((call) => call.startsWith("LMSSetValue"))
      .map((call) => call.match(/^LMSSetValue cmi\.(\S+) (.*)$/).slice(1));
  }

  answer(name, given) {
    const call = given[0] ? [name, ...given].join(" ") : name;
    this.calls.push(call);
    const odd = this.odd[given[0] ? `${name} ${given[0]}` : name];
    if (odd !== undefined) {
      return odd;
    }
    const answer = this.real[name](...given);
    if (name !== "LMSGetLastError" && this.real.lastErrorCode !== "0") {
      this.refused.push(`${call}: ${this.real.lastErrorCode}`);
    }
    return answer;
  }
}
