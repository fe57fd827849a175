import { byId, copyTemplate, fill, link, slot } from "../dom.js";

/** Draw the modules and the badges of home, and the modules in the navigation, as the page itself brought them. */
export function drawFreshHome() {
  const modules = [...byId("home-plan").children].map((module) => {
    const [title, facts] = module.children;
    return {
      title: title.textContent ?? "",
      address: title.getAttribute("href") ?? "",
      facts: facts.textContent ?? "",
    };
  });
  for (const list of [byId("home-plan"), byId("plan-list")]) {
    list.replaceChildren(
      ...modules.map((module, index) => {
        const item = moduleItem(index, module);
        slot(item, "activities").remove();
        return item;
      }),
    );
  }
  for (const place of document.querySelectorAll("[data-badge]")) {
    drawBadge(place, "open");
  }
}

/**
 * Return the line of a module that is still to do.
 *
 * @param {number} index
 * @param {{title: string, address: string, facts: string}} module
 */
export function moduleItem(index, { title, address, facts }) {
  const item = copyTemplate("t-plan-module");
  fill(item, "number", String(index + 1));
  link(item, "link", title, address);
  fill(item, "facts", facts);
  return item;
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
