import { copyTemplate, fill, link, slot } from "../dom.js";
import { formatPercent } from "../numbers.js";
import { n, t } from "../sentences.js";
import { isAttestable } from "./attestation.js";
import { moduleState, modulesDone, stateWord } from "./plan.js";

/**
 * How far the learner is: the course, then module by module with the quiz scores.
 *
 * @param {HTMLElement} view
 * @param {import("../progress.js").Progress} progress
 */
export function showResults(view, progress) {
  const { outline, state, score } = progress;
  const percent = score === null ? "" : formatPercent(score, outline.language);
  fill(view, "verdict", state.completed ? t("You have completed this course.") : modulesLeft(progress));
  fill(view, "score", percent && t("Your score over the whole course: {percent}", { percent }));
  fill(view, "badges", outline.badges.length ? badgesEarned(progress) : "");
  fill(view, "done-modules", modulesDone(progress));
  slot(view, "attestation").hidden = !isAttestable(progress);
  slot(view, "modules").replaceChildren(...outline.modules.map((module) => row(module, progress)));
}

/** @param {import("../progress.js").Progress} progress */
export function badgesEarned({ outline, badgesEarned: earned }) {
  const total = outline.badges.length;
  return n(earned, "{count} badge earned out of {total}", "{count} badges earned out of {total}", { total });
}

/** @param {import("../progress.js").Progress} progress */
function modulesLeft(progress) {
  const open = progress.required.filter((module) => !progress.isComplete(module)).length;
  return n(open, "{count} module still to complete.", "{count} modules still to complete.");
}

/**
 * @param {import("../types.js").ModuleOutline} module
 * @param {import("../progress.js").Progress} progress
 */
function row(module, progress) {
  const item = copyTemplate("t-result-module");
  const state = moduleState(module, progress);
  const language = progress.outline.language;
  item.dataset.state = state;
  item.dataset.color = module.color;
  link(item, "link", module.title, `#/${module.activities[0]?.name ?? ""}`);
  fill(item, "state", stateWord(state));
  const scores = module.activities.flatMap((activity) => {
    if (activity.kind === "page") {
      return [];
    }
    const { name, title, points } = activity;
    if (points && !progress.isStarted(activity)) {
      return t("{title}: not started yet", { title });
    }
    if (points) {
      return t("{title}: {percent}", { title, percent: formatPercent(progress.bestScore(name), language) });
    }
    return progress.isDone(activity) ? t("{title}: answered", { title }) : [];
  });
  fill(item, "scores", scores.join(" · "));
  return item;
}
