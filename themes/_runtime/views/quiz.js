import { fill, focusOn, slot } from "../dom.js";
import { drawQuestions, shuffledIndexes } from "../draw.js";
import { grade } from "../grading.js";
import { formatPercent } from "../numbers.js";
import { n, t } from "../sentences.js";
import { pointsWords, QuestionView } from "./question.js";
import { showRecap } from "./recap.js";

/**
 * What the application offers to a quiz.
 *
 * @typedef {object} QuizHost
 * @property {import("../progress.js").Progress} progress
 * @property {import("../types.js").Notes} notes
 * @property {() => void} drafted  a response changed, unchecked
 * @property {() => void} changed  something may have been completed or earned
 * @property {() => void} reopen  show what is shown afresh
 * @property {(quiz: string, answers: Reported[]) => void} report  answers were checked, together
 *
 * @typedef {object} Reported
 * @property {import("../types.js").Question} question
 * @property {import("../types.js").Response} response
 * @property {number} part
 * @property {import("../grading.js").Grade["outcome"]} outcome
 */

/**
 * Bring a quiz to life in the page.
 *
 * @param {HTMLElement} root
 * @param {import("../types.js").QuizOutline} quiz
 * @param {import("../types.js").Question[]} questions
 * @param {QuizHost} host
 */
export function mountQuiz(root, quiz, questions, host) {
  const answers = host.progress.quizSeen(quiz.name)?.answers ?? new Map();
  const drawn = drawQuestions(quiz, questions, answers, host.progress.state.seed);
  const views = mountQuestions(root, quiz, drawn, host, () => view.summarize());
  const view = new QuizView(root, quiz, views, host);
  view.summarize();
}

/**
 * Bring questions to life.
 *
 * @param {HTMLElement} root
 * @param {import("../types.js").ActivityOutline} activity
 * @param {import("../types.js").Question[]} questions
 * @param {QuizHost} host
 * @param {() => void} [scored]  called when the score may have changed
 * @returns {QuestionView[]}
 */
export function mountQuestions(root, activity, questions, host, scored) {
  const { progress, notes } = host;
  if (progress.settleJoined(activity, questions)) {
    host.changed();
  }
  const learner = { language: progress.outline.language, seed: progress.state.seed, notes };
  const rules = activity.kind === "quiz" ? activity : null;
  return questions.map((question) => {
    const form = root.querySelector(`form[data-question="${question.id}"]`);
    if (!(form instanceof HTMLFormElement)) {
      throw new Error(`the theme has no form for the question ${question.id}`);
    }
    if (rules?.shuffleChoices) {
      shuffleChoices(form, question, learner.seed);
    }
    const kept = () => progress.quizSeen(activity.name)?.answers.get(question.key);
    const keep = (/** @type {import("../types.js").Answer} */ answer) =>
      progress.quiz(activity.name).answers.set(question.key, answer);
    const events = {
      drafted: (/** @type {import("../types.js").Answer} */ answer) => {
        // Another window may have checked it meanwhile: a draft does not undo that.
        if ((kept()?.tries ?? 0) <= answer.tries) {
          keep(answer);
          host.drafted();
        }
      },
      answered: (/** @type {import("../types.js").Answer} */ answer) => {
        keep(afterOthers(answer, kept(), rules));
        progress.settleAnswers(activity, questions);
        scored?.();
        host.changed();
        host.report(activity.name, [reportOf(question, answer, learner.language)]);
      },
    };
    const view = new QuestionView(form, question, `${activity.name}/${question.id}`, learner, events, rules);
    view.restore(progress.quizSeen(activity.name)?.answers.get(question.key));
    return view;
  });
}

/**
 * Return an answer that was just checked as one more try, where another window has had its own meanwhile.
 *
 * @param {import("../types.js").Answer} answer
 * @param {import("../types.js").Answer | undefined} known
 * @param {import("../types.js").QuizOutline | null} rules
 * @returns {import("../types.js").Answer}
 */
function afterOthers(answer, known, rules) {
  if (!known || known.tries < answer.tries) {
    return answer;
  }
  const counts = rules?.keep !== "last" && rules?.feedback !== "end" && rules?.feedback !== "never";
  return { ...answer, tries: known.tries + 1, best: counts ? Math.max(answer.best, known.best) : answer.best };
}

/**
 * @param {import("../types.js").Question} question
 * @param {import("../types.js").Answer} answer
 * @param {string} language
 * @returns {Reported}
 */
function reportOf(question, { response }, language) {
  const { part, outcome } = grade(question, response, language);
  return { question, response, part, outcome };
}

/**
 * Put choices in the order of this learner; the values of their inputs stay the places that the author gave them.
 *
 * @param {HTMLFormElement} form
 * @param {import("../types.js").Question} question
 * @param {number} seed
 */
function shuffleChoices(form, question, seed) {
  if (question.kind === "select" && question.scored && question.presentation !== "true-false") {
    const rows = [...form.querySelectorAll("[data-choice]")];
    const order = shuffledIndexes(seed, question.key, rows.length);
    rows[0]?.parentElement?.append(...order.map((index) => rows[index]));
  }
}

/** A quiz on the page: the order of its questions, sending them together where they are, and how far the learner is. */
class QuizView {
  /**
   * @param {HTMLElement} root
   * @param {import("../types.js").QuizOutline} quiz
   * @param {QuestionView[]} views  of the questions that the learner gets, in their order
   * @param {QuizHost} host
   */
  constructor(root, quiz, views, host) {
    this.root = root;
    this.quiz = quiz;
    this.views = views;
    this.host = host;
    this.questions = views.map(({ question }) => question);
    this.isWhole = quiz.feedback !== "each";
    views.forEach(({ form }, at) => {
      fill(form, "number", t("Question {number} of {count}", { number: at + 1, count: views.length }));
    });
    slot(root, "questions").replaceChildren(...views.map(({ form }) => form));
    if (this.isWhole) {
      const actions = {
        review: () => this.review(),
        back: () => this.leaveRecap(views[0]?.form),
        send: () => this.send(),
        again: () => this.startAgain(),
      };
      for (const [name, act] of Object.entries(actions)) {
        slot(root, name).addEventListener("click", act);
      }
    }
  }

  /** Whether all has been sent and nothing begun since, or nothing may be sent any more: not even a question that is new. */
  get isSent() {
    return this.views.every(({ answer }) => answer.checked) || this.isOver;
  }

  get isOver() {
    return this.quiz.attempts > 0 && this.tries >= this.quiz.attempts;
  }

  /** How often the whole quiz was sent. */
  get tries() {
    return Math.max(0, ...this.views.map(({ answer }) => answer.tries));
  }

  get mayStartAgain() {
    const better = this.views.some(({ question, answer }) => question.points && answer.best < 1);
    return this.isSent && better && !this.isOver;
  }

  /** Whether the score can grow no more: a learner who has not passed must be told what to do. */
  get isSpent() {
    const counting = this.views.filter(({ question }) => question.points);
    return this.isWhole ? this.isOver : counting.every((view) => view.isSettled);
  }

  review() {
    showRecap(this.root, this.views, (view) => this.leaveRecap(view.form, view));
    this.turnTo(true);
    focusOn(slot(this.root, "recap-title"));
  }

  /**
   * @param {HTMLElement | undefined} form  where to go
   * @param {QuestionView} [view]  the question to mend, if it must be
   */
  leaveRecap(form, view) {
    this.turnTo(false);
    focusOn(form?.querySelector('[data-slot="number"]') ?? null);
    view?.showObstacle();
  }

  /** @param {boolean} recap */
  turnTo(recap) {
    slot(this.root, "recap").hidden = !recap;
    slot(this.root, "questions").hidden = recap;
    slot(this.root, "review").hidden = recap || this.isSent;
  }

  /** Grade everything together. What cannot be graded is told instead, and costs no attempt. */
  send() {
    const { root, views, quiz, host } = this;
    const stuck = views.filter((view) => view.obstacle).length;
    if (stuck) {
      const words = n(
        stuck,
        "Error: {count} answer has to be changed first.",
        "Error: {count} answers have to be changed first.",
      );
      fill(root, "recap-error", words);
      focusOn(slot(root, "recap-error"));
      return;
    }
    const { answers } = host.progress.quiz(quiz.name);
    const given = views.filter((view) => !view.isEmpty);
    for (const view of views) {
      answers.set(view.question.key, afterOthers(view.take(), answers.get(view.question.key), quiz));
    }
    host.progress.settleAnswers(quiz, this.questions);
    this.turnTo(false);
    this.summarize();
    focusOn(slot(root, "summary-title"));
    host.changed();
    host.report(
      quiz.name,
      given.map(({ question, answer, language }) => reportOf(question, answer, language)),
    );
  }

  startAgain() {
    const { answers } = this.host.progress.quiz(this.quiz.name);
    for (const { question, answer } of this.views) {
      answers.set(question.key, { ...answer, checked: false, best: 0, response: null });
    }
    this.host.reopen();
  }

  /** Say how far the learner is. */
  summarize() {
    const { root, quiz, questions, views, host } = this;
    const record = host.progress.quizSeen(quiz.name);
    fill(root, "score", quiz.points ? this.scoreWords(record?.best ?? 0) : "");
    const open = host.progress.openQuestions(quiz, questions).length;
    const waiting = this.isWhole
      ? record?.submitted
        ? ""
        : t("You have not sent your answers yet.")
      : open
        ? n(open, "{count} question still to answer.", "{count} questions still to answer.")
        : "";
    fill(root, "quiz-verdict", waiting && !record?.passed ? "" : this.verdict(record));
    fill(root, "open", waiting);
    const lost = quiz.points > 0 && !record?.passed && this.isSpent;
    slot(root, "lost").hidden = !lost;
    host.progress.setLost(quiz.name, lost);
    if (lost) {
      fill(root, "quiz-verdict", this.lostWords());
    }
    if (this.isWhole) {
      // Another version of the quiz may have allowed more.
      const left = Math.max(0, quiz.attempts - this.tries);
      fill(root, "attempts-left", quiz.attempts ? n(left, "{count} attempt left.", "{count} attempts left.") : "");
      slot(root, "review").hidden = this.isSent;
      slot(root, "restart").hidden = !this.mayStartAgain;
      if (this.isSent) {
        // First how well it went, then why.
        slot(root, "questions").before(slot(root, "summary"));
        for (const view of views) {
          view.close();
        }
      }
    }
  }

  lostWords() {
    return this.quiz.keep === "last"
      ? t("You have not passed this quiz, and no attempt is left. Your last score counts.")
      : t("You have not passed this quiz, and no attempt is left. Your best score counts.");
  }

  /** @param {import("../types.js").QuizRecord | undefined} record */
  verdict(record) {
    if (!this.quiz.points) {
      return record?.submitted ? t("You have answered this quiz.") : "";
    }
    return record?.passed ? t("You have passed this quiz.") : t("You have not passed this quiz yet.");
  }

  /** @param {number} best  a part of one */
  scoreWords(best) {
    const { language } = this.host.progress.outline;
    const total = this.questions.reduce((sum, { points }) => sum + points, 0);
    const values = {
      percent: formatPercent(best, language),
      points: pointsWords(best, total, language),
      pass: formatPercent(this.quiz.pass, language),
    };
    return this.quiz.keep === "last"
      ? t("Your last score: {percent} ({points}). Pass mark: {pass}.", values)
      : t("Your best score: {percent} ({points}). Pass mark: {pass}.", values);
  }
}
