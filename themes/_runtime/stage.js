import { announce } from "./announce.js";
import { byId } from "./dom.js";
import { t } from "./sentences.js";

/** Which part of the page is shown, and what is shown while it is awaited. */

const PATIENCE = 500;

/** @param {string} view */
export function showOnly(view) {
  for (const section of sections()) {
    section.hidden = section.dataset.view !== view;
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

/**
 * Say that something is awaited, if it does not come at once.
 *
 * @returns {() => void} to call when it is there
 */
export function startWaiting() {
  byId("main").setAttribute("aria-busy", "true");
  const timer = setTimeout(() => {
    byId("loading").hidden = false;
    announce(t("Loading…"));
  }, PATIENCE);
  return () => {
    clearTimeout(timer);
    byId("loading").hidden = true;
    byId("main").removeAttribute("aria-busy");
  };
}

/** @returns {HTMLElement[]} */
function sections() {
  return [...document.querySelectorAll("[data-view]")].filter((section) => section instanceof HTMLElement);
}
