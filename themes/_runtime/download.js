const WHILE = 10_000; // some browsers read the file only after the click

/**
 * Offer a text as a file. A frame that forbids downloads does nothing, and cannot be asked.
 *
 * @param {string} name
 * @param {string} text
 */
export function downloadText(name, text) {
  const link = document.createElement("a");
  // The mark tells old editors that this is UTF-8.
  link.href = URL.createObjectURL(new Blob(["\ufeff", text.replaceAll("\n", "\r\n")], { type: "text/plain" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), WHILE);
}
