/** The words of the interface, in the language of the course. */

/** @type {{language: string, sentences: Record<string, string>, plurals: Record<string, string[]>}} */
const words = { language: "en", sentences: {}, plurals: {} };

/** @param {import("./types.js").Outline} outline */
export function useSentences(outline) {
  words.language = outline.words;
  words.sentences = outline.sentences;
  words.plurals = outline.plurals;
}

/**
 * Return a sentence, its `{names}` filled in.
 *
 * @param {string} template
 * @param {Record<string, string | number>} [values]
 */
export function t(template, values = {}) {
  return fillIn(words.sentences[template] ?? template, values);
}

/**
 * Return the form of a sentence that suits `count`.
 *
 * @param {number} count
 * @param {string} one
 * @param {string} many
 * @param {Record<string, string | number>} [values]
 */
export function n(count, one, many, values = {}) {
  const forms = words.plurals[one] ?? [one, many];
  const singular = new Intl.PluralRules(words.language).select(count) === "one";
  return fillIn(forms[singular ? 0 : forms.length - 1], { count, ...values });
}

/**
 * @param {string} template
 * @param {Record<string, string | number>} values
 */
function fillIn(template, values) {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
