import { guarded } from "../guarded.js";

/**
 * What this device knows of a learner's progress, beside the platform: for what never reached the platform, and for
 * other windows of the same course.
 *
 * @param {Window} page
 * @param {string} key
 * @returns {DeviceCopy}
 *
 * @typedef {object} Kept
 * @property {string} state
 * @property {string} location
 * @property {boolean} told  the platform said that it took a save of this attempt
 * @property {boolean} held  the platform gave a save of this attempt back
 * @property {number} at  when it was written, in milliseconds
 *
 * @typedef {object} DeviceCopy
 * @property {() => Kept | null} read
 * @property {(kept: Kept) => boolean} write  false where the device keeps nothing
 * @property {() => void} drop
 * @property {() => Kept | null} elsewhere  what another window wrote since this was last asked
 * @property {(listener: () => void) => void} onElsewhere
 */
export function deviceCopy(page, key) {
  const load = () => guarded(() => page.localStorage.getItem(key)) ?? "";
  let last = load();
  return {
    read: () => parsed(last),
    write(kept) {
      last = JSON.stringify(kept);
      return guarded(() => page.localStorage.setItem(key, last) ?? true) ?? false;
    },
    drop() {
      last = "";
      guarded(() => page.localStorage.removeItem(key));
    },
    elsewhere() {
      const found = load();
      if (found === last) {
        return null;
      }
      last = found;
      return parsed(found);
    },
    onElsewhere(listener) {
      page.addEventListener("storage", (event) => event.key === key && listener());
    },
  };
}

/**
 * @param {string} text  anything: every page of the site can write there
 * @returns {Kept | null}
 */
function parsed(text) {
  const found = guarded(() => JSON.parse(text));
  const isKept = typeof found?.state === "string" && typeof found.location === "string";
  return isKept ? { ...found, told: Boolean(found.told), held: Boolean(found.held), at: Number(found.at) || 0 } : null;
}
