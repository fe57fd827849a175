import { sayVerdicts } from "./verdict.js";

/**
 * Lines with a list each, statements with a scale each, or the blanks of a text: the fields with `data-part`.
 *
 * @param {HTMLFormElement} form
 * @param {(at: number) => string} expected  the right answer of a part
 * @returns {import("../types.js").Controls}
 */
export function partsControls(form, expected) {
  const fields = [...form.querySelectorAll("[data-part]")].filter(
    (field) => field instanceof HTMLInputElement || field instanceof HTMLSelectElement,
  );
  const rows = [...form.querySelectorAll("[data-line]")];
  const count = new Set(fields.map((field) => field.dataset.part)).size;
  form.addEventListener("input", () => echo(rows));
  const at = (/** @type {number} */ part) => fields.filter((field) => Number(field.dataset.part) === part);
  return {
    read() {
      const parts = Array.from({ length: count }, (_, part) => readPartOf(at(part)));
      return parts.every((part) => part === null) ? null : { parts };
    },
    write(response) {
      const parts = response && typeof response === "object" && "parts" in response ? response.parts : [];
      for (const field of fields) {
        writePartTo(field, parts[Number(field.dataset.part)] ?? null);
      }
      echo(rows);
    },
    judge({ marks }, settled) {
      sayVerdicts(rows, marks, (part) => (settled ? expected(part) : ""));
    },
    field: (part) => at(part)[0] ?? null,
  };
}

/**
 * Say in full what is chosen in each list: a narrow one cuts it.
 *
 * @param {Element[]} rows
 */
function echo(rows) {
  for (const row of rows) {
    const [place, list] = [row.querySelector('[data-slot="chosen"]'), row.querySelector("select")];
    if (place && list) {
      place.textContent = list.value && list.selectedOptions[0].text;
    }
  }
}

/**
 * @param {(HTMLInputElement | HTMLSelectElement)[]} fields  one, or the radio buttons of a scale
 * @returns {import("../types.js").Part}
 */
function readPartOf(fields) {
  const field = fields.find((one) => one.type !== "radio" || (one instanceof HTMLInputElement && one.checked));
  if (!field?.value.trim()) {
    return null;
  }
  return field.type === "text" ? field.value.trim() : Number(field.value);
}

/**
 * @param {HTMLInputElement | HTMLSelectElement} field
 * @param {import("../types.js").Part} part
 */
function writePartTo(field, part) {
  if (field instanceof HTMLInputElement && field.type === "radio") {
    field.checked = String(part) === field.value;
  } else {
    field.value = String(part ?? "");
  }
}
