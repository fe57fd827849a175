import { byId } from "./dom.js";

/** What screen readers are told, sentence after sentence, in the one status region of the page. */

/** @type {string[]} */
const waiting = [];
let speaking = false;

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
  if (sentence === undefined) {
    speaking = false;
    return;
  }
  const region = byId("status");
  region.textContent = "";
  // Emptied first and filled later: the same sentence twice is then a change twice.
  setTimeout(() => {
    region.textContent = sentence;
    setTimeout(speak, 1200);
  }, 60);
}
