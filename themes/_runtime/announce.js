import { byId } from "./dom.js";

/** What screen readers are told, sentence after sentence, in the one status region of the page. */

/** @type {string[]} */
const waiting = [];
let speaking = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let forgetting;
/** What was said long ago must not be read again at the end of the page, as if it had just happened. */
const MEMORY = 10_000;

/** @param {string} sentence */
export function announce(sentence) {
  waiting.push(sentence);
  if (!speaking) {
    speaking = true;
    speak();
  }
}

function speak() {
  const sentence = waiting.shift();
  const region = byId("status");
  clearTimeout(forgetting);
  if (sentence === undefined) {
    speaking = false;
    forgetting = setTimeout(() => region.replaceChildren(), MEMORY);
    return;
  }
  region.textContent = "";
  // Emptied first and filled later: the same sentence twice is then a change twice.
  setTimeout(() => {
    region.textContent = sentence;
    setTimeout(speak, 1200);
  }, 60);
}
