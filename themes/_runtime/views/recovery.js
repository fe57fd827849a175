import { announce } from "../announce.js";
import { fill, focusOn, slot } from "../dom.js";
import { t } from "../sentences.js";
import { titleOnStage } from "../stage.js";

/**
 * Say what the device kept and the platform did not: that it is sent now, or that the learner may take it up again.
 *
 * @param {import("../keeper.js").Keeper} keeper
 * @param {string} language
 */
export function showRecovery(keeper, language) {
  const { recovered, offered } = keeper;
  const panel = slot(document, "recovery");
  panel.hidden = !recovered && !offered;
  if (panel.hidden) {
    return;
  }
  const words = recovered
    ? t("Progress that had not reached the platform was found on this device; it is sent now.")
    : offerWords(offered?.at ?? 0, language);
  fill(panel, "recovered", words);
  announce(words);
  slot(panel, "recovery-choice").hidden = !offered;
  /** @param {() => void} deed */
  const choose = (deed) => () => {
    deed();
    panel.hidden = true;
    focusOn(titleOnStage());
  };
  for (const [name, isWanted] of Object.entries({ "take-up": true, "leave-it": false })) {
    const deed = choose(() => keeper.decide(isWanted));
    slot(panel, name).addEventListener("click", deed, { once: true });
  }
}

/**
 * @param {number} at  0 where that is not known
 * @param {string} language
 */
function offerWords(at, language) {
  if (!at) {
    return t("This device has kept progress that the platform does not have.");
  }
  const date = new Date(at).toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
  return t("This device has kept progress of {date} that the platform does not have.", { date });
}
