import { copyTemplate, fill, link, slot } from "../dom.js";
import { formatPercent } from "../numbers.js";
import { t } from "../sentences.js";

/**
 * The wall: every badge, earned or not, with what it asks for and what is missing.
 *
 * @param {HTMLElement} list
 * @param {import("../progress.js").Progress} progress
 */
export function showBadges(list, progress) {
  list.replaceChildren(
    ...progress.outline.badges.map((badge) => {
      const item = copyTemplate("t-badge");
      const earned = progress.isEarned(badge);
      item.id = `badge-${badge.id}`;
      item.dataset.badge = badge.id;
      item.dataset.state = earned ? "earned" : "open";
      const picture = item.querySelector("img");
      picture?.setAttribute("alt", t("Badge “{name}”", { name: badge.name }));
      picture?.setAttribute("src", `badges/${badge.id}/${item.dataset.state}.svg`);
      fill(item, "name", badge.name);
      fill(item, "description", badge.description);
      fill(item, "state", badgeWord(earned));
      fill(item, "narrative", badge.narrative);
      slot(item, "rules").append(...badge.rules.map((rule) => ruleItem(rule, progress)));
      return item;
    }),
  );
}

/** @param {boolean} earned */
function badgeWord(earned) {
  return earned ? t("Earned") : t("Still to earn");
}

/**
 * @param {import("../types.js").BadgeRule} rule
 * @param {import("../progress.js").Progress} progress
 */
function ruleItem(rule, progress) {
  const item = copyTemplate("t-badge-rule");
  fill(item, "rule", rule.intro);
  slot(item, "criteria").append(
    ...rule.needs.map(({ text, target }) => {
      const criterion = copyTemplate("t-criterion");
      const { done, address, note } = standing(target, progress);
      criterion.dataset.state = done ? "done" : "open";
      link(criterion, "link", text, address);
      const state = "badge" in target ? badgeWord(done) : done ? t("Done") : t("To do");
      fill(criterion, "state", [state, note].filter(Boolean).join(", "));
      return criterion;
    }),
  );
  return item;
}

/**
 * Where the learner is with one thing that a badge asks for, and where to go on with it.
 *
 * @param {import("../types.js").BadgeTarget} target
 * @param {import("../progress.js").Progress} progress
 */
export function standing(target, progress) {
  const { outline } = progress;
  if ("quiz" in target) {
    const best = formatPercent(progress.bestScore(target.quiz), outline.language);
    const begun = progress.isStarted({ name: target.quiz });
    const done = progress.reaches(target.quiz, target.minimum);
    return { done, address: `#/${target.quiz}`, note: begun ? t("your best: {best}", { best }) : "" };
  }
  if ("badge" in target) {
    const other = outline.badges.find(({ id }) => id === target.badge);
    return { done: !!other && progress.isEarned(other), address: `#/badges#badge-${target.badge}` };
  }
  const module = outline.modules.find(({ id }) => id === target.module);
  const next = module && (progress.missing(module)[0] ?? module.activities[0]);
  return { done: !!module && progress.isComplete(module), address: `#/${next?.name ?? ""}` };
}
