import { copyTemplate, fill, link, slot } from "../dom.js";
import { formatPercent } from "../numbers.js";
import { n, t } from "../sentences.js";

/**
 * The wall: every badge, earned or not, with what it asks for and what is missing.
 *
 * @param {HTMLElement} list
 * @param {import("../progress.js").Progress} progress
 */
export function showBadges(list, progress) {
  list.replaceChildren(
    ...progress.outline.badges.map((badge, index) => {
      const item = copyTemplate("t-badge");
      const earned = progress.isEarned(badge);
      item.id = `badge-${badge.id}`;
      item.dataset.state = earned ? "earned" : "open";
      item.dataset.colour = String((index % 6) + 1);
      fill(item, "name", badge.name);
      fill(item, "description", badge.description);
      fill(item, "state", earned ? t("Earned") : t("Still to earn"));
      fill(item, "rule", rule(badge));
      slot(item, "criteria").append(...criteria(badge, progress));
      return item;
    }),
  );
}

/**
 * Mark the badges that the theme shows elsewhere as earned or not.
 *
 * @param {ParentNode} root
 * @param {import("../progress.js").Progress} progress
 */
export function showBadgeStates(root, progress) {
  for (const badge of progress.outline.badges) {
    const place = root.querySelector(`[data-badge="${badge.id}"]`);
    place?.setAttribute("data-state", progress.isEarned(badge) ? "earned" : "open");
  }
}

/** @param {import("../types.js").BadgeOutline} badge */
function rule(badge) {
  if (badge.modules.length && badge.enough < badge.modules.length) {
    return n(badge.enough, "Complete {count} of these modules:", "Complete {count} of these modules:");
  }
  return t("To earn it:");
}

/**
 * @param {import("../types.js").BadgeOutline} badge
 * @param {import("../progress.js").Progress} progress
 */
function criteria(badge, progress) {
  const { outline } = progress;
  const language = outline.language;
  const modules = outline.modules.filter((module) => badge.modules.includes(module.id));
  const badges = outline.badges.filter((other) => badge.badges.includes(other.id));
  return [
    ...modules.map((module) => {
      const next = progress.missing(module)[0] ?? module.activities[0];
      return criterion(
        progress.isComplete(module),
        t("Module “{title}”", { title: module.title }),
        `#/${next?.name ?? ""}`,
      );
    }),
    ...badge.scores.map(({ quiz, minimum }) => {
      const best = progress.bestScore(quiz);
      const title = progress.activities.find((activity) => activity.name === quiz)?.title ?? quiz;
      const text = t("At least {minimum} in the quiz “{title}” (your best: {best})", {
        title,
        minimum: formatPercent(minimum, language),
        best: formatPercent(best, language),
      });
      return criterion(progress.reaches(quiz, minimum), text, `#/${quiz}`);
    }),
    ...badges.map((other) =>
      criterion(progress.isEarned(other), t("Badge “{name}”", { name: other.name }), `#/badges#badge-${other.id}`),
    ),
  ];
}

/**
 * @param {boolean} done
 * @param {string} text
 * @param {string} address
 */
function criterion(done, text, address) {
  const item = copyTemplate("t-criterion");
  item.dataset.state = done ? "done" : "open";
  link(item, "link", text, address);
  fill(item, "state", done ? t("Done") : t("To do"));
  return item;
}
