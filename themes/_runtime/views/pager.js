import { copyTemplate, fill, link, slot } from "../dom.js";
import { n, t } from "../sentences.js";

/** How much of what is left is named: a long module must not bury the way on. */
const MOST_LEFT = 5;

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
  showLeft(pager, activity, progress);
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
 * Say what completes the module, and lead to what is left of it.
 *
 * @param {HTMLElement} pager
 * @param {import("../types.js").ActivityOutline} activity
 * @param {import("../progress.js").Progress} progress
 */
function showLeft(pager, activity, progress) {
  const module = progress.moduleOf(activity.name);
  if (!module) {
    return;
  }
  const complete = progress.isComplete(module);
  const missing = complete ? [] : progress.missing(module);
  const told = complete ? t("This module is complete.") : t("To complete this module: {list}.", { list: module.asked });
  fill(pager, "asked", [told, module.optional ? t("It is optional.") : ""].join(" ").trim());
  fill(pager, "still", missing.length ? t("Still to do:") : "");
  const items = missing.slice(0, MOST_LEFT).map((open) => leftItem(open, activity, progress));
  const more = missing.length - items.length;
  if (more) {
    const words = n(more, "{count} more activity, in the outline", "{count} more activities, in the outline");
    items.push(linked(words, "#/plan"));
  }
  const list = slot(pager, "left-list");
  list.replaceChildren(...items);
  list.hidden = !items.length;
}

/**
 * @param {import("../types.js").ActivityOutline} open
 * @param {import("../types.js").ActivityOutline} activity  the one on the screen, which needs no link
 * @param {import("../progress.js").Progress} progress
 */
function leftItem(open, activity, progress) {
  if (open.kind === "quiz" && progress.lost.has(open.name) && !progress.asksToSubmit(open)) {
    return linked(t("“{title}”: no attempt is left, ask for help", { title: open.title }), "#/help");
  }
  if (open.name !== activity.name) {
    return linked(toDo(open, progress), `#/${open.name}`);
  }
  const item = document.createElement("li");
  item.textContent = toDoHere(open, progress);
  return item;
}

/**
 * @param {string} words
 * @param {string} address
 */
function linked(words, address) {
  const item = copyTemplate("t-left");
  link(item, "link", words, address);
  return item;
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

/**
 * @param {import("../types.js").ActivityOutline} activity
 * @param {import("../progress.js").Progress} progress
 */
function toDoHere(activity, progress) {
  if (activity.kind === "page") {
    return t("finish this page");
  }
  return progress.asksToSubmit(activity) ? t("answer this quiz") : t("pass this quiz");
}
