import { copyTemplate, fill, focusOn, fromHtml, slot } from "../dom.js";
import { grade, unusable } from "../grading.js";
import { controlsOf } from "../interactions/controls.js";
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
   * @param {string} name  unlike that of any other question of the course
   * @param {import("../types.js").Learner} learner
   * @param {QuestionEvents} events
   */
  constructor(form, question, name, learner, events) {
    this.form = form;
    this.question = question;
    this.language = learner.language;
    this.events = events;
    this.controls = controlsOf(form, question, name, learner);
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
    this.controls.write(answer.response);
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

  /** What is saved: free texts stay on the device. */
  get response() {
    return this.question.kind === "essay" ? null : this.controls.read();
  }

  draft() {
    this.clearError();
    this.hideResult();
    this.answer = { ...this.answer, response: this.response, checked: false };
    this.events.drafted(this.answer);
  }

  check() {
    if (this.answer.checked) {
      // The same answer again costs no attempt.
      this.showResult();
      focusOn(this.form.querySelector('[data-slot="heading"]'));
      return;
    }
    const problem = unusable(this.question, this.controls.read(), this.language);
    if (problem) {
      this.showError(problem);
      return;
    }
    this.clearError();
    const { response } = this;
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
    const result = copyTemplate(this.form.dataset.result ?? "t-result");
    const graded = grade(this.question, this.answer.response, this.language);
    result.dataset.outcome = graded.outcome;
    fill(result, "heading", this.heading(graded.outcome, graded.part));
    slot(result, "feedback").append(...graded.messages.map(fromHtml));
    fill(result, "solution", this.isSettled && graded.outcome !== "right" ? this.solution() : "");
    const told = this.isSettled || !this.question.scored ? this.told() : [];
    slot(result, "explanation").append(...told.map(fromHtml));
    slot(result, "explanation").hidden = !told.length;
    fill(result, "left", this.attemptsLeft());
    const retry = slot(result, "retry");
    retry.hidden = this.isSettled;
    fill(result, "retry", this.isSettled ? "" : this.question.scored ? t("Try again") : t("Change my answer"));
    retry.addEventListener("click", () => this.retry());
    slot(this.form, "result").append(result);
    slot(this.form, "check").hidden = true;
    this.controls.judge(graded, this.isSettled);
  }

  hideResult() {
    slot(this.form, "result").replaceChildren();
    slot(this.form, "check").hidden = this.isSettled;
    this.controls.judge({ part: 0, outcome: "noted", messages: [], marks: [] }, false);
  }

  retry() {
    this.hideResult();
    focusOn(this.form.querySelector("input:checked") ?? this.controls.field(0));
  }

  lock() {
    if (this.isSettled) {
      for (const field of this.form.querySelectorAll("input, select")) {
        field.toggleAttribute("disabled", true);
      }
      for (const button of this.form.querySelectorAll("[data-move]")) {
        button.remove();
      }
    }
  }

  /** @param {{reason: "empty" | "incomplete" | "not-a-number", at: number}} problem */
  showError({ reason, at }) {
    fill(this.form, "error", reason === "not-a-number" ? this.numberError() : this.emptyError());
    const field = this.controls.field(at);
    for (const element of this.judged(field)) {
      element.setAttribute("aria-invalid", "true");
    }
    if (field?.closest("[role]")) {
      // The focus goes past the group that the error describes, straight to a field.
      this.describe(field, slot(this.form, "error").id);
    }
    focusOn(field);
  }

  clearError() {
    const { id } = slot(this.form, "error");
    fill(this.form, "error", "");
    for (const element of this.form.querySelectorAll("[aria-invalid]")) {
      element.removeAttribute("aria-invalid");
    }
    for (const field of this.form.querySelectorAll("input, select")) {
      this.describe(field, "", id);
    }
  }

  /**
   * @param {Element} field
   * @param {string} added
   * @param {string} removed
   */
  describe(field, added, removed = added) {
    if (!field.closest("[role]")) {
      return;
    }
    const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== removed);
    const described = [...ids, added].filter(Boolean).join(" ");
    if (described) {
      field.setAttribute("aria-describedby", described);
    } else {
      field.removeAttribute("aria-describedby");
    }
  }

  /**
   * What may be called wrong: a group of radio buttons as a whole, since a radio button cannot (ARIA 1.2).
   *
   * @param {Element | null} field
   */
  judged(field) {
    const group = field?.closest('[role="radiogroup"]');
    if (group) {
      return [group];
    }
    return this.question.kind === "select"
      ? [...this.form.querySelectorAll("[data-choice] input")]
      : field
        ? [field]
        : [];
  }

  emptyError() {
    const button = slot(this.form, "check").textContent?.trim() ?? "";
    switch (this.question.kind) {
      case "select":
        return this.question.multiple
          ? t("Error: tick at least one answer, then select “{button}”.", { button })
          : t("Error: choose an answer, then select “{button}”.", { button });
      case "match":
        return t("Error: choose an answer for each line, then select “{button}”.", { button });
      case "cloze":
        return t("Error: fill in every blank, then select “{button}”.", { button });
      default:
        return t("Error: type your answer, then select “{button}”.", { button });
    }
  }

  numberError() {
    return t("Error: this is not a number. Type digits only, for example {example}.", {
      example: formatNumber(12.5, this.language),
    });
  }

  /**
   * @param {"right" | "partial" | "wrong" | "noted"} outcome
   * @param {number} part
   */
  heading(outcome, part) {
    const words = {
      right: t("Right answer"),
      partial: t("Partly right answer"),
      wrong: t("Wrong answer"),
      noted: t("Answer noted"),
    };
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

  /** The right answer, where it does not stand beside what was answered. */
  solution() {
    switch (this.question.kind) {
      case "number":
      case "text":
        return t("Expected answer: {answer}", { answer: this.question.solution });
      case "order":
        return t("Right order: {items}", { items: this.question.items.join(" → ") });
      default:
        return "";
    }
  }

  /** What is told once there is nothing more to find: HTML. */
  told() {
    const model = this.question.kind === "essay" ? this.question.model : null;
    return [model, this.question.explanation].filter((html) => html !== null);
  }

  attemptsLeft() {
    const left = this.question.attempts - this.answer.tries;
    if (this.isSettled || !this.question.attempts) {
      return "";
    }
    return n(left, "{count} attempt left.", "{count} attempts left.");
  }
}
