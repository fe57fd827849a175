import { announce } from "../announce.js";
import { t } from "../sentences.js";
import { sayVerdicts } from "./verdict.js";

/**
 * A list whose items move up and down by buttons.
 *
 * @param {HTMLFormElement} form
 * @param {number[]} start  the order of the items before anything is moved
 * @returns {import("../types.js").Controls}
 */
export function orderControls(form, start) {
  const byIndex = items(form).sort((one, other) => indexOf(one) - indexOf(other));
  const arrange = (/** @type {number[]} */ order) => {
    byIndex[0]?.parentElement?.append(...order.map((index) => byIndex[index]));
    markEnds(form);
  };
  arrange(start);
  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-move]") : null;
    if (button instanceof HTMLElement && move(button)) {
      markEnds(form);
      form.dispatchEvent(new Event("input"));
    }
  });
  return {
    read: () => ({ parts: items(form).map(indexOf) }),
    write(response) {
      const order =
        response && typeof response === "object" && "parts" in response ? response.parts.map(Number) : start;
      // What was saved of a shorter list would lose items.
      arrange(new Set(order).size === byIndex.length ? order : start);
    },
    judge({ marks }) {
      sayVerdicts(items(form), marks, () => "");
    },
    field: () => form.querySelector("[data-move]:not([aria-disabled])"),
  };
}

/**
 * Move the item of a button one place up or down.
 *
 * @param {HTMLElement} button
 * @returns {boolean} whether there was a place to go to
 */
function move(button) {
  const item = button.closest("[data-item]");
  const up = button.dataset.move === "-1";
  const neighbour = up ? item?.previousElementSibling : item?.nextElementSibling;
  if (!(item instanceof HTMLElement) || !neighbour) {
    return false;
  }
  // The neighbour goes round: moving the item itself would take the focus from its button.
  if (up) {
    item.after(neighbour);
  } else {
    item.before(neighbour);
  }
  const all = [...(item.parentElement?.children ?? [])];
  const place = String(all.indexOf(item) + 1);
  announce(t("{item}: now {place} of {count}", { item: item.dataset.words ?? "", place, count: String(all.length) }));
  return true;
}

/** @param {HTMLFormElement} form the first item cannot go up, nor the last down; their buttons stay, with the focus */
function markEnds(form) {
  const all = items(form);
  for (const button of form.querySelectorAll("[data-move]")) {
    const end = button.getAttribute("data-move") === "-1" ? all[0] : all.at(-1);
    if (end?.contains(button)) {
      button.setAttribute("aria-disabled", "true");
    } else {
      button.removeAttribute("aria-disabled");
    }
  }
}

/** @param {HTMLFormElement} form */
function items(form) {
  return [...form.querySelectorAll("[data-item]")].filter((item) => item instanceof HTMLElement);
}

/** @param {HTMLElement} item */
function indexOf(item) {
  return Number(item.dataset.item);
}
