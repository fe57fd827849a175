import { announce } from "./announce.js";
import { byId, slot } from "./dom.js";

/** Which part of the page is shown, and what is shown while it is awaited. */

const PATIENCE = 500;

/** @param {string} view */
export function showOnly(view) {
  for (const section of sections()) {
    section.hidden = section.dataset.view !== view;
    if (section.hidden) {
      silence(section);
    }
  }
}

/** @param {HTMLElement} section what is heard from a place that is not shown cannot be stopped */
export function silence(section) {
  for (const player of section.querySelectorAll("video, audio")) {
    if (player instanceof HTMLMediaElement) {
      player.pause();
    }
  }
}

/** @returns {HTMLElement | null} the title of what is shown */
export function titleOnStage() {
  return (
    sections()
      .find((section) => !section.hidden)
      ?.querySelector("h1") ?? null
  );
}

/** Show what says how far the learner is, once that is known. */
export function showFrame() {
  byId("progress").hidden = false;
  byId("plan-list").hidden = false;
}

/**
 * Say that something could not be loaded, in the place where it should stand.
 *
 * @param {HTMLElement} place
 * @param {() => void} retry
 */
export function offerRetry(place, retry) {
  place.replaceChildren(/** @type {HTMLTemplateElement} */ (byId("t-load-error")).content.cloneNode(true));
  slot(place, "retry").addEventListener("click", () => retry());
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let patience;

/** @type {Set<Awaited>} */
const awaited = new Set();

/**
 * What may be awaited, each for itself.
 *
 * @typedef {"page" | "settings"} Awaited
 */

/**
 * Say that something is awaited, if it does not come at once.
 *
 * @param {Awaited} what
 */
export function startWaiting(what = "page") {
  const isSaid = awaited.size > 0;
  awaited.add(what);
  if (isSaid) {
    return;
  }
  byId("main").setAttribute("aria-busy", "true");
  patience = setTimeout(() => {
    byId("loading").hidden = false;
    announce(byId("loading").textContent ?? "");
  }, PATIENCE);
}

/**
 * It is awaited no more: it came, or the learner went elsewhere.
 *
 * @param {Awaited} what
 */
export function stopWaiting(what = "page") {
  awaited.delete(what);
  if (!awaited.size) {
    clearTimeout(patience);
    byId("loading").hidden = true;
    byId("main").removeAttribute("aria-busy");
  }
}

/** Whether the address already names another page than the one that is shown. */
export function isPageAwaited() {
  return awaited.has("page");
}

/** @returns {HTMLElement[]} */
function sections() {
  return [...document.querySelectorAll("[data-view]")].filter((section) => section instanceof HTMLElement);
}
