import { slot } from "../dom.js";

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
  };
  field.value = notes.read(name);
  slot(form, "printed").textContent = field.value;
  field.addEventListener("input", keep);
  slot(form, "print").addEventListener("click", () => window.print());
  slot(form, "download").addEventListener("click", () => {
    const asked = form.querySelector(".prompt")?.textContent?.trim() ?? "";
    download(`${name.replaceAll("/", "-")}.txt`, `${asked}\n\n${field.value}\n`);
  });
  return { read: () => field.value.trim() || null, write() {}, judge() {}, field: () => field };
}

/**
 * @param {string} name
 * @param {string} text
 */
function download(name, text) {
  const link = document.createElement("a");
  // The mark tells old editors that this is UTF-8.
  link.href = URL.createObjectURL(new Blob(["\ufeff", text.replaceAll("\n", "\r\n")], { type: "text/plain" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
