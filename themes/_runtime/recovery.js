import { unite } from "./merging.js";
import { decodeState, emptyState, encodeState } from "./state.js";

/**
 * What a launch begins with, from what the platform gives back and what this device has kept.
 *
 * - The same attempt on both sides, known by its seed: all that either holds.
 * - Nothing on the platform: it lost all of it, where it never said otherwise; a new attempt, where it once gave this
 *   one back. In between, only the learner knows.
 * - What the platform gives back cannot be read: the copy goes on.
 *
 * @param {import("./types.js").Launch} launch
 * @param {Set<number>} falling  the keys of the quizzes whose last attempt counts
 * @returns {{state: import("./types.js").State | null, recovered: boolean, offered: import("./types.js").State | null}}
 *   null where nothing can be read; whether the platform lacks some of it; what the learner may take up again
 */
export function recover({ state: text, copy, learner }, falling) {
  const platform = text ? decodeState(text) : emptyState();
  const device = copy && decodeState(copy.state);
  const found = { state: platform, recovered: false, offered: null };
  if (!device || isEmpty(device)) {
    return found;
  }
  if (!platform) {
    return { ...found, state: device, recovered: true };
  }
  if (text) {
    const before = encodeState(platform, Infinity);
    if (platform.seed === device.seed) {
      unite(platform, device, falling);
    }
    return { ...found, recovered: encodeState(platform, Infinity) !== before };
  }
  if (copy.held) {
    return found;
  }
  // A platform that names nobody may have another learner than the last time.
  return copy.told || !learner ? { ...found, offered: device } : { ...found, state: device, recovered: true };
}

/** @param {import("./types.js").State} state */
function isEmpty({ completed, marks, quizzes }) {
  return !completed && !marks.size && !quizzes.size;
}
