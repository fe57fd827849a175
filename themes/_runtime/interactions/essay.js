import { slot } from "../dom.js";
import { downloadText } from "../download.js";

/**
 * A free text, which stays on the device.
 *
 * @param {HTMLFormElement} form
 * @param {string} name  unlike those of the other texts of the course
 * @param {import("../types.js").Notes} notes
 * @returns {import("../types.js").Controls}
 */
export function essayControls(form, name, notes) {
  const field = form.querySelector("textarea");
  if (!field) {
    throw new Error("the theme's essay has no textarea");
  }
  const keep = () => {
    notes.write(name, field.value);
    // A field is printed as far as it is seen; this is printed whole.
    slot(form, "printed").textContent = field.value;
    slot(form, "unkept").hidden = notes.isKept();
  };
  field.value = notes.read(name);
  slot(form, "unkept").hidden = notes.isKept();
  slot(form, "printed").textContent = field.value;
  field.addEventListener("input", keep);
  slot(form, "print").addEventListener("click", () => window.print());
  slot(form, "download").addEventListener("click", () => {
    const asked = form.querySelector(".prompt")?.textContent?.trim() ?? "";
    downloadText(`${name.replaceAll("/", "-")}.txt`, `${asked}\n\n${field.value}\n`);
  });
  return { read: () => field.value.trim() || null, write() {}, judge() {}, field: () => field };
}
