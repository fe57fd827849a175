import { decimal } from "./cmi_types.js";

/** The statuses of `cmi.objectives` (RTE 3.4.4), from the least to the best. */
const OBJECTIVE_STATUSES = ["", "not attempted", "browsed", "incomplete", "failed", "completed", "passed"];

/**
 * What an LMS is told of modules and graded quizzes: a list that stays from one session to the next. One that keeps
 * none is asked once, and then left alone. Nothing that it holds is lowered, but a score that may fall.
 *
 * @typedef {{at: number, status: string, score: number}} Told
 */
export class Objectives {
  /** @type {Map<string, Told> | null | undefined} by identifier; null where the LMS keeps none */
  told = undefined;

  /**
   * @param {import("../types.js").Teller} teller
   * @param {import("../types.js").Objective[]} objectives
   */
  tell(teller, objectives) {
    if (objectives.length && this.told === undefined) {
      this.told = read(teller);
    }
    for (const objective of objectives) {
      const told = this.told && (this.told.get(objective.id) ?? add(teller, objective.id, this.told));
      if (!told) {
        this.told = null;
        return;
      }
      update(teller, objective, told);
    }
  }
}

/**
 * @param {import("../types.js").Teller} teller
 * @returns {Map<string, Told> | null}
 */
function read(teller) {
  const ask = (/** @type {string} */ name) => teller.call("LMSGetValue", `cmi.objectives.${name}`);
  const count = Number.parseInt(ask("_count"), 10);
  const entries = Array.from({ length: count || 0 }, (_, at) => {
    const score = Number.parseFloat(ask(`${at}.score.raw`));
    const told = { at, status: ask(`${at}.status`), score: Number.isNaN(score) ? -1 : score };
    return /** @type {[string, Told]} */ ([ask(`${at}.id`), told]);
  });
  const found = new Map(entries);
  // Where identifiers cannot be read back, each session would add its own.
  return Number.isNaN(count) || found.has("") ? null : found;
}

/**
 * @param {import("../types.js").Teller} teller
 * @param {string} id
 * @param {Map<string, Told>} all
 * @returns {Told | null}
 */
function add(teller, id, all) {
  const at = Math.max(-1, ...[...all.values()].map((one) => one.at)) + 1;
  if (!agrees(teller, `${at}.id`, id)) {
    return null;
  }
  const told = { at, status: "", score: -1 };
  all.set(id, told);
  return told;
}

/**
 * @param {import("../types.js").Teller} teller
 * @param {import("../types.js").Objective} objective
 * @param {Told} told
 */
function update(teller, { status, score, mayFall }, told) {
  const isNew = score !== null && (mayFall ? score !== told.score : score > told.score);
  if (isNew && agrees(teller, `${told.at}.score.raw`, decimal(score))) {
    told.score = score;
  }
  const isBetter = OBJECTIVE_STATUSES.indexOf(status) > OBJECTIVE_STATUSES.indexOf(told.status);
  if (isBetter && agrees(teller, `${told.at}.status`, status)) {
    told.status = status;
  }
}

/**
 * @param {import("../types.js").Teller} teller
 * @param {string} name
 * @param {string} value
 */
function agrees(teller, name, value) {
  return teller.call("LMSSetValue", `cmi.objectives.${name}`, value).toLowerCase() === "true";
}
