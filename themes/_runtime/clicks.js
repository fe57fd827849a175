import { byId, focusOn, revealed } from "./dom.js";
import { isPageAwaited, titleOnStage } from "./stage.js";

/** What clicks do everywhere, from the first moment on. */
export function watchClicks() {
  /** @type {Element | null} */
  let clicked = null;
  const ignoreStray = (/** @type {MouseEvent} */ event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-choice], button, a, summary") : null;
    // Many learners click twice on everything. The second click must not do what has come in the place of the first.
    if (event.detail < 2) {
      clicked = target;
    } else if (target !== clicked) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  document.addEventListener("click", ignoreStray, true);
  document.addEventListener("click", followAnchor);
  byId("plan-toggle").addEventListener("click", ({ currentTarget }) => {
    if (currentTarget instanceof Element) {
      currentTarget.setAttribute("aria-expanded", String(currentTarget.getAttribute("aria-expanded") !== "true"));
    }
  });
  byId("plan").addEventListener("click", leavePlan);
}

/** Fold the outline away, where the screen is too narrow for it to stand beside the page. */
export function closePlan() {
  byId("plan-toggle").setAttribute("aria-expanded", "false");
}

/**
 * The outline must not stay over what was chosen in it, nor the focus in what is folded away.
 *
 * @param {MouseEvent} event
 */
function leavePlan(event) {
  const chosen = event.target instanceof Element ? event.target.closest("a") : null;
  if (chosen) {
    closePlan();
    const isShown = chosen.hash === `#${location.hash.split("#")[1] ?? ""}` && !isPageAwaited();
    focusOn(isShown ? titleOnStage() : byId("main"));
  }
}

/**
 * A link to a place of the same page must not replace the address, which names the page.
 *
 * @param {MouseEvent} event
 */
function followAnchor(event) {
  const anchor = event.target instanceof Element ? event.target.closest('a[href^="#"]:not([href^="#/"])') : null;
  const place = anchor?.getAttribute("href")?.slice(1);
  if (place) {
    event.preventDefault();
    if (anchor?.closest("#activity") && !isPageAwaited()) {
      location.hash = `#${location.hash.split("#")[1] ?? ""}#${place}`;
    }
    focusOn(revealed(place));
  }
}
