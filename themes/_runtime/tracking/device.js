import { guarded } from "../guarded.js";

/**
 * What this device knows of a learner's progress, beside the platform: for what never reached the platform, and for
 * other windows of the same course.
 *
 * @param {Window} page
 * @param {string} key
 * @returns {DeviceCopy}
 *
 * @typedef {{state: string, location: string, at: number}} Aside  an older copy that the learner has not decided about
 *
 * @typedef {object} Kept
 * @property {string} state
 * @property {string} location
 * @property {boolean} told  the platform said that it took a save of this attempt
 * @property {boolean} held  the platform gave a save of this attempt back
 * @property {string} base  how the state begins that the platform took last
 * @property {number} at  when it was written, in milliseconds
 * @property {Aside | null} aside
 *
 * @typedef {object} DeviceCopy
 * @property {() => Kept | null} read
 * @property {(kept: Kept) => boolean} write  false where the device keeps nothing
 * @property {(change: Partial<Kept>) => void} amend  change what is known of the copy, whoever wrote it
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
      const text = JSON.stringify(kept);
      const isWritten = guarded(() => page.localStorage.setItem(key, text) ?? true) ?? false;
      last = isWritten ? text : last;
      return isWritten;
    },
    amend(change) {
      const found = load();
      const kept = parsed(found);
      if (kept) {
        const text = JSON.stringify({ ...kept, ...change });
        guarded(() => page.localStorage.setItem(key, text));
        // What another window wrote is still to be told.
        last = found === last ? text : last;
      }
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
  if (!isCopy(found)) {
    return null;
  }
  const { told = false, held = false, base = "", at = 0, aside = null, ...kept } = found;
  return { ...kept, told: told === true, held: held === true, base, at, aside: isCopy(aside) ? aside : null };
}

/**
 * @param {any} found
 */
function isCopy(found) {
  return typeof found?.state === "string" && typeof found.location === "string";
}
