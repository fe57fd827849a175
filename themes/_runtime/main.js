import { App } from "./app.js";
import { receive } from "./fragments.js";
import { useSentences } from "./sentences.js";
import { applyKeptSettings } from "./settings.js";

/**
 * Set up the one name that the run-time gives to the page: `parcours.start` for `outline.js`, `parcours.receive` for
 * the scripts of `content/`.
 *
 * @param {(page: Window) => import("./types.js").Tracker} tracker
 */
export function begin(tracker) {
  const start = (/** @type {import("./types.js").Outline} */ outline) => {
    useSentences(outline);
    new App(outline, tracker(window)).start();
  };
  applyKeptSettings();
  Object.assign(window, { parcours: { start, receive } });
}
