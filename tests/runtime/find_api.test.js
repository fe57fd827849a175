import assert from "node:assert/strict";
import { test } from "node:test";
import { findApi } from "../../themes/_runtime/tracking/find_api.js";
import { Page } from "./page.js";

const API = { LMSInitialize: () => "true" };

test("the API is found in the window itself", () => {
  assert.equal(findApi(new Page({ API })), API);
});

test("the API is found in the parent", () => {
  assert.equal(findApi(new Page({ parent: new Page({ API }) })), API);
});

test("the API is found in a parent of a parent", () => {
  assert.equal(findApi(new Page({ parent: new Page({ parent: new Page({ API }) }) })), API);
});

test("the API is found in the opener", () => {
  assert.equal(findApi(new Page({ opener: new Page({ API }) })), API);
});

test("the API is found in a parent of the opener", () => {
  assert.equal(findApi(new Page({ opener: new Page({ parent: new Page({ API }) }) })), API);
});

test("the API of a parent goes before that of the opener", () => {
  const other = { LMSInitialize: () => "true" };
  assert.equal(findApi(new Page({ parent: new Page({ API }), opener: new Page({ API: other }) })), API);
});

test("where there is no API, none is found", () => {
  assert.equal(findApi(new Page({ parent: new Page(), opener: new Page() })), null);
});

test("what is only called API is none", () => {
  assert.equal(findApi(new Page({ API: {}, parent: new Page({ API }) })), API);
});

test("a parent of another origin does not hide the API above it", () => {
  assert.equal(findApi(new Page({ parent: foreign({ parent: new Page({ API }) }) })), API);
});

test("a parent of another origin does not hide the API of the opener", () => {
  assert.equal(findApi(new Page({ parent: foreign(), opener: new Page({ API }) })), API);
});

test("only windows of another origin: none is found, and nothing is thrown", () => {
  assert.equal(findApi(new Page({ parent: foreign(), opener: foreign() })), null);
});

test("a window that refuses even its opener is no obstacle", () => {
  const page = Object.defineProperty(new Page(), "opener", { get: refuse });
  assert.equal(findApi(page), null);
});

test("windows that are each other's parent are left in the end", () => {
  const [one, other] = [new Page(), new Page()];
  Object.assign(one, { parent: other });
  Object.assign(other, { parent: one });
  assert.equal(findApi(one), null);
});

/** A window of another origin: browsers show its parent and its opener, and refuse all else (HTML, 7.2.1.3.1). */
function foreign({ parent = null } = {}) {
  return new Proxy(
    {},
    {
      get(_, name, self) {
        return name === "parent" ? (parent ?? self) : name === "opener" ? null : refuse();
      },
    },
  );
}

function refuse() {
  throw new DOMException("Blocked a frame from accessing a cross-origin frame.", "SecurityError");
}

test("the API is found in the opener of a parent: a course in a frame of a popup", () => {
  const popup = new Page({ opener: new Page({ API }) });
  assert.equal(findApi(new Page({ parent: popup })), API);
});
