import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { interactionRecords } from "../../themes/_runtime/tracking/interactions.js";
import { Journal } from "../../themes/_runtime/tracking/journal.js";
import { scorm12Tracker } from "../../themes/_runtime/tracking/scorm12.js";
import { anyReport, cloze, essay, match, number, order, poll, scale, select, text, told } from "./answers.js";
import { Lms } from "./lms.js";
import { Page } from "./page.js";
import { Random } from "./random.js";
import { StrictLms } from "./strict_lms.js";

const NOON = new Date(2026, 10, 22, 12, 5, 9);

/** The records as objects, without what is the same for all. */
function recordsOf(question, response, more = {}) {
  return interactionRecords(told(question, response, more), NOON).map((record) => Object.fromEntries(record));
}

/** The type, the right response and the response of the one record. */
function gist(question, response, more = {}) {
  const [record, ...others] = recordsOf(question, response, more);
  assert.deepEqual(others, []);
  return [record.type, record["correct_responses.0.pattern"] ?? "", record.student_response ?? ""];
}

/** Tell whom there is of answers, as the page does. */
function tell(tracker, journal, ...reports) {
  const teller = tracker.teller();
  const records = reports.flatMap((report) => interactionRecords(report, new Date()));
  if (teller && records.length) {
    journal.append(teller, records);
  }
}

/** Play reports in an LMS, and return what it noted. */
function play(lms, reports) {
  const page = new Page({ API: lms.api });
  const tracker = scorm12Tracker(page);
  tracker.open("course");
  tell(tracker, new Journal(), ...reports);
  page.pass(1000);
  page.leave();
  return lms;
}

test("a record tells everything about an answer, its id first", () => {
  const question = select("-x-", { objective: "qualite-air" });
  assert.deepEqual(interactionRecords(told(question, [1]), NOON), [
    [
      ["id", "se_deplacer__bilan__zfe_sigle"],
      ["objectives.0.id", "qualite_air"],
      ["time", "12:05:09"],
      ["type", "choice"],
      ["correct_responses.0.pattern", "b"],
      ["weighting", "2"],
      ["student_response", "b"],
      ["result", "correct"],
      ["latency", "00:00:12.34"],
    ],
  ]);
});

describe("the response and the right one are told as", () => {
  const blanks = cloze(
    text("Loi d’orientation des mobilités"),
    number(2019, 2019),
    select("-x", { options: ["été", "hiver"] }),
  );
  for (const [name, question, response, expected] of [
    ["t for true", select("x-", { presentation: "true-false" }), [0], ["true-false", "t", "t"]],
    ["f for false", select("-x", { presentation: "true-false" }), [1], ["true-false", "f", "f"]],
    ["one choice", select("--x-"), [3], ["choice", "c", "d"]],
    [
      "several choices, all of which are wanted",
      select("x-x-", { multiple: true }),
      [0, 3],
      ["choice", "{a,c}", "a,d"],
    ],
    ["pictures, as choices", select("x-", { presentation: "pictures" }), [0], ["choice", "a", "a"]],
    ["the last of 36 choices", select(`${"-".repeat(35)}x`), [35], ["choice", "9", "9"]],
    ["a number", number(3, 4), "3,5", ["numeric", "3.5", "3.5"]],
    ["a negative number", number(-273.15, -273.15), "\u2212273,15", ["numeric", "-273.15", "-273.15"]],
    ["the middle of a range, without its noise", number(1.1, 2.2), "1,65", ["numeric", "1.65", "1.65"]],
    ["a number with its unit", number(12, 12, { unit: "km" }), "12,5 km", ["numeric", "12", "12.5"]],
    ["a text, where a number is too large", number(35000, 35000), "35\u202f000", ["fill-in", "35000", "35000"]],
    ["a text, where the answer is too large", number(3, 3), "1234", ["fill-in", "3", "1234"]],
    [
      "a text without accents",
      text("Épicéa"),
      "l’œuf «\u00a0où\u00a0» — ça…",
      ["fill-in", "Epicea", 'l\'oeuf " ou " - ca...'],
    ],
    ["a text of another script, by its length", text("水"), "日本", ["fill-in", "?", "??"]],
    ["a text on one line", text("a"), "one\n two\ttabs", ["fill-in", "a", "one two tabs"]],
    ["pairs", match([0, 2, 1], 3), { parts: [0, 1, 1] }, ["matching", "{a.1,b.3,c.2}", "a.1,b.2,c.2"]],
    ["pairs, but those left out", match([0, 2], 3), { parts: [null, 2] }, ["matching", "{a.1,b.3}", "b.3"]],
    [
      "categories, as pairs",
      match([1, 1], 2, { presentation: "categories" }),
      { parts: [1, 0] },
      ["matching", "{a.2,b.2}", "a.2,b.1"],
    ],
    ["an order", order(4), { parts: [1, 0, 2, 3] }, ["sequencing", "a,b,c,d", "b,a,c,d"]],
    [
      "the fields of a text",
      blanks,
      { parts: ["lôm; là", "2\u202f019", 0] },
      ["fill-in", "1=Loi d'orientation des mobilites;2=2019;3=hiver", "1=lom, la;2=2019;3=ete"],
    ],
    [
      "fields, empty ones too",
      blanks,
      { parts: ["", null, 1] },
      ["fill-in", "1=Loi d'orientation des mobilites;2=2019;3=hiver", "1=;2=;3=hiver"],
    ],
    ["one answer of a poll", poll(5), [4], ["likert", "", "e"]],
    ["several answers of a poll", poll(5, { multiple: true }), [0, 4], ["choice", "", "a,e"]],
  ]) {
    test(name, () => assert.deepEqual(gist(question, response), expected));
  }

  test("a degree for each line of a scale, but those left out", () => {
    const records = recordsOf(scale(3, 5), { parts: [4, null, 0] });
    assert.deepEqual(
      records.map((record) => [record.id, record.type, record.student_response, record.result]),
      [
        ["se_deplacer__bilan__zfe_sigle__1", "likert", "5", "neutral"],
        ["se_deplacer__bilan__zfe_sigle__3", "likert", "1", "neutral"],
      ],
    );
  });

  test("nothing, for an essay or where nothing was answered", () => {
    assert.deepEqual(recordsOf(essay, "What I think of my boss."), []);
    assert.deepEqual(recordsOf(select("x-"), null), []);
  });

  test("what fits, of a long text", () => {
    assert.equal(gist(text("é".repeat(300)), "œ".repeat(200))[1], "e".repeat(255));
    assert.equal(gist(text("a"), "œ".repeat(200))[2].length, 255);
  });

  test("something of every field, of a long text with many", () => {
    const blanks = Array.from({ length: 12 }, () => text("x".repeat(85)));
    const response = { parts: blanks.map((_, at) => `${at}`.repeat(85)) };
    for (const joined of gist(cloze(...blanks), response).slice(1)) {
      assert.ok(joined.length > 240 && joined.length <= 255);
      assert.ok(joined.split(";").every((field, at) => field.match(/^(\d+)=.+$/)?.[1] === String(at + 1)));
    }
  });
});

describe("the result is", () => {
  for (const [part, outcome, expected] of [
    [1, "right", "correct"],
    [0, "wrong", "wrong"],
    [2 / 3, "partial", "0.67"],
    [0.5, "partial", "0.5"],
    [0.001, "partial", "0.01"],
    [0.999, "partial", "0.99"],
  ]) {
    test(`${expected} for ${outcome} ${part}`, () => {
      assert.equal(recordsOf(select("x-"), [0], { part, outcome })[0].result, expected);
    });
  }

  test("neutral where nothing is right or wrong, and weighs nothing", () => {
    const [record] = recordsOf(poll(3), [0], { part: 0 });
    assert.equal(record.result, "neutral");
    assert.ok(!("weighting" in record));
  });
});

test("a weight that platforms refuse, and a time that is not known, are not told", () => {
  const [record] = recordsOf(select("x-", { points: 150 }), [0], { seconds: null });
  assert.ok(!("weighting" in record) && !("latency" in record));
  assert.equal(recordsOf(select("x-", { points: 4 / 3 }), [0])[0].weighting, "1.33");
});

describe("the LMS is told of an answer", () => {
  test("without being asked anything at launch", () => {
    const lms = new StrictLms();
    scorm12Tracker(new Page({ API: lms.api })).open("course");
    assert.ok(!lms.calls.some(([, element]) => element.startsWith("cmi.interactions")));
    assert.ok(lms.calls.length <= 10);
  });

  test("each time it is checked, one after the other", () => {
    const wrong = told(select("x-"), [1], { part: 0, outcome: "wrong" });
    const lms = play(new StrictLms(), [wrong, told(select("x-"), [0])]);
    assert.deepEqual(lms.errors, []);
    assert.deepEqual(
      lms.interactions.map(({ id, result }) => [id, result]),
      [
        ["se_deplacer__bilan__zfe_sigle", "wrong"],
        ["se_deplacer__bilan__zfe_sigle", "correct"],
      ],
    );
    assert.equal(lms.calls.filter(([, element]) => element === "cmi.interactions._count").length, 1);
  });

  test("after those of earlier sessions", () => {
    const first = play(new StrictLms(), [told(select("x-"), [0])]);
    const second = play(new StrictLms(first.values), [told(number(1, 1), "1")]);
    assert.deepEqual(second.errors, []);
    assert.deepEqual(
      second.interactions.map(({ type }) => type),
      ["choice", "numeric"],
    );
  });

  test("with one commit, however many there are", () => {
    const reports = Array.from({ length: 40 }, () => told(select("x-"), [0]));
    const lms = play(new StrictLms(), reports);
    assert.equal(lms.calls.filter(([name]) => name === "LMSCommit").length, 2); // and the one of leaving
    assert.equal(lms.interactions.length, 40);
  });

  test("without what it refuses, which takes nothing from the rest", () => {
    const lms = new Lms(
      {},
      { "LMSSetValue cmi.interactions.0.latency": "false", "LMSSetValue cmi.interactions.0.time": "" },
    );
    play(lms, [told(select("x-"), [0]), told(select("x-"), [0])]);
    assert.deepEqual(lms.refused, []);
    const [first, second] = lms.real.cmi.interactions.childArray.map((one) => one.toJSON());
    assert.deepEqual([first.student_response, first.latency], ["a", ""]);
    assert.deepEqual([second.student_response, second.latency], ["a", "00:00:12.34"]);
  });

  test("never, when it keeps no interactions: it is asked once, and progress is kept", () => {
    const lms = new StrictLms({}, { minimal: true });
    const page = new Page({ API: lms.api });
    const tracker = scorm12Tracker(page);
    const reports = [];
    const journal = new Journal();
    tracker.onSave((report) => reports.push(report));
    tracker.open("course");
    tell(tracker, journal, told(select("x-"), [0]));
    tracker.save({ state: "1AAAA", location: "one/quiz", score: 50, status: "incomplete" });
    tell(tracker, journal, told(select("x-"), [0]));
    page.pass(1000);
    assert.equal(lms.calls.filter(([, element]) => element.startsWith("cmi.interactions")).length, 1);
    assert.equal(lms.values["cmi.suspend_data"], "1AAAA");
    assert.equal(reports.at(-1).failed, false);
  });

  test("no second time, when it counts interactions and takes none", () => {
    const lms = new Lms({}, { "LMSSetValue cmi.interactions.0.id": "false" });
    play(lms, [told(select("x-"), [0]), told(select("x-"), [0])]);
    assert.equal(lms.written.filter(([element]) => element.startsWith("interactions")).length, 1);
  });

  for (const core of ["cmi.core.lesson_mode browse", "cmi.core.lesson_mode review", "cmi.core.credit no-credit"]) {
    test(`never, in ${core}`, () => {
      const [element, value] = core.split(" ");
      const lms = play(new StrictLms({ [element]: value }), [told(select("x-"), [0])]);
      assert.deepEqual(lms.interactions, []);
      assert.deepEqual(lms.errors, []);
    });
  }

  test("never after the end", () => {
    const lms = new StrictLms();
    const page = new Page({ API: lms.api });
    const tracker = scorm12Tracker(page);
    tracker.open("course");
    page.leave();
    tell(tracker, new Journal(), told(select("x-"), [0]));
    page.pass(1000);
    assert.deepEqual(lms.errors, []);
    assert.equal(lms.calls.at(-1)[0], "LMSFinish");
  });

  test("not at all, where none answers", () => {
    const tracker = scorm12Tracker(new Page());
    tracker.open("course");
    assert.doesNotThrow(() => tell(tracker, new Journal(), told(select("x-"), [0])));
  });
});

test("whatever is answered to whatever question, no LMS refuses anything", () => {
  const random = new Random(12);
  for (let round = 0; round < 300; round += 1) {
    const reports = Array.from({ length: random.below(8, 1) }, () => anyReport(random));
    const expected = reports.flatMap((report) => interactionRecords(report, NOON)).length;
    const strict = play(new StrictLms(), reports);
    assert.deepEqual(strict.errors, []);
    assert.equal(strict.interactions.length, expected);
    const real = play(new Lms(), reports);
    assert.deepEqual(real.refused, []);
    assert.equal(real.real.cmi.interactions.childArray.length, expected);
  }
});
