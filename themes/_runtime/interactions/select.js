import { t } from "../sentences.js";

/** Radio buttons or checkboxes; the index of a choice is that of the author's list. */

/**
 * @param {HTMLFormElement} form
 * @returns {number[]}
 */
export function readSelect(form) {
  return boxes(form).flatMap((box) => (box.checked ? [Number(box.value)] : []));
}

/**
 * @param {HTMLFormElement} form
 * @param {import("../types.js").Response} response
 */
export function writeSelect(form, response) {
  for (const box of boxes(form)) {
    box.checked = Array.isArray(response) && response.includes(Number(box.value));
  }
}

/**
 * Say beside each choice, in words, whether it was right to choose it.
 *
 * @param {HTMLFormElement} form
 * @param {import("../types.js").SelectData} question
 * @param {boolean} settled  nothing is said while the learner may still try
 */
export function judgeChoices(form, question, settled) {
  for (const box of boxes(form)) {
    const row = box.closest("[data-choice]");
    const place = row?.querySelector('[data-slot="verdict"]');
    const correct = question.correct[Number(box.value)];
    const verdict = settled ? verdictOf(correct, box.checked) : "";
    if (row instanceof HTMLElement && place) {
      place.textContent = verdict;
      row.dataset.verdict = verdict ? (correct ? "right" : "wrong") : "";
    }
  }
}

/**
 * @param {boolean} correct
 * @param {boolean} chosen
 */
function verdictOf(correct, chosen) {
  if (correct) {
    return chosen ? t("Right, you chose it") : t("Right, you did not choose it");
  }
  return chosen ? t("Wrong, you chose it") : "";
}

/**
 * @param {HTMLFormElement} form
 * @returns {HTMLInputElement[]}
 */
function boxes(form) {
  return [...form.querySelectorAll("input")];
}
