import { t } from "../sentences.js";

/**
 * Say beside each part of an answer, in words, whether it is right.
 *
 * @param {Element[]} rows
 * @param {boolean[]} marks  nothing where nothing is judged
 * @param {(at: number) => string} expected  the right answer of a part, or "" while it is not told
 */
export function sayVerdicts(rows, marks, expected) {
  rows.forEach((row, at) => {
    const place = row.querySelector('[data-slot="verdict"]');
    if (row instanceof HTMLElement && place) {
      const answer = marks[at] ? "" : expected(at);
      const wrong = answer ? t("Wrong. Right answer: {answer}", { answer }) : t("Wrong");
      place.textContent = at in marks ? (marks[at] ? t("Right") : wrong) : "";
      row.dataset.verdict = at in marks ? (marks[at] ? "right" : "wrong") : "";
    }
  });
}
