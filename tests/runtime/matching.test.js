import assert from "node:assert/strict";
import { test } from "node:test";
import { find, folded, lookFor, marked, searchable, snippet, sought } from "../../themes/_runtime/matching.js";

const page = (title, ...sections) =>
  searchable([title, title, "Module", sections.map(([heading, text], at) => [heading && `at-${at}`, heading, text])]);
const titles = (pages, query) => find(pages, sought(query)).hits.map(({ entry }) => entry[1]);

test("case, accents, ligatures and apostrophes do not count", () => {
  assert.equal(folded("L’Été à l'Œuvre, ex æquo"), "l ete a l oeuvre  ex aequo");
  assert.equal(folded("CO₂, m², Straße, ﬁn"), "co2  m2  strasse  fin");
  const pages = [page("Un", ["", "Le cœur de l’été, c'est l’ŒUVRE naïve."])];
  for (const query of ["coeur", "cœur", "CŒUR", "été", "ETE", "l'été", "l’ete", "oeuvre", "naive", "œuv"]) {
    assert.deepEqual(titles(pages, query), ["Un"], query);
  }
});

test("a text may be composed or not", () => {
  const pages = [page("Un", ["", "Une e\u0301tude"])];
  assert.deepEqual(titles(pages, "étude"), ["Un"]);
  assert.deepEqual(marked("Une e\u0301tude.", sought("etude")), ["Une ", "e\u0301tude", "."]);
});

test("every word must be there, at the beginning of one", () => {
  const pages = [page("Un", ["", "Des vélos et des trottoirs."]), page("Deux", ["", "Des vélos."])];
  assert.deepEqual(titles(pages, "vélo"), ["Un", "Deux"]);
  assert.deepEqual(titles(pages, "trottoir velo"), ["Un"]);
  assert.deepEqual(titles(pages, "élo"), []);
  assert.deepEqual(titles(pages, "vélo camion"), []);
});

test("words of a query may stand in several places of a page", () => {
  const pages = [page("Budget", ["", "Une introduction."], ["Transports", "Des vélos."])];
  assert.deepEqual(titles(pages, "budget vélo"), ["Budget"]);
});

test("what an apostrophe leaves of a word says nothing", () => {
  assert.deepEqual(sought("l'eau"), ["eau"]);
  assert.deepEqual(sought("qu’est-ce"), ["estce"]);
  assert.deepEqual(sought("aujourd'hui"), ["aujourd", "hui"]);
  assert.deepEqual(sought("vitamine C"), ["vitamine", "c"]);
  assert.deepEqual(sought("  a-b  "), ["ab"]);
  assert.deepEqual(sought(" …? "), []);
});

test("a hyphen joins words, splits them, or is not there", () => {
  const pages = [page("Un", ["", "Une plate-forme."]), page("Deux", ["", "Une plateforme, en Loire‑Atlantique."])];
  const found = (/** @type {string} */ query) => lookFor(pages, query).hits.map(({ entry }) => entry[1]);
  for (const query of ["plate-forme", "plateforme", "Plate‑form"]) {
    assert.deepEqual(found(query), ["Un", "Deux"], query);
  }
  assert.deepEqual(found("forme"), ["Un"]);
  assert.deepEqual(found("atlantique"), ["Deux"]);
  assert.deepEqual(lookFor([page("Un", ["", "Un mot clé."])], "mot-clé").words, ["mot", "cle"]);
  assert.deepEqual(marked("Une plate-forme.", sought("plateforme")), ["Une ", "plate-forme", "."]);
});

test("a title is worth more than a heading, and that more than a text", () => {
  const pages = [
    page("Un", ["", "Le compost est utile."]),
    page("Deux", ["Le compost", "Un texte."]),
    page("Le compost", ["", "Un texte."]),
    page("Quatre", ["", "Encore le compost, compost, compost."]),
  ];
  assert.deepEqual(titles(pages, "compost"), ["Le compost", "Deux", "Un", "Quatre"]);
});

test("a whole word is worth more than the beginning of one, words side by side more than apart", () => {
  const pages = [page("Un", ["", "La planification."]), page("Deux", ["", "Le plan."])];
  assert.deepEqual(titles(pages, "plan"), ["Deux", "Un"]);
  const apart = [page("Un", ["", "Les pistes sont cyclables."]), page("Deux", ["", "Les pistes cyclables."])];
  assert.deepEqual(titles(apart, "pistes cyclables"), ["Deux", "Un"]);
});

test("a result leads to the section that says most", () => {
  const pages = [page("Un", ["", "Un mot."], ["Les faits", "Du compost."], ["Le compost", "Un bac."])];
  assert.deepEqual(
    ["compost", "compost faits", "bac", "un"].map((query) => find(pages, sought(query)).hits[0].section[1]),
    ["Le compost", "Les faits", "Le compost", ""],
  );
});

test("words in the plural stand for their singular where nothing else is found", () => {
  const pages = [page("Un", ["", "Un vélo, un tuyau."])];
  assert.deepEqual(titles(pages, "vélos"), ["Un"]);
  assert.deepEqual(titles(pages, "tuyaux"), ["Un"]);
  assert.deepEqual(find(pages, ["velos"]).words, ["velo"]);
  assert.deepEqual(titles([...pages, page("Deux", ["", "Des vélos."])], "vélos"), ["Deux"]);
});

test("English words are found alike", () => {
  const pages = [page("One", ["", "The learner’s garden, don’t dig."])];
  for (const query of ["learner's", "learners", "Don't", "garden dig"]) {
    assert.deepEqual(titles(pages, query), ["One"], query);
  }
});

test("nothing to look for finds nothing", () => {
  assert.deepEqual(titles([page("Un", ["", "Un mot."])], " ’ "), []);
  assert.deepEqual(titles([page("Vide")], "mot"), []);
});

test("whole words are marked, as they are written", () => {
  assert.deepEqual(marked("L’Œuvre, l'été.", sought("œuv ete")), ["L’", "Œuvre", ", l'", "été", "."]);
  assert.deepEqual(marked("Rien", sought("mot")), ["Rien"]);
  assert.deepEqual(marked("abc abcd", ["abc", "ab"]), ["", "abc", " ", "abcd", ""]);
});

test("pieces are the text again, whatever it is", () => {
  const texts = ["", "ŒœﬁŒ ß²₂ ½ İstanbul ΟΔΟΣ 𝒳 👩‍🚀 e\u0301\u0302", "«\u00a0Été\u202f!\u00a0»", "\u0301seul"];
  for (const text of texts) {
    for (const query of ["o", "e", "f", "s", "2", "1", "i", "ο", "x", "seul"]) {
      assert.equal(marked(text, sought(query)).join(""), text);
    }
  }
});

test("a snippet shows where the words stand together, and no more than it must", () => {
  const filling = "Une phrase de remplissage sans intérêt aucun. ".repeat(20);
  const text = `Des vélos. ${filling}Des vélos et des trottoirs. ${filling}`;
  const pieces = snippet(text, sought("trottoir vélo"));
  assert.deepEqual([pieces[1], pieces[3]], ["vélos", "trottoirs"]);
  assert.ok(pieces.join("").length < 220);
  assert.match(pieces.join(""), /^… .* …$/);
  assert.match(snippet(text, sought("absent")).join(""), /^Des vélos\. Une .*[^ ] …$/);
  const long = "x".repeat(500);
  assert.ok(snippet(`${long} mot ${long}`, ["mot"]).join("").includes("mot"));
  assert.ok(snippet(long, ["x"]).join("").length < 600);
});
