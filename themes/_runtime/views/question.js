import { copyTemplate, fill, focusOn, fromHtml, slot } from "../dom.js";
import { grade, unusable } from "../grading.js";
import { readEntry, writeEntry } from "../interactions/entry.js";
import { judgeChoices, readSelect, writeSelect } from "../interactions/select.js";
import { formatNumber } from "../numbers.js";
import { n, t } from "../sentences.js";

/**
 * What a question tells its quiz.
 *
 * @typedef {object} QuestionEvents
 * @property {(answer: import("../types.js").Answer) => void} drafted  the response changed, and is not checked
 * @property {(answer: import("../types.js").Answer) => void} answered  the response was checked
 */

/** One question on the page: its form, its result, and the answer so far. */
export class QuestionView {
  /**
   * @param {HTMLFormElement} form
   * @param {import("../types.js").Question} question
   * @param {string} language
   * @param {QuestionEvents} events
   */
  constructor(form, question, language, events) {
    this.form = form;
    this.question = question;
    this.language = language;
    this.events = events;
    /** @type {import("../types.js").Answer} */
    this.answer = { tries: 0, checked: false, best: 0, response: null };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check();
    });
    form.addEventListener("input", () => this.draft());
  }

  /** @param {import("../types.js").Answer | undefined} answer  as it was saved */
  restore(answer) {
    if (!answer) {
      return;
    }
    this.answer = answer;
    this.write(answer.response);
    if (answer.checked) {
      this.showResult();
    }
    this.lock();
  }

  /** True when the answer cannot change any more: right, or no attempt is left. */
  get isSettled() {
    const { tries, best } = this.answer;
    return best === 1 || (this.question.attempts > 0 && tries >= this.question.attempts);
  }

  /** @returns {import("../types.js").Response} */
  read() {
    return this.question.kind === "select" ? readSelect(this.form) : readEntry(this.form);
  }

  /** @param {import("../types.js").Response} response */
  write(response) {
    if (this.question.kind === "select") {
      writeSelect(this.form, response);
    } else {
      writeEntry(this.form, response);
    }
  }

  draft() {
    this.clearError();
    this.hideResult();
    this.answer = { ...this.answer, response: this.read(), checked: false };
    this.events.drafted(this.answer);
  }

  check() {
    if (this.answer.checked) {
      // The same answer again costs no attempt.
      this.showResult();
      focusOn(this.form.querySelector('[data-slot="heading"]'));
      return;
    }
    const response = this.read();
    const problem = unusable(this.question, response, this.language);
    if (problem) {
      this.showError(problem);
      return;
    }
    this.clearError();
    const { part } = grade(this.question, response, this.language);
    this.answer = { tries: this.answer.tries + 1, checked: true, best: Math.max(part, this.answer.best), response };
    this.showResult();
    // The focus leaves the button before the form is locked: a disabled button would lose it.
    focusOn(this.form.querySelector('[data-slot="heading"]'));
    this.lock();
    this.events.answered(this.answer);
  }

  showResult() {
    this.hideResult();
    const result = copyTemplate("t-result");
    const graded = grade(this.question, this.answer.response, this.language);
    result.dataset.outcome = graded.outcome;
    fill(result, "heading", this.heading(graded.outcome, graded.part));
    slot(result, "feedback").append(...graded.messages.map(fromHtml));
    fill(result, "solution", this.isSettled && graded.outcome !== "right" ? this.solution() : "");
    const explanation = this.isSettled ? this.question.explanation : null;
    slot(result, "explanation").append(...(explanation ? [fromHtml(explanation)] : []));
    slot(result, "explanation").hidden = !explanation;
    fill(result, "left", this.attemptsLeft());
    const retry = slot(result, "retry");
    retry.hidden = this.isSettled;
    retry.addEventListener("click", () => this.retry());
    slot(this.form, "result").append(result);
    slot(this.form, "check").hidden = true;
    if (this.question.kind === "select") {
      judgeChoices(this.form, this.question, this.isSettled);
    }
  }

  hideResult() {
    slot(this.form, "result").replaceChildren();
    slot(this.form, "check").hidden = this.isSettled;
  }

  retry() {
    this.hideResult();
    focusOn(this.form.querySelector("input:checked, input"));
  }

  lock() {
    if (this.isSettled) {
      for (const input of this.form.querySelectorAll("input")) {
        input.disabled = true;
      }
    }
  }

  /** @param {"empty" | "not-a-number"} problem */
  showError(problem) {
    fill(this.form, "error", problem === "empty" ? this.emptyError() : this.numberError());
    for (const element of this.judged()) {
      element.setAttribute("aria-invalid", "true");
    }
    const first = this.form.querySelector("input");
    if (this.question.kind === "select") {
      // The focus goes past the group that the error describes, straight to a choice.
      first?.setAttribute("aria-describedby", slot(this.form, "error").id);
    }
    focusOn(first);
  }

  clearError() {
    fill(this.form, "error", "");
    for (const element of this.judged()) {
      element.removeAttribute("aria-invalid");
    }
    if (this.question.kind === "select") {
      this.form.querySelector("input")?.removeAttribute("aria-describedby");
    }
  }

  /** What may be called wrong: a group of radio buttons as a whole, since a radio button cannot (ARIA 1.2). */
  judged() {
    const group = this.form.querySelector('[role="radiogroup"]');
    return group ? [group] : [...this.form.querySelectorAll("input")];
  }

  emptyError() {
    if (this.question.kind !== "select") {
      return t("Error: type your answer, then select “Check my answer”.");
    }
    return this.question.multiple
      ? t("Error: tick at least one answer, then select “Check my answer”.")
      : t("Error: choose an answer, then select “Check my answer”.");
  }

  numberError() {
    return t("Error: this is not a number. Type digits only, for example {example}.", {
      example: formatNumber(12.5, this.language),
    });
  }

  /**
   * @param {"right" | "partial" | "wrong"} outcome
   * @param {number} part
   */
  heading(outcome, part) {
    const words = { right: t("Right answer"), partial: t("Partly right answer"), wrong: t("Wrong answer") };
    const total = this.question.points;
    if (!total) {
      return words[outcome];
    }
    const points = n(total, "{earned} out of {total} point", "{earned} out of {total} points", {
      earned: formatNumber(part * total, this.language),
      total: formatNumber(total, this.language),
    });
    return t("{outcome}: {points}", { outcome: words[outcome], points });
  }

  solution() {
    return this.question.kind === "select" ? "" : t("Expected answer: {answer}", { answer: this.question.solution });
  }

  attemptsLeft() {
    const left = this.question.attempts - this.answer.tries;
    if (this.isSettled || !this.question.attempts) {
      return "";
    }
    return n(left, "{count} attempt left.", "{count} attempts left.");
  }
}
