/** Where the learner was on each page that was left: browsers cannot tell, since pages come after the address. */

/** @type {Map<string, number>} how far down, by entry of the history */
const places = new Map();
let entry = "";
/**
 * How far down the click was that may change the address: it may move the view before that is told.
 *
 * @type {number | null}
 */
let clicked = null;
const CLICK = 500;

/** From now on, going back and forward is known from going on. */
export function watchReturns() {
  arrive();
  const noteClick = () => {
    clicked = window.scrollY;
    setTimeout(() => {
      clicked = null;
    }, CLICK);
  };
  window.addEventListener("click", noteClick, true);
  // Browsers move before the page is there. Reloading it, and coming back to it from elsewhere, stay their affair.
  history.scrollRestoration = "manual";
  window.addEventListener("pagehide", () => {
    history.scrollRestoration = "auto";
  });
  window.addEventListener("pageshow", () => {
    history.scrollRestoration = "manual";
  });
}

/**
 * Note that the address changed, before what it shows does.
 *
 * @returns {number | null} how far down the learner was when this page was left; null where this is a new move
 */
export function arrive() {
  const known = history.state?.entry;
  if (typeof known === "string") {
    places.set(entry, window.scrollY);
    entry = known;
    return places.get(known) ?? 0;
  }
  places.set(entry, clicked ?? window.scrollY);
  entry = `${performance.timeOrigin}-${places.size}`;
  history.replaceState({ ...history.state, entry }, "");
  return null;
}
