/**
 * A SCORM 1.2 run-time that lets nothing through: the data model of the RTE (3.4.4) in its strictest reading, with the
 * narrowest limits of the platforms that we know of. It notes each call with its error code; a course that works here
 * sets none. Runs in Node and, as a module script, in a browser.
 */

const ONE = "[0-9a-z]";
const NUMBER = /^-?\d{1,3}(\.\d{1,2})?$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/;
const TIMESPAN = /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/;
// The RTE says “alphanumeric”, Moodle printable ASCII; some platforms take no more than this.
const IDENTIFIER = /^\w{1,255}$/;

const text = (longest) => (value) => value.length <= longest && /^[ -~]*$/.test(value);
const words =
  (...allowed) =>
  (value) =>
    allowed.includes(value);
const between = (low, high) => (value) => NUMBER.test(value) && Number(value) >= low && Number(value) <= high;
const like = (shape) => (value) => shape.test(value);
const blankOr = (test) => (value) => value === "" || test(value);
const optional = (entry) => [...entry, "optional"];

const score = {
  raw: ["rw", blankOr(between(0, 100))],
  min: optional(["rw", blankOr(between(0, 100))]),
  max: optional(["rw", blankOr(between(0, 100))]),
};
const STATUSES = ["passed", "completed", "failed", "incomplete", "browsed"];
const TYPES = ["true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric"];
const RESULTS = ["correct", "wrong", "unanticipated", "neutral"];

/** Access and type by element; `n` stands for an index. */
const ELEMENTS = {
  "cmi.core.student_id": ["r"],
  "cmi.core.student_name": ["r"],
  "cmi.core.lesson_location": ["rw", text(255)],
  "cmi.core.credit": ["r"],
  "cmi.core.lesson_status": ["rw", words(...STATUSES)],
  "cmi.core.entry": ["r"],
  "cmi.core.score.raw": score.raw,
  "cmi.core.score.min": score.min,
  "cmi.core.score.max": score.max,
  "cmi.core.total_time": ["r"],
  "cmi.core.lesson_mode": optional(["r"]),
  "cmi.core.exit": ["w", words("time-out", "suspend", "logout", "")],
  "cmi.core.session_time": ["w", like(TIMESPAN)],
  "cmi.suspend_data": ["rw", text(4096)],
  "cmi.launch_data": ["r"],
  "cmi.comments": optional(["rw", text(4096)]),
  "cmi.comments_from_lms": optional(["r"]),
  "cmi.objectives.n.id": optional(["rw", like(IDENTIFIER)]),
  "cmi.objectives.n.score.raw": optional(score.raw),
  "cmi.objectives.n.score.min": score.min,
  "cmi.objectives.n.score.max": score.max,
  "cmi.objectives.n.status": optional(["rw", words(...STATUSES, "not attempted")]),
  "cmi.student_data.mastery_score": optional(["r"]),
  "cmi.student_data.max_time_allowed": optional(["r"]),
  "cmi.student_data.time_limit_action": optional(["r"]),
  "cmi.student_preference.audio": optional(["rw", between(-1, 100)]),
  "cmi.student_preference.language": optional(["rw", text(255)]),
  "cmi.student_preference.speed": optional(["rw", between(-100, 100)]),
  "cmi.student_preference.text": optional(["rw", between(-1, 1)]),
  "cmi.interactions.n.id": optional(["w", like(IDENTIFIER)]),
  "cmi.interactions.n.objectives.n.id": optional(["w", like(IDENTIFIER)]),
  "cmi.interactions.n.time": optional(["w", like(TIME)]),
  "cmi.interactions.n.type": optional(["w", words(...TYPES)]),
  "cmi.interactions.n.correct_responses.n.pattern": optional(["w", text(255)]),
  "cmi.interactions.n.weighting": optional(["w", between(-100, 100)]),
  "cmi.interactions.n.student_response": optional(["w", text(255)]),
  "cmi.interactions.n.result": optional(["w", (value) => RESULTS.includes(value) || between(0, 100)(value)]),
  "cmi.interactions.n.latency": optional(["w", like(TIMESPAN)]),
};

/** What a response looks like, by type of interaction; a pattern may have braces round it where `braces` says so. */
const FORMATS = {
  "true-false": { shape: /^[01tf]$/ },
  choice: { shape: new RegExp(`^${ONE}(,${ONE}){0,35}$`), unique: true, braces: true },
  "fill-in": { shape: /^[!-~][ -~]*$/ },
  numeric: { shape: /^-?\d{1,3}(\.\d+)?$/ },
  likert: { shape: new RegExp(`^${ONE}$`) },
  matching: { shape: new RegExp(`^${ONE}\\.${ONE}(,${ONE}\\.${ONE}){0,35}$`), unique: true, braces: true },
  sequencing: { shape: new RegExp(`^${ONE}(,${ONE}){0,35}$`), unique: true },
  performance: { shape: /^[!-~][ -~]*$/ },
};

const DEFAULTS = {
  "cmi.core.student_id": "learner_1",
  "cmi.core.student_name": "Learner, One",
  "cmi.core.lesson_location": "",
  "cmi.core.credit": "credit",
  "cmi.core.lesson_status": "not attempted",
  "cmi.core.entry": "ab-initio",
  "cmi.core.score.raw": "",
  "cmi.core.total_time": "0000:00:00.00",
  "cmi.core.lesson_mode": "normal",
  "cmi.suspend_data": "",
  "cmi.launch_data": "",
};
const FUNCTIONS = [
  "LMSInitialize",
  "LMSFinish",
  "LMSGetValue",
  "LMSSetValue",
  "LMSCommit",
  "LMSGetLastError",
  "LMSGetErrorString",
  "LMSGetDiagnostic",
];

class Refusal extends Error {
  constructor(code, why) {
    super(why);
    this.code = code;
  }
}

export class StrictLms {
  /**
   * @param {Record<string, string>} kept  what earlier sessions left, by element
   * @param {{minimal?: boolean, commit?: (kept: Record<string, string>) => unknown}} options  minimal: without what an
   *   LMS may leave out; commit: returns false where nothing could be kept
   */
  constructor(kept = {}, { minimal = false, commit = () => {} } = {}) {
    /** @type {Record<string, string>} */
    this.values = { ...DEFAULTS, ...kept };
    this.earlier = this.count("cmi.interactions");
    this.minimal = minimal;
    this.onCommit = commit;
    this.phase = "before";
    this.code = "0";
    /** @type {string[][]} every call: its name, what was given, the answer, the error code */
    this.calls = [];
    /** @type {string[]} */
    this.errors = [];
    this.api = Object.fromEntries(FUNCTIONS.map((name) => [name, (...given) => this.call(name, given)]));
  }

  /** What was answered: the interactions in their order, each by the names below its index. */
  get interactions() {
    return Array.from({ length: this.count("cmi.interactions") }, (_, index) => {
      const start = `cmi.interactions.${index}.`;
      const own = Object.entries(this.values).filter(([element]) => element.startsWith(start));
      return Object.fromEntries(own.map(([element, value]) => [element.slice(start.length), value]));
    });
  }

  call(name, given) {
    if (["LMSGetLastError", "LMSGetErrorString", "LMSGetDiagnostic"].includes(name)) {
      return name === "LMSGetLastError" ? this.code : `about ${given[0]}`;
    }
    this.code = "0";
    let answer = name === "LMSGetValue" ? "" : "false";
    try {
      answer = this.obey(name, given);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      this.code = error.code;
      this.errors.push(`${error.code} ${name} ${given.join(" ")}: ${error.message}`);
    }
    this.calls.push([name, ...given, answer, this.code]);
    return answer;
  }

  obey(name, given) {
    const count = { LMSGetValue: 1, LMSSetValue: 2 }[name] ?? 1;
    refuseUnless(given.length === count && given.every((one) => typeof one === "string"), "201", "not its arguments");
    if (name === "LMSInitialize") {
      refuseUnless(given[0] === "", "201", "not empty");
      refuseUnless(this.phase === "before", "101", "not the first time");
      this.phase = "during";
      return "true";
    }
    refuseUnless(this.phase === "during", "301", `${this.phase} the session`);
    if (name === "LMSGetValue") {
      return this.get(given[0]);
    }
    if (name === "LMSSetValue") {
      this.set(given[0], given[1]);
      return "true";
    }
    refuseUnless(given[0] === "", "201", "not empty");
    if (name === "LMSFinish") {
      this.phase = "after";
    }
    refuseUnless(this.onCommit(this.values) !== false, "101", "could not be kept");
    return "true";
  }

  get(element) {
    const [, parent, keyword] = element.match(/^(.+)\.(_count|_children)$/) ?? [];
    if (keyword) {
      return this.keyword(general(parent), parent, keyword);
    }
    const [access] = this.entry(element);
    refuseUnless(access !== "w", "404", "write-only");
    this.refuseGap(element);
    return this.values[element] ?? "";
  }

  keyword(known, parent, keyword) {
    const below = Object.keys(ELEMENTS).filter((one) => one.startsWith(`${known}.`));
    refuseUnless(below.length, known in ELEMENTS ? (keyword === "_count" ? "203" : "202") : "401", "no such element");
    refuseUnless(
      below.some((one) => this.has(one)),
      "401",
      "not implemented",
    );
    if (keyword === "_children") {
      const names = below.map(
        (one) =>
          one
            .slice(known.length + 1)
            .replace(/^n\./, "")
            .split(".")[0],
      );
      return [...new Set(names)].join();
    }
    refuseUnless(below[0].startsWith(`${known}.n.`), "203", "not a list");
    this.refuseGap(`${parent}.`);
    return String(this.count(parent));
  }

  set(element, value) {
    refuseUnless(!/\._(count|children|version)$/.test(element), "402", "a keyword");
    const [access, isOfType] = this.entry(element);
    refuseUnless(access !== "r", "403", "read-only");
    refuseUnless(isOfType(value), "405", "not of its type");
    this.refuseGap(element);
    if (element.startsWith("cmi.interactions.")) {
      this.checkInteraction(element, value);
    }
    this.values[element] = element === "cmi.comments" ? (this.values[element] ?? "") + value : value;
  }

  /** The rules between the elements of an interaction; those of a journal too: what was answered stays answered. */
  checkInteraction(element, value) {
    const [, start, name] = element.match(/^(cmi\.interactions\.\d+\.)(.+)$/);
    refuseUnless(Number(start.split(".")[2]) >= this.earlier, "405", "an answer of an earlier session");
    refuseUnless(!(element in this.values), "405", "told already");
    refuseUnless(name === "id" || `${start}id` in this.values, "405", "the id comes first");
    const isPattern = name.startsWith("correct_responses.");
    if (isPattern || name === "student_response") {
      const format = FORMATS[this.values[`${start}type`]];
      refuseUnless(format, "405", "the type comes before the response");
      refuseUnless(fits(format, value, isPattern), "405", `not in the format of ${this.values[`${start}type`]}`);
    }
    const list = element.match(/^(.+\.(?:correct_responses|objectives))\.\d+\.(.+)$/);
    if (list) {
      const others = Array.from({ length: this.count(list[1]) }, (_, at) => this.values[`${list[1]}.${at}.${list[2]}`]);
      refuseUnless(!others.includes(value), "405", "said twice");
    }
  }

  entry(element) {
    const entry = ELEMENTS[general(element)];
    refuseUnless(entry && this.has(general(element)), element.startsWith("cmi.") ? "401" : "201", "not implemented");
    return entry;
  }

  has(known) {
    return !(this.minimal && ELEMENTS[known].at(-1) === "optional");
  }

  /** Each index is one that is there already or the next one. */
  refuseGap(element) {
    for (const found of element.matchAll(/\.(\d+)\./g)) {
      const list = element.slice(0, found.index);
      refuseUnless(/^(0|[1-9]\d*)$/.test(found[1]), "201", "not an index");
      refuseUnless(Number(found[1]) <= this.count(list), "201", "a gap before this index");
    }
  }

  count(list) {
    const indexes = Object.keys(this.values)
      .filter((element) => element.startsWith(`${list}.`))
      .map((element) => Number(element.slice(list.length + 1).split(".")[0]));
    return Math.max(-1, ...indexes.filter((index) => !Number.isNaN(index))) + 1;
  }
}

function refuseUnless(condition, code, why) {
  if (!condition) {
    throw new Refusal(code, why);
  }
}

function general(element) {
  return element.replaceAll(/\.\d+(?=\.|$)/g, ".n");
}

function fits({ shape, unique = false, braces = false }, value, isPattern) {
  const bare = braces && isPattern ? value.replace(/^\{(.*)\}$/, "$1") : value;
  const items = bare.split(",").map((item) => item.split(".")[0]);
  return shape.test(bare) && !(unique && new Set(items).size < items.length);
}
