import assert from "node:assert/strict";
import { test } from "node:test";
import { notesOn, renameNotes } from "../../themes/_runtime/tracking/notes.js";

/** A storage as browsers have it, whose keys are properties; a text, or all of them together, may be too much for it. */
function storage(kept = {}, room = Infinity, quota = Infinity) {
  const methods = {
    getItem: (key) => (Object.hasOwn(made, key) ? made[key] : null),
    setItem: (key, text) => {
      const others = Object.entries(made).filter(([other]) => other !== key);
      if (text.length > room || [[key, text], ...others].join("").length > quota) {
        throw new Error("full");
      }
      made[key] = text;
    },
    removeItem: (key) => {
      delete made[key];
    },
  };
  const made = Object.create(methods);
  return Object.assign(made, kept);
}

const forbidden = {
  get localStorage() {
    throw new Error("forbidden");
  },
};

test("texts are found again, those of this course alone", () => {
  const localStorage = storage({ "parcours:other:note:a/b": "x", "parcours:course": "1AAA a/b" });
  notesOn({ localStorage }, "course").write("a/b", "Un mot");
  notesOn({ localStorage }, "course").write("a/b/c", " \n");
  const notes = notesOn({ localStorage }, "course");
  assert.equal(notes.read("a/b"), "Un mot");
  assert.deepEqual(notes.names(), ["a/b"]);
  assert.ok(notes.isKept());
  assert.deepEqual(Object.keys(localStorage).length, 4);
});

test("no text leaves nothing behind", () => {
  const localStorage = storage();
  const notes = notesOn({ localStorage }, "course");
  notes.write("a/b", "Un mot");
  notes.write("a/b", "");
  assert.equal(notes.read("a/b"), "");
  assert.deepEqual(notes.names(), []);
  assert.ok(notes.isKept());
  assert.deepEqual(Object.keys(localStorage), []);
});

test("where storage is forbidden, texts last for the visit, and that is known before any is written", () => {
  const notes = notesOn(forbidden, "course");
  assert.ok(!notes.isKept());
  notes.write("a/b", "Un mot");
  assert.equal(notes.read("a/b"), "Un mot");
  assert.deepEqual(notes.names(), ["a/b"]);
  notes.write("a/b", "");
  assert.deepEqual(notes.names(), []);
  assert.ok(!notes.isKept());
});

test("a text for which there is no room is not mixed up with what was kept before", () => {
  const localStorage = storage({}, 10);
  const notes = notesOn({ localStorage }, "course");
  notes.write("a/b", "Court");
  notes.write("a/b", "Un texte trop long");
  assert.equal(notes.read("a/b"), "Un texte trop long");
  assert.ok(!notes.isKept());
  notes.write("a/b", "Bref");
  assert.ok(notes.isKept());
  assert.equal(notesOn({ localStorage }, "course").read("a/b"), "Bref");
});

test("follow a page or a question that an earlier publication called otherwise", () => {
  const notes = notesOn({ localStorage: storage() }, "course");
  notes.write("a/old", "Une note");
  notes.write("a/old/question", "Une réflexion");
  notes.write("a/new", "Déjà là");
  notes.write("a/other", "Ailleurs");
  renameNotes(notes, (name) => (name === "a/old" ? "a/new" : name));
  assert.deepEqual(notes.names().sort(), ["a/new", "a/new/question", "a/other"]);
  assert.equal(notes.read("a/new"), "Déjà là\n\nUne note");
  assert.equal(notes.read("a/new/question"), "Une réflexion");
});

test("stay under their former name where the device is full", () => {
  const localStorage = storage({ "parcours:course:note:a/old": "Une note" }, 3);
  renameNotes(notesOn({ localStorage }, "course"), () => "a/new");
  assert.equal(notesOn({ localStorage }, "course").read("a/old"), "Une note");
});

test("are not doubled on a device with room for some of them, whatever the number of launches", () => {
  const kept = {
    "parcours:course:note:a/old": "Une note",
    "parcours:course:note:a/long": "Une longue note".repeat(20),
  };
  const quota = Object.entries(kept).join("").length + 40;
  const localStorage = storage(kept, Infinity, quota);
  const rename = (/** @type {string} */ name) => name.replace("old", "new").replace("long", "longer");
  for (const launch of [1, 2, 3]) {
    const notes = notesOn({ localStorage }, "course");
    // Something else that found no room says nothing about these.
    notes.write("a/typed", "Trop".repeat(quota));
    renameNotes(notes, rename);
    assert.equal(localStorage.getItem("parcours:course:note:a/new"), "Une note", `launch ${launch}`);
    assert.equal(localStorage.getItem("parcours:course:note:a/old"), null);
    assert.equal(localStorage.getItem("parcours:course:note:a/long"), "Une longue note".repeat(20));
  }
});

test("are added once where the former name could not be removed", () => {
  const localStorage = storage({ "parcours:course:note:a/old": "Une note", "parcours:course:note:a/new": "Là" });
  Object.getPrototypeOf(localStorage).removeItem = () => {
    throw new Error("forbidden");
  };
  for (const launch of [1, 2, 3]) {
    renameNotes(notesOn({ localStorage }, "course"), (name) => name.replace("old", "new"));
    assert.equal(localStorage.getItem("parcours:course:note:a/new"), "Là\n\nUne note", `launch ${launch}`);
  }
});
