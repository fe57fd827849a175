import { announce } from "../announce.js";
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
   * @param {{feedback: "each" | "end" | "never", keep: "best" | "last"} | null} rules  those of its quiz, if it has one
   */
  constructor(form, question, name, learner, events, rules) {
    this.form = form;
    this.question = question;
    this.language = learner.language;
    this.events = events;
    this.rules = rules;
    /** Whether it is not checked alone, but sent with the whole quiz. */
    this.isSentWithOthers = (rules?.feedback ?? "each") !== "each";
    this.controls = controlsOf(form, question, name, learner);
    /** @type {import("../types.js").Answer} */
    this.answer = { tries: 0, checked: false, best: 0, response: null };
    /** The response last checked, as far as it is known. */
    this.judged = "";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.isSentWithOthers) {
        this.check();
      }
    });
    form.addEventListener("toggle", revealNextHint, true);
    slot(form, "check").hidden = this.isSentWithOthers;
    form.addEventListener("input", () => {
      // A free text may still be written on, for oneself, when the rest is settled.
      if (!this.isLocked) {
        this.draft();
      }
    });
  }

  /** @param {import("../types.js").Answer | undefined} answer  as it was saved */
  restore(answer) {
    if (!answer) {
      return;
    }
    this.answer = answer;
    this.controls.write(answer.response);
    this.judged = answer.checked ? JSON.stringify(answer.response) : "";
    if (answer.checked && this.rules?.feedback !== "never") {
      this.showResult();
    }
    this.lock();
  }

  /** Take what stands here as the answer, whatever it is worth, and say so where the quiz does. */
  take() {
    const { response, tries } = this.answer;
    const best = grade(this.question, response, this.language).part;
    this.restore({ tries: tries + 1, checked: true, best, response });
    return this.answer;
  }

  /** What was given so far: what stands in an order that nobody touched is no answer. */
  get given() {
    return this.question.kind === "essay" ? this.controls.read() : this.answer.response;
  }

  get problem() {
    return unusable(this.question, this.given, this.language);
  }

  get isEmpty() {
    return this.given === null || this.problem?.reason === "empty";
  }

  /** Whether it was sent with others though nothing was answered. */
  get isMissing() {
    return this.isSentWithOthers && this.isEmpty;
  }

  /** What must be mended before the quiz can be sent: no number, or nothing where something is required. */
  get obstacle() {
    const { question, problem } = this;
    return problem?.reason === "not-a-number" || question.kind === "essay" ? problem : null;
  }

  showObstacle() {
    if (this.obstacle) {
      this.showError(this.obstacle);
    }
  }

  /** True when the answer cannot change any more: right, or no attempt is left. */
  get isSettled() {
    return this.answer.best === 1 || this.isSpent;
  }

  get isSpent() {
    return this.question.attempts > 0 && this.answer.tries >= this.question.attempts;
  }

  /** What is saved: free texts stay on the device. */
  get response() {
    return this.question.kind === "essay" ? null : this.controls.read();
  }

  draft() {
    if (this.isLocked) {
      // A free text stays open once it was sent: changing it takes no answer back.
      return;
    }
    this.clearError();
    this.hideResult();
    this.answer = { ...this.answer, response: this.response, checked: false };
    this.events.drafted(this.answer);
  }

  check() {
    if (this.answer.checked || this.judged === JSON.stringify(this.response)) {
      this.answer = { ...this.answer, checked: true };
      this.events.drafted(this.answer);
      this.showResult();
      this.sayRepeated();
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
    const best = this.rules?.keep === "last" ? part : Math.max(part, this.answer.best);
    this.answer = { tries: this.answer.tries + 1, checked: true, best, response };
    this.judged = JSON.stringify(response);
    this.showResult();
    // The focus leaves the button before the form is locked: a disabled button would lose it.
    focusOn(this.form.querySelector('[data-slot="heading"]'));
    this.lock();
    this.events.answered(this.answer);
  }

  /** The same answer again costs no attempt, which is told beside how many are left. */
  sayRepeated() {
    if (this.question.scored) {
      const words = t("This is the same answer as last time: it does not count.");
      fill(this.form, "left", `${words} ${this.attemptsLeft()}`.trim());
      announce(words);
    }
  }

  showResult() {
    this.hideResult();
    const result = copyTemplate(this.form.dataset.result ?? "t-result");
    const judged = grade(this.question, this.answer.response, this.language);
    const graded = this.isMissing ? { ...judged, marks: [] } : judged;
    result.dataset.outcome = graded.outcome;
    fill(result, "heading", this.heading(graded.outcome, graded.part));
    slot(result, "feedback").append(...graded.messages.map(fromHtml));
    fill(result, "solution", this.isSettled && graded.outcome !== "right" ? this.solution() : "");
    const told = this.isSettled || !this.question.scored ? this.told() : [];
    slot(result, "explanation").append(...told.map(fromHtml));
    slot(result, "explanation").hidden = !told.length;
    fill(result, "left", this.attemptsLeft());
    const again = this.question.scored ? t("Try again") : t("Change my answer");
    fill(result, "retry", this.isLocked ? "" : again);
    slot(result, "retry").addEventListener("click", () => this.retry());
    slot(this.form, "result").append(result);
    slot(this.form, "check").hidden = true;
    this.controls.judge(graded, this.isSettled);
  }

  hideResult() {
    slot(this.form, "result").replaceChildren();
    slot(this.form, "check").hidden = this.isSettled || this.isSentWithOthers;
    this.controls.judge({ part: 0, outcome: "noted", messages: [], marks: [] }, false);
  }

  retry() {
    this.hideResult();
    focusOn(this.form.querySelector("input:checked") ?? this.controls.field(0));
  }

  /** True while the answer cannot be changed: what was sent with others waits for the next attempt at all of them. */
  get isLocked() {
    return this.isSentWithOthers ? this.answer.checked : this.isSettled;
  }

  lock() {
    if (this.isLocked) {
      this.close();
    }
  }

  /** Let nothing be changed but a free text. */
  close() {
    for (const field of this.form.querySelectorAll("input, select")) {
      field.toggleAttribute("disabled", true);
    }
    for (const button of this.form.querySelectorAll("[data-move]")) {
      button.remove();
    }
  }

  /** @param {{reason: "empty" | "incomplete" | "not-a-number", at: number}} problem */
  showError({ reason, at }) {
    fill(this.form, "error", reason === "not-a-number" ? this.numberError() : this.emptyError());
    const field = this.controls.field(at);
    for (const element of this.fieldsOf(field)) {
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
  fieldsOf(field) {
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
    const button = this.isSentWithOthers
      ? t("Review my answers")
      : (slot(this.form, "check").textContent?.trim() ?? "");
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
    return t("Error: this is not a number. Write a number alone, for example {example}.", {
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
    const word = this.isMissing ? t("Not answered") : words[outcome];
    if (!total) {
      return word;
    }
    return t("{outcome}: {points}", { outcome: word, points: pointsWords(part, total, this.language) });
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
    if (this.isLocked || !this.question.attempts) {
      return "";
    }
    return n(left, "{count} attempt left.", "{count} attempts left.");
  }
}

/**
 * @param {number} part
 * @param {number} total
 * @param {string} language
 */
export function pointsWords(part, total, language) {
  return n(total, "{earned} out of {total} point", "{earned} out of {total} points", {
    earned: formatNumber(part * total, language),
    total: formatNumber(total, language),
  });
}

/** @param {Event} event  a hint was opened: the next one is there */
function revealNextHint({ target }) {
  const next = target instanceof Element ? target.closest(".hints > *")?.nextElementSibling : null;
  next?.removeAttribute("hidden");
}
