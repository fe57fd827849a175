import { shuffled } from "../draw.js";
import { entryControls } from "./entry.js";
import { essayControls } from "./essay.js";
import { orderControls } from "./order.js";
import { partsControls } from "./parts.js";
import { selectControls } from "./select.js";

/**
 * What a question is answered with.
 *
 * @param {HTMLFormElement} form
 * @param {import("../types.js").Question} question
 * @param {string} name  unlike that of any other question of the course
 * @param {import("../types.js").Learner} learner
 * @returns {import("../types.js").Controls}
 */
export function controlsOf(form, question, name, learner) {
  switch (question.kind) {
    case "select":
      return selectControls(form, question);
    case "number":
    case "text":
      return entryControls(form);
    case "match":
      return partsControls(form, (line) => question.options[question.correct[line]] ?? "");
    case "order":
      return orderControls(form, shuffled(learner.seed, question.key, question.items.length));
    case "cloze":
      return partsControls(form, (at) => expectedIn(question.blanks[at]));
    case "essay":
      return essayControls(form, name, learner.notes);
  }
}

/** @param {import("../types.js").BlankData} blank */
function expectedIn(blank) {
  return blank.kind === "select" ? (blank.options?.[blank.correct.indexOf(true)] ?? "") : blank.solution;
}
