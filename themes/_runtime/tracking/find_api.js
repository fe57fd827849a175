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
 * Return the LMS's `API`: in this window, up its parents, then in the opener and its parents (RTE 3.3.6.1); the opener
 * may be that of the outermost window.
 *
 * @param {Window} page
 * @returns {ScormApi | null}
 */
export function findApi(page) {
  return climb(page) ?? climb(guarded(() => page.opener)) ?? climb(guarded(() => page.top?.opener ?? null));
}

/**
 * @param {Window | null} from
 * @returns {ScormApi | null}
 */
function climb(from) {
  let here = from;
  for (let level = 0; here && level < DEEPEST; level += 1) {
    const at = here;
    const api = guarded(() => /** @type {{API?: ScormApi}} */ (/** @type {unknown} */ (at)).API ?? null);
    if (api && guarded(() => Boolean(api.LMSInitialize))) {
      return api;
    }
    const parent = guarded(() => at.parent);
    here = parent === at ? null : parent;
  }
  return null;
}

/**
 * A window of another origin refuses every look with an exception.
 *
 * @template T
 * @param {() => T} look
 * @returns {T | null}
 */
function guarded(look) {
  try {
    return look();
  } catch {
    return null;
  }
}
