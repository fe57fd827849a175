/**
 * Do what a browser may refuse with an exception: a look into a window of another origin, storage that is forbidden in
 * this frame or full.
 *
 * @template T
 * @param {() => T} deed
 * @returns {T | null} null where it was refused
 */
export function guarded(deed) {
  try {
    return deed();
  } catch {
    return null;
  }
}
