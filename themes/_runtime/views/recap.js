import { copyTemplate, fill, link, slot } from "../dom.js";
import { n, t } from "../sentences.js";

/** @typedef {import("./question.js").QuestionView} QuestionView */

/**
 * List the questions before they are sent, each with its state in words and a way back to it.
 *
 * @param {HTMLElement} root
 * @param {QuestionView[]} views
 * @param {(view: QuestionView) => void} goTo
 */
export function showRecap(root, views, goTo) {
  slot(root, "recap-list").replaceChildren(...views.map((view) => recapItem(view, goTo)));
  const empty = views.filter((view) => view.isEmpty && view.question.scored).length;
  const words = n(
    empty,
    "{count} question is not answered: it will bring no point.",
    "{count} questions are not answered: they will bring no point.",
  );
  fill(root, "recap-note", empty ? words : "");
  fill(root, "recap-error", "");
}

/**
 * @param {QuestionView} view
 * @param {(view: QuestionView) => void} goTo
 */
function recapItem(view, goTo) {
  const item = copyTemplate("t-recap");
  const title = slot(view.form, "number");
  item.dataset.state = view.obstacle ? "wrong" : view.isEmpty || view.problem ? "open" : "done";
  link(item, "link", title.textContent ?? "", `#${title.id}`);
  slot(item, "link").addEventListener("click", (event) => {
    // The question is shown first; the address stays that of the quiz.
    event.preventDefault();
    event.stopPropagation();
    goTo(view);
  });
  fill(item, "prompt", (view.form.querySelector(".prompt")?.textContent ?? "").trim());
  fill(item, "state", stateOf(view));
  return item;
}

/** @param {QuestionView} view */
function stateOf({ problem, isEmpty, obstacle }) {
  if (problem?.reason === "not-a-number") {
    return t("Not a number: to be changed first");
  }
  if (isEmpty) {
    return obstacle ? t("Not answered yet: an answer is needed here") : t("Not answered yet");
  }
  return problem ? t("Partly answered") : t("Answered");
}
