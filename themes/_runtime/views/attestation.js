import { copyTemplate, fill, slot } from "../dom.js";
import { formatPercent } from "../numbers.js";
import { t } from "../sentences.js";
import { duration } from "./plan.js";

/**
 * What the learner has really done, as a page to print: the whole course, or a part of it.
 *
 * @param {HTMLElement} view
 * @param {import("../progress.js").Progress} progress
 * @param {import("../types.js").Tracker} tracker
 */
export function showAttestation(view, progress, tracker) {
  const modules = completedModules(progress);
  const something = isAttestable(progress);
  slot(view, "nothing").hidden = something;
  slot(view, "attested").hidden = !something;
  if (!something) {
    return;
  }
  const field = /** @type {HTMLInputElement} */ (slot(view, "name"));
  if (!view.dataset.ready) {
    view.dataset.ready = "yes";
    prepareName(view, progress, field, tracker.learnerName());
  }
  showStatement(view, progress, field.value);
  showFacts(view, progress, modules);
  slot(view, "modules-title").hidden = !modules.length;
  slot(view, "modules").replaceChildren(...modules.map(attestedModule));
}

/** @param {import("../progress.js").Progress} progress */
export function isAttestable(progress) {
  return progress.state.completed || completedModules(progress).length > 0;
}

/**
 * Return a name as people say it: platforms write the last name first, then a comma.
 *
 * @param {string} name
 */
export function spokenName(name) {
  const [last = "", first = "", ...more] = name.split(",").map((part) => part.trim());
  return first && last && !more.length ? `${first} ${last}` : name.trim();
}

/** @param {import("../progress.js").Progress} progress */
function completedModules(progress) {
  return progress.outline.modules.filter((module) => progress.isComplete(module));
}

/**
 * @param {HTMLElement} view
 * @param {import("../progress.js").Progress} progress
 * @param {HTMLInputElement} field
 * @param {string} given  the platform's name of the learner
 */
function prepareName(view, progress, field, given) {
  const key = `parcours:${progress.outline.id}:learner`;
  field.value = keptName(key, given) ?? spokenName(given);
  field.addEventListener("input", () => {
    keepName(key, given, field.value);
    showStatement(view, progress, field.value);
  });
  slot(view, "name-form").addEventListener("submit", (event) => {
    event.preventDefault();
    window.print();
  });
}

/**
 * Several people may use a device: what was typed stands for the platform's name of one of them, and for no other.
 *
 * @param {string} key
 * @param {string} given
 * @returns {string | null} what was typed, if anything was
 */
function keptName(key, given) {
  try {
    const [of, typed] = (localStorage.getItem(key) ?? "").split("\n");
    return typed !== undefined && of === given ? typed : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string} given
 * @param {string} typed
 */
function keepName(key, given, typed) {
  try {
    localStorage.setItem(key, `${given}\n${typed}`);
  } catch {
    // The field keeps it until the page is left.
  }
}

/**
 * @param {HTMLElement} view
 * @param {import("../progress.js").Progress} progress
 * @param {string} name  nothing leaves room to write it by hand
 */
function showStatement(view, { outline, state }, name) {
  const sentence = state.completed
    ? t("{name} has completed the online course {title}")
    : t("{name} has completed a part of the online course {title}");
  const bold = Object.assign(document.createElement("strong"), { textContent: outline.title });
  const person = Object.assign(document.createElement("bdi"), { textContent: name.trim() });
  const parts = { name: person, title: bold };
  const pieces = sentence.split(/\{(name|title)\}/);
  slot(view, "statement").replaceChildren(
    ...pieces.map((piece, index) => (index % 2 ? parts[/** @type {keyof typeof parts} */ (piece)] : piece)),
  );
}

/**
 * @param {HTMLElement} view
 * @param {import("../progress.js").Progress} progress
 * @param {import("../types.js").ModuleOutline[]} modules
 */
function showFacts(view, progress, modules) {
  const { outline, required, requiredDone, score, state } = progress;
  const { language } = outline;
  const minutes = modules.map((module) => module.minutes ?? 0);
  const badges = outline.badges.filter((badge) => progress.isEarned(badge)).map((badge) => badge.name);
  const facts = {
    extent: t("{count} out of {total}", { count: requiredDone, total: required.length }),
    // Some of a sum would say less than was done.
    duration: modules.length && minutes.every(Boolean) ? duration(minutes.reduce((sum, one) => sum + one)) : "",
    // That of a course half done counts what was not asked yet.
    score: state.completed && score !== null ? formatPercent(score, language) : "",
    awarded: new Intl.ListFormat(language).format(badges),
    printed: new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date()),
  };
  for (const [name, value] of Object.entries(facts)) {
    fill(view, name, value);
    const row = slot(view, name).parentElement;
    if (row) {
      row.hidden = !value;
    }
  }
}

/** @param {import("../types.js").ModuleOutline} module */
function attestedModule(module) {
  const item = copyTemplate("t-attested-module");
  fill(item, "title", module.title);
  fill(item, "facts", module.minutes ? duration(module.minutes) : "");
  return item;
}
