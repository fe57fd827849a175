import { silence } from "../stage.js";

/**
 * Tabs, as the ARIA Authoring Practices describe them. Without this script, in print and where there is little room they
 * are what the build wrote: sections with headings.
 */

const WIDE = "(min-width: 34.01rem)";
const PANEL = { role: "tabpanel", "aria-labelledby": "", tabindex: "0" };
const MOVES = { ArrowRight: 1, ArrowLeft: -1, Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY };

/**
 * Make tabs of the groups in a page that was just put on the screen.
 *
 * @param {ParentNode} place
 */
export function mountTabs(place) {
  for (const group of place.querySelectorAll(".tabs")) {
    new Tabs(/** @type {HTMLElement} */ (group));
  }
}

class Tabs {
  /** @param {HTMLElement} group */
  constructor(group) {
    this.group = group;
    this.panels = /** @type {HTMLElement[]} */ ([...group.children]);
    this.list = document.createElement("div");
    this.list.className = "tab-list";
    this.list.setAttribute("role", "tablist");
    this.list.setAttribute("aria-label", titleAbove(group));
    this.tabs = this.panels.map((panel) => this.tabOf(panel));
    this.chosen = 0;
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    for (const [index, panel] of this.panels.entries()) {
      // A link leads into a panel, or the browser found words in it.
      panel.addEventListener("beforematch", () => this.choose(index));
    }
    const room = matchMedia(WIDE);
    room.addEventListener("change", () => this.arrange(room.matches));
    this.arrange(room.matches);
  }

  /** @param {HTMLElement} panel */
  tabOf(panel) {
    const heading = /** @type {HTMLElement} */ (panel.firstElementChild);
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `tab-${heading.id}`;
    tab.setAttribute("role", "tab");
    tab.append(...heading.cloneNode(true).childNodes);
    for (const link of tab.querySelectorAll("a")) {
      link.replaceWith(link.textContent);
    }
    panel.id = `panel-${heading.id}`;
    tab.setAttribute("aria-controls", panel.id);
    tab.addEventListener("click", () => this.choose(this.tabs.indexOf(tab)));
    this.list.append(tab);
    return tab;
  }

  /** @param {boolean} wide */
  arrange(wide) {
    this.group.classList.toggle("tabbed", wide);
    if (wide) {
      this.group.prepend(this.list);
      this.choose(this.chosen);
    } else {
      this.list.remove();
      for (const panel of this.panels) {
        panel.removeAttribute("hidden");
        setAll(panel, PANEL, false);
      }
    }
  }

  /** @param {number} chosen */
  choose(chosen) {
    this.chosen = chosen;
    if (!this.list.isConnected) {
      return;
    }
    for (const [index, panel] of this.panels.entries()) {
      const isChosen = index === chosen;
      setAll(this.tabs[index], { tabindex: "-1" }, !isChosen);
      this.tabs[index].setAttribute("aria-selected", String(isChosen));
      // What is hidden until found has a box, empty and yet there to be reached.
      setAll(panel, { ...PANEL, "aria-labelledby": this.tabs[index].id }, isChosen);
      if (isChosen) {
        panel.removeAttribute("hidden");
      } else {
        panel.setAttribute("hidden", "onbeforematch" in panel ? "until-found" : "");
        silence(panel);
      }
    }
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const move = MOVES[/** @type {keyof typeof MOVES} */ (event.key)];
    if (!move || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const count = this.tabs.length;
    const forward = getComputedStyle(this.list).direction === "rtl" ? -1 : 1;
    const next = Number.isFinite(move) ? this.chosen + move * forward + count : Math.max(0, Math.min(move, count - 1));
    event.preventDefault();
    this.choose(next % count);
    this.tabs[this.chosen].focus();
  }
}

/**
 * @param {Element} group
 * @returns {string} what stands over it: its own title, or a heading
 */
function titleAbove(group) {
  let above = group.previousElementSibling;
  while (above && !above.matches(".block-title, h2, h3, h4, h5, h6")) {
    above = above.previousElementSibling;
  }
  return above?.textContent ?? "";
}

/**
 * @param {Element} element
 * @param {Record<string, string>} attributes
 * @param {boolean} on  taken away otherwise
 */
function setAll(element, attributes, on) {
  for (const [name, value] of Object.entries(attributes)) {
    if (on) {
      element.setAttribute(name, value);
    } else {
      element.removeAttribute(name);
    }
  }
}
