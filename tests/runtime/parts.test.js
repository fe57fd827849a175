import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { bring, load, receive } from "../../themes/_runtime/parts.js";

/** @type {{src?: string, href?: string, onload: () => void, onerror: () => void, remove: () => void}[]} */
let added;

beforeEach(() => {
  added = [];
  globalThis.document = {
    createElement: () => ({ remove: () => added.pop() }),
    head: { append: (element) => added.push(element) },
  };
});

test("what is awaited is asked for once, and never again once it is there", async () => {
  const both = [bring("once"), bring("once")];
  assert.deepEqual(
    added.map(({ src }) => src),
    ["once.js"],
  );
  receive("once", { held: true });
  added[0].onload();
  assert.deepEqual(await Promise.all(both), [{ held: true }, { held: true }]);
  await bring("once");
  assert.equal(added.length, 1);
});

test("what was handed over without being asked for is there", async () => {
  receive("early", 1);
  assert.equal(await bring("early"), 1);
  assert.deepEqual(added, []);
});

test("what failed may be asked for again", async () => {
  const first = bring("one/page", "content/one/page.js");
  added[0].onerror();
  await assert.rejects(first, /content\/one\/page\.js cannot be loaded/);
  assert.deepEqual(added, []);
  const second = bring("one/page", "content/one/page.js");
  receive("one/page", "text");
  added[0].onload();
  assert.equal(await second, "text");
});

test("a script that hands nothing over has failed, and may be asked for again", async () => {
  for (let times = 1; times < 3; times += 1) {
    const awaited = bring("mute");
    added[times - 1].onload();
    await assert.rejects(awaited, /mute\.js brought nothing/);
    assert.equal(added.length, times);
  }
});

test("a style sheet is a link, added once", async () => {
  const both = [load("pages.css"), load("pages.css")];
  assert.deepEqual(
    added.map(({ href, rel }) => [href, rel]),
    [["pages.css", "stylesheet"]],
  );
  added[0].onload();
  await Promise.all(both);
});
