import { unite } from "./merging.js";
import { joinRules, takeOver } from "./progress.js";
import { decodeState, emptyState, encodeState } from "./state.js";

/**
 * What a launch begins with.
 *
 * @typedef {object} Beginning
 * @property {import("./types.js").State | null} state  null where what there is cannot be read
 * @property {boolean} held  whether the platform gave something back that can be read
 * @property {number} copySeed  the seed of the copy's attempt; 0 where there is none
 * @property {boolean} recovered  whether the platform lacks some of it
 * @property {import("./tracking/device.js").Aside | null} offered  what the learner may take up again
 */

/**
 * Put together what the platform gives back and what this device has kept.
 *
 * - The same attempt on both sides, known by its seed: all that either holds; the copy alone, where the platform has
 *   nothing newer than what the copy was made on top of.
 * - Nothing on the platform: it lost all of it, where it never said otherwise; a new attempt, where it once gave this
 *   one back. In between, only the learner knows.
 * - What the platform gives back cannot be read: the copy goes on.
 * - Another attempt on the platform: that one counts. What no platform ever had is offered.
 *
 * @param {import("./types.js").Launch} launch
 * @param {import("./types.js").Outline} outline
 * @returns {Beginning}
 */
export function recover({ kind, state: text, copy, learner }, outline) {
  const platform = text ? readUnder(text, outline) : emptyState();
  const device = copy && readUnder(copy.state, outline);
  const held = kind === "lms" && Boolean(text && platform);
  /** @type {Beginning} */
  const found = { state: platform, held, copySeed: device?.seed ?? 0, recovered: false, offered: copy?.aside ?? null };
  if (!copy || !device || isEmpty(device)) {
    return found;
  }
  // A platform that names nobody may have another learner than the last time.
  const isTheirs = learner !== "";
  if (!platform || !text) {
    const isNew = Boolean(platform) && copy.held;
    if (isNew) {
      return found;
    }
    const goesOn = isTheirs && !(platform && copy.told);
    return goesOn ? { ...found, state: device, recovered: true } : { ...found, offered: copy };
  }
  if (platform.seed && platform.seed !== device.seed) {
    return copy.told || copy.held ? found : { ...found, offered: copy };
  }
  const before = encodeState(platform, Infinity);
  const state = copy.base === text.slice(0, copy.base.length || 1) ? device : platform;
  if (state === platform) {
    unite(platform, device, joinRules(outline));
  }
  state.seed = device.seed;
  return { ...found, state, recovered: encodeState(state, Infinity) !== before };
}

/**
 * Return the state that a text holds, under the names that the course has now; null where it cannot be read.
 *
 * @param {string} text
 * @param {import("./types.js").Outline} outline
 */
export function readUnder(text, outline) {
  const state = decodeState(text);
  if (state) {
    takeOver(outline, state);
  }
  return state;
}

/** @param {import("./types.js").State} state */
function isEmpty({ completed, marks, quizzes }) {
  return !completed && !marks.size && !quizzes.size;
}
