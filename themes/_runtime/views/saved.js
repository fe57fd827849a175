import { announce } from "../announce.js";
import { fill, slot } from "../dom.js";
import { t } from "../sentences.js";

/**
 * Say below the page when the progress was saved, or that it was not.
 *
 * @param {import("../types.js").SaveReport} report
 * @param {import("../types.js").Launch["kind"]} kind
 * @param {string} language  of the clock
 */
export function showSaved({ at, failed, isSure, isCopied }, kind, language) {
  const clock = at?.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" }) ?? "";
  fill(document, "saved", failed ? "" : savedWords(clock, kind !== "lms", isSure));
  const warning = isCopied
    ? t("The platform does not take your progress just now: what you do is kept on this device, and sent later.")
    : unsavedWords(kind);
  if (failed && slot(document, "unsaved").hidden) {
    announce(warning);
  }
  fill(document, "unsaved", failed ? warning : "");
}

/**
 * @param {string} time
 * @param {boolean} local
 * @param {boolean} isSure  whether the platform answered
 */
function savedWords(time, local, isSure) {
  if (local) {
    return t("Saved on this device at {time}", { time });
  }
  return isSure ? t("Saved at {time}", { time }) : t("Sent at {time}", { time });
}

/** @param {import("../types.js").Launch["kind"]} kind */
function unsavedWords(kind) {
  return kind === "unkept"
    ? t("This browser keeps nothing: your progress will be lost once you close it.")
    : t("Your progress could not be saved just now.");
}
