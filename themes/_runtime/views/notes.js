import { announce } from "../announce.js";
import { byId, copyTemplate, fill, focusOn, link, slot } from "../dom.js";
import { downloadText } from "../download.js";
import { bring } from "../parts.js";
import { t } from "../sentences.js";

/**
 * What a learner wrote about one page or quiz.
 *
 * @typedef {object} Written
 * @property {string} title
 * @property {string} where  the module
 * @property {string} address  nothing where the course no longer has that page
 * @property {{kind: string, text: string, edit: string}[]} texts
 */

/**
 * Let learners write a note under a page; other things have none.
 *
 * @param {import("../types.js").ActivityOutline | null} activity
 * @param {import("../types.js").Notes} notes
 */
export function showNote(activity, notes) {
  const box = byId("note");
  const name = activity?.kind === "page" ? activity.name : "";
  const field = /** @type {HTMLTextAreaElement} */ (slot(box, "note-text"));
  const warn = () => {
    slot(box, "note-unkept").hidden = notes.isKept();
  };
  box.hidden = !name;
  field.value = name && notes.read(name);
  box.toggleAttribute("open", !!field.value);
  warn();
  // At each letter: a pause would be one more way to lose a text.
  field.oninput = () => {
    notes.write(name, field.value);
    warn();
  };
}

let turn = 0;
/** @type {Written[]} */
let shown = [];

/**
 * Show everything that the learner wrote, in the order of the course.
 *
 * @param {HTMLElement} section
 * @param {import("../progress.js").Progress} progress
 * @param {import("../types.js").Notes} notes
 */
export async function showNotes(section, progress, notes) {
  turn += 1;
  const mine = turn;
  const written = await gather(progress, notes);
  if (mine !== turn) {
    return;
  }
  shown = written;
  slot(section, "notes-unkept").hidden = notes.isKept();
  slot(section, "no-notes").hidden = !!written.length;
  slot(section, "notes-tools").hidden = !written.length;
  slot(section, "notes-list").replaceChildren(...written.map(noted));
  const ask = (/** @type {boolean} */ open) => {
    slot(section, "notes-confirm").hidden = !open;
    slot(section, "notes-delete").setAttribute("aria-expanded", String(open));
    focusOn(slot(section, open ? "notes-confirm" : "notes-delete"));
  };
  const erase = async () => {
    for (const name of notes.names()) {
      notes.write(name, "");
    }
    slot(section, "notes-confirm").hidden = true;
    slot(section, "notes-delete").setAttribute("aria-expanded", "false");
    await showNotes(section, progress, notes);
    focusOn(slot(section, "no-notes"));
    announce(t("Your notes are deleted."));
  };
  slot(section, "notes-print").onclick = () => window.print();
  slot(section, "notes-download").onclick = () =>
    downloadText(`${progress.outline.id.replace("/", "-")}-notes.txt`, asText(progress.outline));
  slot(section, "notes-delete").onclick = () => ask(slot(section, "notes-confirm").hidden);
  slot(section, "notes-keep").onclick = () => ask(false);
  slot(section, "notes-confirmed").onclick = erase;
}

/**
 * @param {import("../progress.js").Progress} progress
 * @param {import("../types.js").Notes} notes
 * @returns {Promise<Written[]>}
 */
async function gather(progress, notes) {
  const names = notes.names();
  const of = (/** @type {string} */ name) => name.split("/").slice(0, 2).join("/");
  const activities = progress.activities.filter((activity) => names.some((name) => of(name) === activity.name));
  const known = new Set(activities.map(({ name }) => name));
  const lost = names.filter((name) => !known.has(of(name)));
  return [
    ...(await Promise.all(
      activities.map(async (activity) => ({
        title: activity.title,
        where: progress.moduleOf(activity.name)?.title ?? "",
        address: `#/${activity.name}`,
        texts: await textsOf(
          activity.name,
          names.filter((name) => of(name) === activity.name),
          notes,
        ),
      })),
    )),
    ...lost.map((name) => ({
      title: t("A page that this course no longer has"),
      where: "",
      address: "",
      texts: [{ kind: "", text: notes.read(name), edit: "" }],
    })),
  ];
}

/**
 * @param {string} activity
 * @param {string[]} names  of its texts
 * @param {import("../types.js").Notes} notes
 */
async function textsOf(activity, names, notes) {
  const questions = names.length > 1 || names[0] !== activity ? await questionsOf(activity) : [];
  const answers = names
    .filter((name) => name !== activity)
    .map((name) => ({ name, at: questions.findIndex(({ id }) => `${activity}/${id}` === name) }))
    .sort((one, other) => one.at - other.at)
    .map(({ name, at }) => ({
      kind: questions[at]?.asked ?? t("Reflection"),
      text: notes.read(name),
      edit: `#/${activity}${questions[at] ? `#${questions[at].field}` : ""}`,
    }));
  const note = { kind: t("My note"), text: notes.read(activity), edit: `#/${activity}#note-text` };
  return note.text.trim() ? [...answers, note] : answers;
}

/**
 * Return the questions of an activity, as it asks them; none where they cannot be brought.
 *
 * @param {string} activity
 */
async function questionsOf(activity) {
  try {
    const { html } = /** @type {{html: string}} */ (await bring(activity, `content/${activity}.js`));
    const forms = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("form[data-question]")];
    return forms.map((form) => ({
      id: form.getAttribute("data-question"),
      asked:
        form
          .querySelector(".prompt")
          ?.textContent?.replaceAll(/[ \t\n]+/g, " ")
          .trim() || t("Reflection"),
      field: form.querySelector("textarea")?.id ?? "",
    }));
  } catch {
    return [];
  }
}

/** @param {Written} written */
function noted({ title, where, address, texts }) {
  const made = copyTemplate("t-noted");
  fill(made, "where", where === title ? "" : where);
  if (address) {
    link(made, "link", title, address);
  } else {
    slot(made, "link").replaceWith(title);
  }
  made.append(
    ...texts.map(({ kind, text, edit }) => {
      const kept = copyTemplate("t-kept");
      fill(kept, "kind", kind);
      slot(kept, "text").textContent = text;
      link(kept, "edit", t("Change this text"), edit);
      slot(kept, "edit").setAttribute("aria-label", t("Change this text: {title}", { title: `${kind}, ${title}` }));
      slot(kept, "edit").hidden = !edit;
      return kept;
    }),
  );
  return made;
}

/** @param {import("../types.js").Outline} outline */
function asText({ title, language }) {
  const date = new Date().toLocaleDateString(language, { dateStyle: "long" });
  const parts = shown.map((written) => {
    const head = [...new Set([written.where, written.title])].filter(Boolean).join(" – ");
    const texts = written.texts.map(({ kind, text }) => `${kind && `${kind}\n`}${text.trim()}\n`);
    return `${head}\n${"=".repeat(Math.min(head.length, 72))}\n\n${texts.join("\n")}`;
  });
  return `${title}\n${t("My notes")}, ${date}\n\n\n${parts.join("\n\n")}`;
}
