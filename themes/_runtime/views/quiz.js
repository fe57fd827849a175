import { fill } from "../dom.js";
import { formatNumber, formatPercent } from "../numbers.js";
import { n, t } from "../sentences.js";
import { QuestionView } from "./question.js";

/**
 * What the application offers to a quiz.
 *
 * @typedef {object} QuizHost
 * @property {import("../progress.js").Progress} progress
 * @property {import("../types.js").Notes} notes
 * @property {() => void} drafted  a response changed, unchecked
 * @property {() => void} changed  something may have been completed or earned
 * @property {(quiz: string, answers: Reported[]) => void} report  answers were checked, together
 *
 * @typedef {{question: import("../types.js").Question, response: import("../types.js").Response}} Reported
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
  const { progress } = host;
  const learner = { language: progress.outline.language, seed: progress.state.seed, notes: host.notes };
  const show = () => summarize(root, quiz, questions, progress);
  for (const question of questions) {
    const form = root.querySelector(`form[data-question="${question.id}"]`);
    if (!(form instanceof HTMLFormElement)) {
      throw new Error(`the theme has no form for the question ${question.id}`);
    }
    const view = new QuestionView(form, question, `${quiz.name}/${question.id}`, learner, {
      drafted: (answer) => {
        progress.quiz(quiz.name).answers.set(question.key, answer);
        host.drafted();
      },
      answered: (answer) => {
        const record = progress.quiz(quiz.name);
        record.answers.set(question.key, answer);
        score(record, quiz, questions, progress);
        show();
        host.changed();
        host.report(quiz.name, [{ question, response: answer.response }]);
      },
    });
    view.restore(progress.quizSeen(quiz.name)?.answers.get(question.key));
  }
  show();
}

/**
 * Work out the score again. The best score, and having passed, are never taken back.
 *
 * @param {import("../types.js").QuizRecord} record
 * @param {import("../types.js").QuizOutline} quiz
 * @param {import("../types.js").Question[]} questions
 * @param {import("../progress.js").Progress} progress
 */
function score(record, quiz, questions, progress) {
  const part = quiz.points ? earnedPoints(record, questions) / quiz.points : 0;
  record.best = Math.max(record.best, part);
  record.submitted ||= questions.every((question) => record.answers.get(question.key)?.tries);
  record.passed ||= quiz.points > 0 && progress.reaches(quiz.name, quiz.pass);
}

/**
 * @param {import("../types.js").QuizRecord | undefined} record
 * @param {import("../types.js").Question[]} questions
 */
function earnedPoints(record, questions) {
  return questions.reduce((sum, question) => sum + question.points * (record?.answers.get(question.key)?.best ?? 0), 0);
}

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").QuizOutline} quiz
 * @param {import("../types.js").Question[]} questions
 * @param {import("../progress.js").Progress} progress
 */
function summarize(root, quiz, questions, progress) {
  const language = progress.outline.language;
  const record = progress.quizSeen(quiz.name);
  const open = questions.filter((question) => !record?.answers.get(question.key)?.tries).length;
  const best = record?.best ?? 0;
  fill(
    root,
    "score",
    t("Your best score: {percent} ({points}). Pass mark: {pass}.", {
      percent: formatPercent(best, language),
      points: n(quiz.points, "{earned} out of {total} point", "{earned} out of {total} points", {
        earned: formatNumber(best * quiz.points, language),
        total: formatNumber(quiz.points, language),
      }),
      pass: formatPercent(quiz.pass, language),
    }),
  );
  const waiting = open ? n(open, "{count} question still to answer.", "{count} questions still to answer.") : "";
  const verdict = record?.passed
    ? t("You have passed this quiz.")
    : open
      ? ""
      : t("You have not passed this quiz yet.");
  fill(root, "quiz-verdict", verdict);
  fill(root, "open", waiting);
}
