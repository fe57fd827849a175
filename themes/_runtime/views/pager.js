import { fill, link, slot } from "../dom.js";
import { t } from "../sentences.js";

/**
 * The foot of an activity: what remains in the module, finishing the page, where to go next.
 *
 * @param {HTMLElement} pager
 * @param {import("../types.js").ActivityOutline} activity
 * @param {import("../progress.js").Progress} progress
 */
export function showPager(pager, activity, progress) {
  const { activities } = progress;
  const at = activities.findIndex((other) => other.name === activity.name);
  const before = activities[at - 1];
  const after = activities[at + 1];
  const finishing = activity.kind === "page" && !progress.isDone(activity);
  const next = { title: after?.title ?? t("My results"), address: after ? `#/${after.name}` : "#/results" };
  fill(pager, "remaining", leftToDo(activity, progress));
  slot(pager, "finish").hidden = !finishing;
  fill(pager, "finish-next", t("Next: {title}", { title: next.title }));
  link(pager, "next", t("Continue: {title}", { title: next.title }), next.address);
  slot(pager, "next").hidden = finishing;
  slot(pager, "done").hidden = activity.kind !== "page" || finishing;
  link(
    pager,
    "previous",
    before ? t("Previous: {title}", { title: before.title }) : "",
    before ? `#/${before.name}` : "",
  );
  slot(pager, "previous").hidden = !before;
}

/**
 * @param {import("../types.js").ActivityOutline} activity
 * @param {import("../progress.js").Progress} progress
 */
function leftToDo(activity, progress) {
  const module = progress.moduleOf(activity.name);
  if (!module) {
    return "";
  }
  if (progress.isComplete(module)) {
    return t("This module is complete.");
  }
  const missing = progress.missing(module).map((open) => toDo(open, progress));
  return t("To complete this module: {list}.", { list: missing.join(", ") });
}

/**
 * @param {import("../types.js").ActivityOutline} activity
 * @param {import("../progress.js").Progress} progress
 */
function toDo(activity, progress) {
  const { title } = activity;
  if (activity.kind === "page") {
    return t("read “{title}”", { title });
  }
  return progress.asksToSubmit(activity)
    ? t("answer the quiz “{title}”", { title })
    : t("pass the quiz “{title}”", { title });
}
