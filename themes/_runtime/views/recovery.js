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
  const { recovered, offered, copy } = keeper;
  const panel = slot(document, "recovery");
  panel.hidden = !recovered && !offered;
  if (panel.hidden) {
    return;
  }
  const date = new Date(copy?.at ?? 0).toLocaleString(language, {
    dateStyle: "long",
    timeStyle: "short",
  });
  const words = recovered
    ? t("Progress that had not reached the platform was found on this device; it is sent now.")
    : t("This device has kept progress of {date} that the platform does not have.", { date });
  fill(panel, "recovered", words);
  announce(words);
  slot(panel, "recovery-choice").hidden = !offered;
  /** @param {() => void} deed */
  const choose = (deed) => () => {
    deed();
    panel.hidden = true;
    focusOn(titleOnStage());
  };
  const choices = { "take-up": () => keeper.takeUp(), "leave-it": () => keeper.tracker.dropCopy() };
  for (const [name, deed] of Object.entries(choices)) {
    slot(panel, name).addEventListener("click", choose(deed), { once: true });
  }
}
