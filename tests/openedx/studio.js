// What Studio's visual problem editor makes of problems: JSON list of problem XML in, one JSON answer for each out.
// The parser and the writer are the editor's own; what they import for the screen is replaced by nothing.
import Module, { createRequire } from "node:module";
import { text } from "node:stream/consumers";

const require = createRequire(import.meta.url);
const EDITOR = "../.studio/dist/editors/containers/ProblemEditor/data";
/** @type {Record<string, () => unknown>} */
const STAND_INS = {
  // CommonJS cannot load it; lodash has the same functions.
  "lodash-es": () => require("lodash"),
  "@edx/frontend-platform/i18n": () => ({ defineMessages: (messages) => messages }),
};

const load = Module._load;
Module._load = (request, parent, ...rest) => {
  if (Object.hasOwn(STAND_INS, request)) {
    return STAND_INS[request]();
  }
  const isForPages = parent?.filename?.includes(".studio") && !request.startsWith(".") && request !== "fast-xml-parser";
  return isForPages || request.endsWith(".png") ? {} : load(request, parent, ...rest);
};

const { OLXParser } = require(`${EDITOR}/OLXParser`);
const { default: Writer } = require(`${EDITOR}/ReactStateOLXParser`);

const problems = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(problems.map(opened)));

/** What the editor decides when an author presses "Edit" (thunkActions/problem.js, getDataFromOlx). */
function opened(xml) {
  let parsed;
  try {
    parsed = new OLXParser(xml).getParsedOLXData();
  } catch (error) {
    return { opens: false, why: error.message, type: "advanced", parsed: {}, written: null };
  }
  if (!parsed.problemType || parsed.problemType === "advanced") {
    const why = parsed.problemType ? "no response, or more than one" : "an empty problem";
    return { opens: false, why, type: parsed.problemType ?? null, parsed: {}, written: null };
  }
  return { opens: true, why: null, type: parsed.problemType, parsed, written: written(parsed) };
}

/** What "Save" writes when the author changes nothing: the state as the editor's text fields hand it over. */
function written(parsed) {
  const by = (key) =>
    Object.fromEntries(parsed.answers.filter((answer) => answer[key]).map((answer) => [answer.id, field(answer[key])]));
  const rich = ["multiplechoiceresponse", "choiceresponse"].includes(parsed.problemType);
  const editorObject = {
    question: field(parsed.question),
    hints: parsed.settings.hints.map((hint) => field(hint.value)),
    solution: parsed.settings.solutionExplanation,
    selectedFeedback: by("selectedFeedback"),
    unselectedFeedback: by("unselectedFeedback"),
    ...(rich ? { answers: by("title") } : {}),
  };
  try {
    return new Writer({ problem: parsed, editorObject }).buildOLX();
  } catch (error) {
    return `cannot be written: ${error.message}`;
  }
}

/** TinyMCE hands back blocks: what is none stands in a paragraph, and what cannot be closed is not. */
function field(given) {
  const html = given.replace(/><\/(br|hr|img)>/g, " />");
  return /^\s*<(p|div|ul|ol|dl|table|pre|blockquote|h[1-6])\b/.test(html) ? html : `<p>${html}</p>`;
}
