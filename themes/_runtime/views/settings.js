import { byId, slot } from "../dom.js";
import { applySettings, keepSettings } from "../settings.js";

/** Open the panel of the display settings, or close it. */
export function toggleSettings() {
  const panel = byId("settings");
  const form = /** @type {HTMLFormElement} */ (slot(panel, "settings"));
  if (!panel.dataset.ready) {
    panel.dataset.ready = "yes";
    listenToSettings(panel, form);
  }
  if (panel.hidden) {
    showChosen(form);
  }
  setOpen(panel.hidden);
}

/**
 * @param {HTMLElement} panel
 * @param {HTMLFormElement} form
 */
function listenToSettings(panel, form) {
  form.addEventListener("change", () => useSettings(form));
  form.addEventListener("submit", (event) => event.preventDefault());
  slot(form, "reset").addEventListener("click", () => {
    form.reset();
    useSettings(form);
  });
  slot(form, "close").addEventListener("click", closeSettings);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      closeSettings();
    }
  });
}

/** @param {HTMLFormElement} form */
function useSettings(form) {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value) {
      chosen.set(name, String(value));
    }
  }
  applySettings(chosen.toString());
  keepSettings(chosen.toString());
}

/**
 * The first choice of each group stands for what the theme and the device say; so does a value that this theme has not.
 *
 * @param {HTMLFormElement} form
 */
function showChosen(form) {
  form.reset();
  for (const box of form.querySelectorAll("input")) {
    box.checked ||= document.documentElement.dataset[box.name] === box.value;
  }
}

function closeSettings() {
  setOpen(false);
  byId("settings-toggle").focus();
}

/** @param {boolean} open */
function setOpen(open) {
  byId("settings").hidden = !open;
  byId("settings-toggle").setAttribute("aria-expanded", String(open));
}
