import { copyTemplate, fill, link, slot } from "../dom.js";
import { n, t } from "../sentences.js";

/**
 * Fill a list with modules, each with its state in words and, when wanted, its activities.
 *
 * @param {HTMLElement} list
 * @param {import("../progress.js").Progress} progress
 * @param {{current: string, open: (module: import("../types.js").ModuleOutline) => boolean, from?: number, to?: number}} shown
 */
export function showPlan(list, progress, shown) {
  const { modules } = progress.outline;
  const items = modules.slice(shown.from, shown.to).map((module) => {
    const item = copyTemplate("t-plan-module");
    item.dataset.color = module.color;
    const state = moduleState(module, progress);
    item.dataset.state = state;
    fill(item, "number", String(module.number));
    link(item, "link", module.title, `#/${module.activities[0]?.name ?? ""}`);
    fill(item, "state", stateWord(state));
    fill(item, "facts", module.facts);
    const activities = slot(item, "activities");
    if (shown.open(module)) {
      activities.append(...module.activities.map((activity) => activityItem(activity, progress, shown.current)));
    } else {
      activities.remove();
    }
    return item;
  });
  list.replaceChildren(...items);
}

/**
 * Scroll the navigation, where it scrolls by itself, so that the current entry is seen; nothing else moves.
 *
 * @param {HTMLElement} nav
 */
export function showCurrent(nav) {
  const entry = nav.querySelector("[aria-current]")?.getBoundingClientRect();
  const frame = nav.getBoundingClientRect();
  const bottom = Math.min(frame.bottom, window.innerHeight);
  if (entry && (entry.top < frame.top || entry.bottom > bottom)) {
    nav.scrollTop += entry.top - frame.top - (bottom - frame.top) / 3;
  }
}

/**
 * @param {import("../types.js").ActivityOutline} activity
 * @param {import("../progress.js").Progress} progress
 * @param {string} current
 */
function activityItem(activity, progress, current) {
  const item = copyTemplate("t-plan-activity");
  const state = progress.isDone(activity) ? "done" : progress.isStarted(activity) ? "started" : "open";
  item.dataset.state = state;
  item.dataset.kind = activity.kind;
  link(item, "link", activity.title, `#/${activity.name}`);
  if (activity.name === current) {
    slot(item, "link").setAttribute("aria-current", "page");
  }
  fill(item, "state", stateWord(state));
  return item;
}

/**
 * @param {import("../types.js").ModuleOutline} module
 * @param {import("../progress.js").Progress} progress
 * @returns {"done" | "started" | "open"}
 */
export function moduleState(module, progress) {
  if (progress.isComplete(module)) {
    return "done";
  }
  return progress.isModuleStarted(module) ? "started" : "open";
}

/** @param {"done" | "started" | "open"} state */
export function stateWord(state) {
  return { done: t("Done"), started: t("In progress"), open: t("To do") }[state];
}

/** @param {import("../progress.js").Progress} progress */
export function modulesDone({ required, requiredDone }) {
  return n(requiredDone, "{count} module completed out of {total}", "{count} modules completed out of {total}", {
    total: required.length,
  });
}

/** @param {number} minutes */
export function duration(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (!hours) {
    return t("{minutes} min", { minutes: rest });
  }
  return rest ? t("{hours} h {minutes}", { hours, minutes: String(rest).padStart(2, "0") }) : t("{hours} h", { hours });
}
