/** Small dealings with the page. The theme's `<template>` elements hold the markup; code only fills their slots. */

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`the theme has no element #${id}`);
  }
  return found;
}

/**
 * Return a copy of what a template of the theme holds.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function copyTemplate(id) {
  const template = byId(id);
  const first = template instanceof HTMLTemplateElement ? template.content.firstElementChild : null;
  if (!first) {
    throw new Error(`the theme's template #${id} is empty`);
  }
  return /** @type {HTMLElement} */ (first.cloneNode(true));
}

/**
 * Return the slot of a name.
 *
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLElement}
 */
export function slot(root, name) {
  const found = root.querySelector(`[data-slot="${name}"]`);
  if (!(found instanceof HTMLElement)) {
    throw new Error(`the theme has no slot ${name}`);
  }
  return found;
}

/**
 * Put text into a slot; no text hides it.
 *
 * @param {ParentNode} root
 * @param {string} name
 * @param {string} text
 */
export function fill(root, name, text) {
  const place = slot(root, name);
  place.textContent = text;
  place.hidden = !text;
}

/**
 * Point the link of a slot somewhere and name it.
 *
 * @param {ParentNode} root
 * @param {string} name
 * @param {string} text
 * @param {string} address
 */
export function link(root, name, text, address) {
  const place = slot(root, name);
  place.textContent = text;
  place.setAttribute("href", address);
}

/**
 * Return a `<div>` of HTML that the build rendered.
 *
 * @param {string} html
 */
export function fromHtml(html) {
  const box = document.createElement("div");
  box.innerHTML = html;
  return box;
}

/**
 * Move the focus to an element that takes it only by script, out of what is folded or in a tab that is not shown.
 *
 * @param {Element | null} element
 * @param {FocusOptions} [options]
 */
export function focusOn(element, options) {
  if (element instanceof HTMLElement) {
    for (let folded = element.closest("details:not([open])"); folded; folded = element.closest("details:not([open])")) {
      folded.setAttribute("open", "");
    }
    // What browsers say to what is hidden until they find words in it.
    element.dispatchEvent(new Event("beforematch", { bubbles: true }));
    if (element.tabIndex < 0) {
      element.tabIndex = -1;
    }
    element.focus(options);
  }
}

/**
 * After a move, bring the focus to an element, and the view to it too, or back to where it was.
 *
 * @param {Element | null} element
 * @param {number | null} top  how far down the learner was when this was left; null where it was not
 */
export function settleOn(element, top) {
  if (top === null) {
    window.scrollTo({ top: 0, behavior: "instant" });
  }
  focusOn(element, { preventScroll: top !== null });
  if (top !== null) {
    window.scrollTo({ top, behavior: "instant" });
  }
}

/**
 * Return the element of an id; what is folded away around it is opened, since it could not take the focus.
 *
 * @param {string} id
 */
export function revealed(id) {
  const found = document.getElementById(id);
  for (let box = found?.closest("details"); box; box = box.parentElement?.closest("details")) {
    box.open = true;
  }
  return found;
}
