import assert from "node:assert/strict";
import { test } from "node:test";
import { notesOn } from "../../themes/_runtime/tracking/notes.js";

/** A storage as browsers have it, whose keys are properties; it may be full. */
function storage(kept = {}, room = Infinity) {
  const methods = {
    getItem: (key) => (Object.hasOwn(made, key) ? made[key] : null),
    setItem: (key, text) => {
      if (text.length > room) {
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
