import { announce } from "../announce.js";
import { fill, focusOn, slot } from "../dom.js";
import { t } from "../sentences.js";
import { titleOnStage } from "../stage.js";

/**
 * Say what the device kept and the platform did not: that it is sent now, or that the learner may take it up again.
 *
 * @param {import("../keeper.js").Keeper} keeper
 * @param {import("../types.js").Launch} launch
 * @param {string} language
 */
export function showRecovery(keeper, launch, language) {
  const { recovered, offered } = keeper;
  const panel = slot(document, "recovery");
  panel.hidden = !recovered && !offered;
  if (panel.hidden) {
    return;
  }
  const date = new Date(launch.copy?.at ?? 0).toLocaleString(language, {
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
  const takeUp = choose(() => {
    if (offered) {
      keeper.take(offered);
      keeper.save();
    }
  });
  slot(panel, "take-up").addEventListener("click", takeUp, { once: true });
  slot(panel, "leave-it").addEventListener(
    "click",
    choose(() => keeper.tracker.dropCopy()),
    { once: true },
  );
}
