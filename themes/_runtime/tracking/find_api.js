import { guarded } from "../guarded.js";

/**
 * The eight functions of a SCORM 1.2 run-time (RTE 3.3): texts in, texts out.
 *
 * @typedef {object} ScormApi
 * @property {(nothing: "") => string} LMSInitialize
 * @property {(nothing: "") => string} LMSFinish
 * @property {(element: string) => string} LMSGetValue
 * @property {(element: string, value: string) => string} LMSSetValue
 * @property {(nothing: "") => string} LMSCommit
 * @property {() => string} LMSGetLastError
 */

const DEEPEST = 50;

/**
 * Return the LMS's `API`: in this window or up its parents, then in the opener of any of them or up its parents
 * (RTE 3.3.6.1 names the opener of the window; a course in a frame of a popup has only that of a parent).
 *
 * @param {Window} page
 * @returns {ScormApi | null}
 */
export function findApi(page) {
  return (
    around(page)
      .map(apiOf)
      .find((api) => api !== null) ?? null
  );
}

/**
 * Tell whether there is another window where an API could appear: one of another origin can never show it.
 *
 * @param {Window} page
 */
export function mayHoldApi(page) {
  return around(page).some((other) => other !== page && guarded(() => Boolean(other.document)));
}

/**
 * @param {Window} page
 * @returns {Window[]} every window where an API is looked for, in that order
 */
function around(page) {
  const own = lineage(page);
  const openers = own.map((here) => guarded(() => here.opener)).filter((opener) => opener !== null);
  return [own, ...openers.map(lineage)].flat();
}

/**
 * @param {Window} from
 * @returns {Window[]} the window and its parents, outwards
 */
function lineage(from) {
  /** @type {Window[]} */
  const found = [];
  for (let here = /** @type {Window | null} */ (from); here && found.length < DEEPEST; ) {
    const at = here;
    found.push(at);
    const parent = guarded(() => at.parent);
    here = parent === at ? null : parent;
  }
  return found;
}

/**
 * @param {Window} page
 * @returns {ScormApi | null}
 */
function apiOf(page) {
  const api = guarded(() => /** @type {{API?: ScormApi}} */ (/** @type {unknown} */ (page)).API ?? null);
  return api && guarded(() => Boolean(api.LMSInitialize)) ? api : null;
}
