import { t } from "../sentences.js";

/**
 * Radio buttons or checkboxes; the index of a choice is that of the author's list.
 *
 * @param {HTMLFormElement} form
 * @param {import("../types.js").SelectData} question
 * @returns {import("../types.js").Controls}
 */
export function selectControls(form, question) {
  const boxes = [...form.querySelectorAll("[data-choice] input")].filter((box) => box instanceof HTMLInputElement);
  return {
    read: () => boxes.flatMap((box) => (box.checked ? [Number(box.value)] : [])),
    write(response) {
      for (const box of boxes) {
        box.checked = Array.isArray(response) && response.includes(Number(box.value));
      }
    },
    judge({ outcome }, settled) {
      for (const box of boxes) {
        judgeChoice(box, question.correct[Number(box.value)], settled && outcome !== "noted");
      }
    },
    field: () => boxes[0] ?? null,
  };
}

/**
 * Say beside a choice, in words, whether it was right to choose it.
 *
 * @param {HTMLInputElement} box
 * @param {boolean} correct
 * @param {boolean} settled  nothing is said while the learner may still try
 */
function judgeChoice(box, correct, settled) {
  const row = box.closest("[data-choice]");
  const place = row?.querySelector('[data-slot="verdict"]');
  const verdict = settled ? verdictOf(correct, box.checked) : "";
  if (row instanceof HTMLElement && place) {
    place.textContent = verdict;
    row.dataset.verdict = verdict ? (correct ? "right" : "wrong") : "";
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
