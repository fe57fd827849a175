import { byId } from "../dom.js";

/** Show home as the document brought it, its modules in the navigation too. */
export function showFreshHome() {
  const copy = /** @type {HTMLElement} */ (byId("home-plan").cloneNode(true));
  byId("plan-list").append(...copy.children);
  for (const place of document.querySelectorAll("[data-badge]")) {
    drawBadge(place, "open");
  }
}

/** @type {IntersectionObserver | undefined} */
let watcher;

/**
 * Show a badge as earned or not. Its picture weighs more than the whole first page: it is fetched once its place is on
 * the screen.
 *
 * @param {Element} place
 * @param {"earned" | "open"} state
 */
export function drawBadge(place, state) {
  place.setAttribute("data-state", state);
  watcher ??= new IntersectionObserver(fetchPictures);
  // Whoever is watched anew is looked at anew.
  watcher.unobserve(place);
  watcher.observe(place);
}

/** @param {IntersectionObserverEntry[]} places */
function fetchPictures(places) {
  for (const { target, isIntersecting } of places) {
    if (isIntersecting && target instanceof HTMLElement) {
      watcher?.unobserve(target);
      target.querySelector("img")?.setAttribute("src", `badges/${target.dataset.badge}/${target.dataset.state}.svg`);
    }
  }
}
