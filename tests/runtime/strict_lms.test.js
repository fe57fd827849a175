import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { StrictLms } from "./strict_lms.js";

/** Open a session, make the calls, and tell the error codes. */
function codes(calls, kept = {}, options = {}) {
  const lms = new StrictLms(kept, options);
  lms.api.LMSInitialize("");
  return calls.map(([name, ...given]) => {
    lms.api[name](...given);
    return lms.api.LMSGetLastError();
  });
}

const set = (element, value) => ["LMSSetValue", `cmi.${element}`, value];
const get = (element) => ["LMSGetValue", `cmi.${element}`];
const interaction = (type) => [set("interactions.0.id", "a__b__c"), set("interactions.0.type", type)];

describe("the strict LMS takes", () => {
  for (const [name, calls] of [
    ["what a course usually says", [set("core.lesson_status", "incomplete"), set("core.session_time", "00:00:01.50")]],
    ["a full state", [set("suspend_data", "x".repeat(4096))]],
    ["true or false", [...interaction("true-false"), set("interactions.0.student_response", "t")]],
    ["a set of choices", [...interaction("choice"), set("interactions.0.correct_responses.0.pattern", "{a,c}")]],
    ["pairs", [...interaction("matching"), set("interactions.0.student_response", "a.1,b.1")]],
    [
      "two right answers",
      [
        ...interaction("fill-in"),
        set("interactions.0.correct_responses.0.pattern", "one"),
        set("interactions.0.correct_responses.1.pattern", "two"),
      ],
    ],
    ["a part of one as a result", [...interaction("choice"), set("interactions.0.result", "0.67")]],
    ["lists that are counted", [get("interactions._count"), get("interactions._children"), get("core._children")]],
  ]) {
    test(name, () =>
      assert.deepEqual(
        codes(calls),
        calls.map(() => "0"),
      ),
    );
  }
});

describe("the strict LMS refuses", () => {
  for (const [name, calls, code] of [
    ["a state that is too long", [set("suspend_data", "x".repeat(4097))], "405"],
    ["accents", [set("suspend_data", "é")], "405"],
    ["the status that only it sets", [set("core.lesson_status", "not attempted")], "405"],
    ["a score above 100", [set("core.score.raw", "100.5")], "405"],
    ["a number that is no text", [["LMSSetValue", "cmi.core.score.raw", 5]], "201"],
    ["a time of SCORM 2004", [set("core.session_time", "PT1M")], "405"],
    ["hours of one digit", [set("core.session_time", "1:02:03")], "405"],
    ["to read what is write-only", [get("core.exit")], "404"],
    ["to write what is read-only", [set("core.credit", "credit")], "403"],
    ["to write a keyword", [set("interactions._count", "3")], "402"],
    ["an element that it does not know", [set("completion_status", "completed")], "401"],
    ["to count what is no list", [get("core.exit._count")], "203"],
    ["an index after a gap", [set("interactions.1.id", "a")], "201"],
    ["an interaction without its id", [set("interactions.0.type", "choice")], "405"],
    ["a response before its type", [set("interactions.0.id", "a"), set("interactions.0.student_response", "a")], "405"],
    ["spaces in an id", [set("interactions.0.id", "a b")], "405"],
    ["a type of SCORM 2004", [set("interactions.0.id", "a"), set("interactions.0.type", "other")], "405"],
    ["the result of SCORM 2004", [...interaction("choice"), set("interactions.0.result", "incorrect")], "405"],
    ["choices of two characters", [...interaction("choice"), set("interactions.0.student_response", "10")], "405"],
    ["a choice chosen twice", [...interaction("choice"), set("interactions.0.student_response", "a,a")], "405"],
    ["a response in braces", [...interaction("choice"), set("interactions.0.student_response", "{a}")], "405"],
    ["a comma in a number", [...interaction("numeric"), set("interactions.0.student_response", "3,5")], "405"],
    ["words for true", [...interaction("true-false"), set("interactions.0.student_response", "true")], "405"],
    ["an empty response", [...interaction("fill-in"), set("interactions.0.student_response", "")], "405"],
    ["an answer that changes", [...interaction("fill-in"), set("interactions.0.type", "choice")], "405"],
    [
      "a right answer said twice",
      [
        ...interaction("choice"),
        set("interactions.0.correct_responses.0.pattern", "a"),
        set("interactions.0.correct_responses.1.pattern", "a"),
      ],
      "405",
    ],
    ["to write over an earlier session", [set("interactions.0.time", "10:00:00")], "405"],
    ["a second beginning", [["LMSInitialize", ""]], "101"],
    ["a commit without its empty text", [["LMSCommit"]], "201"],
    ["anything after the end", [["LMSFinish", ""], get("core.credit")], "301"],
  ]) {
    const kept = name.includes("earlier") ? { "cmi.interactions.0.id": "before" } : {};
    test(name, () => assert.deepEqual(codes(calls, kept), [...calls.slice(1).map(() => "0"), code]));
  }

  test("anything before the beginning", () => {
    const lms = new StrictLms();
    assert.equal(lms.api.LMSGetValue("cmi.core.credit"), "");
    assert.equal(lms.api.LMSGetLastError(), "301");
    assert.equal(lms.errors.length, 1);
  });

  test("what is optional, when it is minimal", () => {
    assert.deepEqual(
      codes([get("interactions._count"), get("core.lesson_mode"), get("core.credit")], {}, { minimal: true }),
      ["401", "401", "0"],
    );
  });
});
