/**
 * Finding words in texts, whatever their case, accents and ligatures; pure functions.
 *
 * @typedef {[string, string, string]} Section  the id of a place, its heading, and the text below it
 * @typedef {[string, string, string, Section[]]} Entry  an address, a title, where that stands, and the sections
 *
 * @typedef {object} Searchable  an entry, and its texts as `folded` returns them
 * @property {Entry} entry
 * @property {string} whole  all of it, to tell fast what holds nothing that is looked for
 * @property {string} title
 * @property {{heading: string, text: string}[]} sections
 *
 * @typedef {object} Hit
 * @property {Entry} entry
 * @property {Section} section  the one that says most of what was looked for
 * @property {number} score
 */

/** What a word is worth in the title of a page, in a heading, in the text: more in one is not made up by the next. */
const WORTH = { title: 9, heading: 3, text: 1 };
const SNIPPET = 200;
const HYPHEN = /(?<=[\p{L}\p{M}\p{N}])[-‐‑](?=[\p{L}\p{N}])/gu;
const COMPOUND = /[\p{L}\p{M}\p{N}]+(?:[-‐‑][\p{L}\p{M}\p{N}]+)+/gu;
/** @type {Record<string, string>} letters that are more than one with a mark */
const SPELT = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ς: "σ" };

/**
 * Return a text in small letters without marks, with a space in the place of each sign that is no letter and no digit.
 *
 * @param {string} text
 */
export function folded(text) {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[œæßøłđς]/g, (letter) => SPELT[letter])
    .replaceAll(/[^\p{L}\p{N} ]/gu, " ");
}

/**
 * Return the words to look for, folded. What an apostrophe leaves of a word, such as the “l” of “l’eau”, says nothing;
 * words that hyphens join are one, as many also write it.
 *
 * @param {string} query
 */
export function sought(query) {
  const words = query
    .replaceAll(HYPHEN, "")
    .split(/\s+/)
    .flatMap((written) => {
      const parts = folded(written).split(" ").filter(Boolean);
      const telling = parts.filter((part) => part.length > 2);
      return telling.length ? telling : parts;
    });
  return [...new Set(words)];
}

/**
 * @param {Entry} entry
 * @returns {Searchable}
 */
export function searchable(entry) {
  const title = framed(entry[1]);
  const sections = entry[3].map(([, heading, text]) => ({ heading: framed(heading), text: framed(text) }));
  const whole = [title, ...sections.flatMap(({ heading, text }) => [heading, text])].join("");
  return { entry, whole, title, sections };
}

/** @param {string} text */
function framed(text) {
  const compounds = text.match(COMPOUND) ?? [];
  return ` ${[text, ...compounds.map((one) => one.replaceAll(HYPHEN, ""))].map(folded).join(" ")} `;
}

/**
 * Return what `find` does for a query. Where nothing is, hyphens are taken for spaces.
 *
 * @param {Searchable[]} all
 * @param {string} query
 */
export function lookFor(all, query) {
  const found = find(all, sought(query));
  return found.hits.length ? found : find(all, sought(query.replaceAll(HYPHEN, " ")));
}

/**
 * Return what holds every word, or one that begins with it, best first; what is as good stays in the order it has.
 * Where nothing does, words in the plural also stand for their singular: the words that were found come along.
 *
 * @param {Searchable[]} all
 * @param {string[]} words
 * @returns {{hits: Hit[], words: string[]}}
 */
export function find(all, words) {
  const hits = words.length ? all.flatMap((one) => hitOf(one, words) ?? []) : [];
  const singular = words.map((word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word));
  if (!hits.length && singular.join() !== words.join()) {
    return find(all, singular);
  }
  return { hits: hits.sort((one, other) => other.score - one.score), words };
}

/**
 * @param {Searchable} one
 * @param {string[]} words
 * @returns {Hit | null}  null where a word is missing
 */
function hitOf({ entry, whole, title, sections }, words) {
  if (!words.every((word) => whole.includes(` ${word}`))) {
    return null;
  }
  let score = 0;
  const said = sections.map(() => 0);
  for (const word of words) {
    let best = WORTH.title * worth(title, word);
    sections.forEach(({ heading, text }, at) => {
      const inHeading = WORTH.heading * worth(heading, word);
      const inText = WORTH.text * worth(text, word);
      said[at] += inHeading + inText;
      best = Math.max(best, inHeading, inText);
    });
    score += best;
  }
  const phrase = words.join(" ");
  if (words.length > 1) {
    score += WORTH.title * worth(title, phrase) || Math.max(...sections.map(({ text }) => worth(text, phrase)), 0);
  }
  const at = said.indexOf(Math.max(...said));
  return { entry, section: entry[3][at] ?? ["", "", ""], score };
}

/**
 * Return 0 where no word begins so, 1 where one is just this, a little less where one goes on.
 *
 * @param {string} text
 * @param {string} word
 */
function worth(text, word) {
  if (!text.includes(` ${word}`)) {
    return 0;
  }
  return text.includes(` ${word} `) ? 1 : 0.8;
}

/**
 * Return a text in pieces, those that were looked for marked; the odd ones are.
 *
 * @param {string} text
 * @param {string[]} words
 */
export function marked(text, words) {
  return pieced(text, placesOf(text, words), 0, text.length);
}

/**
 * Return the part of a text that says most of the words, in pieces as `marked` does.
 *
 * @param {string} text
 * @param {string[]} words
 */
export function snippet(text, words) {
  if (text.length <= SNIPPET) {
    return marked(text, words);
  }
  const places = placesOf(text, words);
  let first = 0;
  let most = 0;
  for (const { start } of places) {
    const near = places.filter((place) => place.start >= start && place.end <= start + SNIPPET * 0.75);
    const different = new Set(near.map(({ word }) => word)).size;
    if (different > most) {
      [first, most] = [start, different];
    }
  }
  const from = first < SNIPPET / 4 ? 0 : text.indexOf(" ", first - SNIPPET / 4) + 1;
  const begin = Math.min(from, first);
  const end = begin + SNIPPET >= text.length ? text.length : text.lastIndexOf(" ", begin + SNIPPET);
  const pieces = pieced(text, places, begin, end > first ? end : begin + SNIPPET);
  pieces[0] = (begin ? "… " : "") + pieces[0];
  pieces[pieces.length - 1] += end < text.length ? " …" : "";
  return pieces;
}

/**
 * @param {string} text
 * @param {Place[]} places
 * @param {number} begin
 * @param {number} end
 */
function pieced(text, places, begin, end) {
  const pieces = [];
  let at = begin;
  for (const place of places) {
    if (place.start >= at && place.end <= end) {
      pieces.push(text.slice(at, place.start), text.slice(place.start, place.end));
      at = place.end;
    }
  }
  return [...pieces, text.slice(at, end)];
}

/**
 * Return where words stand that begin with one of those looked for: each whole, in order.
 *
 * @typedef {{start: number, end: number, word: string}} Place
 * @param {string} text
 * @param {string[]} words
 * @returns {Place[]}
 */
function placesOf(text, words) {
  const places = [...placesIn(text, words, " "), ...(text.search(HYPHEN) < 0 ? [] : placesIn(text, words, ""))];
  return places.sort((one, other) => one.start - other.start || other.end - one.end);
}

/**
 * @param {string} text
 * @param {string[]} words
 * @param {string} hyphen  what stands for one
 * @returns {Place[]}
 */
function placesIn(text, words, hyphen) {
  let flat = " ";
  // Folding may lengthen a letter: where each of the folded ones comes from.
  const starts = [0];
  const ends = [0];
  let at = 0;
  for (const letter of text) {
    const made = /[-‐‑]/.test(letter) ? hyphen : foldedLetter(letter);
    for (let index = 0; index < made.length; index += 1) {
      starts.push(at);
      ends.push(at + letter.length);
    }
    if (!made) {
      ends[ends.length - 1] = at + letter.length;
    }
    flat += made;
    at += letter.length;
  }
  flat += " ";
  return words.flatMap((word) => {
    const found = [];
    for (let from = flat.indexOf(` ${word}`); from >= 0; from = flat.indexOf(` ${word}`, from + 1)) {
      found.push({ start: starts[from + 1], end: ends[flat.indexOf(" ", from + 1) - 1], word });
    }
    return found;
  });
}

/** @type {Map<string, string>} */
const letters = new Map();

/** @param {string} letter */
function foldedLetter(letter) {
  const made = letters.get(letter) ?? folded(letter);
  letters.set(letter, made);
  return made;
}
