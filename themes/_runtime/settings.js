/**
 * Display settings: what learners choose for themselves. They hold for every course of the same origin. Each is an
 * attribute of the root element, such as `data-size="125"`; what it means is said by the theme's style sheets.
 */

const SETTINGS = ["size", "spacing", "font", "scheme", "contrast", "motion"];
const SETTINGS_KEY = "parcours-display"; // not `parcours:…`: that is where courses keep their progress

/** Show the page as it was last set on this device. */
export function applyKeptSettings() {
  let kept = "";
  try {
    kept = localStorage.getItem(SETTINGS_KEY) ?? "";
  } catch {
    // Storage is forbidden in this frame.
  }
  applySettings(kept);
}

/** @param {string} chosen  such as `size=125&font=legible`; what is missing is left to the theme and the device */
export function applySettings(chosen) {
  const { dataset } = document.documentElement;
  const values = new URLSearchParams(chosen);
  for (const name of SETTINGS) {
    const value = values.get(name);
    if (value) {
      dataset[name] = value;
    } else {
      delete dataset[name];
    }
  }
  if (matchMedia("(prefers-contrast: more)").matches) {
    dataset.contrast ??= "device";
  }
}

/**
 * Where storage is forbidden, a setting holds until the page is left.
 *
 * @param {string} chosen
 */
export function keepSettings(chosen) {
  try {
    localStorage.setItem(SETTINGS_KEY, chosen);
  } catch {
    // It was applied, which is what counts.
  }
}
