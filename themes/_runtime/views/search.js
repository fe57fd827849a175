import { announce } from "../announce.js";
import { copyTemplate, fill, slot } from "../dom.js";
import { lookFor, marked, searchable, snippet } from "../matching.js";
import { bring } from "../parts.js";
import { n, t } from "../sentences.js";

/** Results follow the typing; what is heard of them waits for a longer pause. */
const TYPING = 120;
const PAUSE = 900;
const SLOW = 500;
const SCREENFUL = 20;

/** The search across the course: its texts come when it is opened first. */
class SearchView {
  /** @param {HTMLElement} section */
  constructor(section) {
    this.section = section;
    this.field = /** @type {HTMLInputElement} */ (slot(section, "search-field"));
    /** @type {import("../matching.js").Searchable[] | null} */
    this.all = null;
    /** @type {Promise<void> | null} */
    this.loading = null;
    /** @type {import("../matching.js").Hit[]} */
    this.hits = [];
    /** @type {string[]} */
    this.words = [];
    this.asked = "";
    this.typing = 0;
    this.pause = 0;
    this.field.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.endPause();
      this.typing = window.setTimeout(() => this.search(), TYPING);
      this.pause = window.setTimeout(() => {
        this.endPause();
        this.say();
      }, PAUSE);
    });
    slot(section, "search-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    slot(section, "more-hits").addEventListener("click", () => this.showMore());
    slot(section, "hits").addEventListener("click", remember);
    this.load();
  }

  /** Whoever asks before the texts are there is answered when they are. */
  async submit() {
    this.endPause();
    const isThere = this.all !== null;
    await this.load();
    if (isThere) {
      this.search();
      this.say();
    }
    if (this.all && !this.words.length) {
      this.tell(t("There is nothing to look for: type a word."));
    }
  }

  endPause() {
    clearTimeout(this.pause);
    this.pause = 0;
  }

  /** Bring the texts, once; where that failed, again. */
  load() {
    this.loading ??= this.bring().finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  async bring() {
    if (this.all) {
      return;
    }
    const patience = window.setTimeout(() => this.tell(t("Loading…")), SLOW);
    try {
      this.all = await allTexts();
      fill(this.section, "found", "");
      this.search();
      // Whoever is typing hears it at the end of the pause, once.
      if (!this.pause) {
        this.say();
      }
    } catch (error) {
      this.tell(t("The texts of the course could not be loaded. Check your connection, then select “Search”."));
      console.warn(error);
    } finally {
      clearTimeout(patience);
    }
  }

  /** Show what is found for what stands in the field, unless it is shown already. */
  search() {
    clearTimeout(this.typing);
    const query = this.field.value;
    if (!this.all || query === this.asked) {
      return;
    }
    this.asked = query;
    Object.assign(this, lookFor(this.all, query));
    slot(this.section, "hits").replaceChildren();
    fill(this.section, "found", this.verdict());
    this.showMore({ focus: false });
  }

  /** Let what is found be heard. */
  say() {
    if (this.all && this.words.length) {
      this.announce(this.verdict());
    }
  }

  /** @param {string} sentence */
  tell(sentence) {
    fill(this.section, "found", sentence);
    this.announce(sentence);
  }

  /** @param {string} sentence  of no interest to whoever left the search */
  announce(sentence) {
    if (!this.section.hidden) {
      announce(sentence);
    }
  }

  verdict() {
    if (!this.words.length) {
      return "";
    }
    const query = this.asked.trim();
    return this.hits.length
      ? n(this.hits.length, "{count} result for “{query}”", "{count} results for “{query}”", { query })
      : t("Nothing was found for “{query}”. Try another word, fewer words, or the beginning of a word.", { query });
  }

  showMore({ focus = true } = {}) {
    const list = slot(this.section, "hits");
    const shown = list.childElementCount;
    list.append(...this.hits.slice(shown, shown + SCREENFUL).map((hit, index) => item(hit, this.words, shown + index)));
    slot(this.section, "more-hits").hidden = list.childElementCount >= this.hits.length;
    if (focus) {
      list.children[shown]?.querySelector("a")?.focus();
    }
  }
}

/** @type {SearchView | null} */
let view = null;

/** @param {HTMLElement} section */
export function showSearch(section) {
  if (!view) {
    view = new SearchView(section);
  }
}

/** Bring the texts of the course: the first script says how many there are. */
async function allTexts() {
  const first = await script(1);
  const others = Array.from({ length: first.parts - 1 }, (_, index) => script(index + 2));
  const parts = [first, ...(await Promise.all(others))];
  return parts.flatMap(({ searchables }) => searchables);
}

/** @param {number} number */
async function script(number) {
  const found = await bring(`search:${number}`, `search/${number}.js`);
  const { parts, entries } = /** @type {{parts: number, entries: import("../matching.js").Entry[]}} */ (found);
  // Now, and not when all has come: the page stays usable in between.
  return { parts, searchables: entries.map(searchable) };
}

/**
 * @param {import("../matching.js").Hit} hit
 * @param {string[]} words
 * @param {number} index
 */
function item({ entry, section }, words, index) {
  const [address, title, where] = entry;
  const [anchor, heading, text] = section;
  const made = copyTemplate("t-hit");
  const link = slot(made, "link");
  link.id = `hit-${index + 1}`;
  link.setAttribute("href", `#/${address}${anchor && `#${anchor}`}`);
  link.append(...pieces(marked(title, words)));
  slot(made, "where").append(...pieces(marked([where !== title && where, heading].filter(Boolean).join(" › "), words)));
  slot(made, "snippet").append(...pieces(snippet(text, words)));
  return made;
}

/** @param {string[]} texts  every other one is marked */
function pieces(texts) {
  return texts.map((text, index) => {
    const piece = index % 2 ? document.createElement("mark") : new Text();
    piece.textContent = text;
    return piece;
  });
}

/**
 * Coming back from a result, the learner goes on from there: the address that is left names it.
 *
 * @param {MouseEvent} event
 */
function remember({ target }) {
  const link = target instanceof Element ? target.closest("a") : null;
  if (link) {
    history.replaceState(history.state, "", `#/search#${link.id}`);
  }
}
