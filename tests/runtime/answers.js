/** Questions as `types.js` describes them, and reports of answers to them. */

const COMMON = {
  id: "zfe-sigle",
  key: 1,
  points: 2,
  scored: true,
  attempts: 0,
  feedback: { right: null, partial: null, wrong: null },
  explanation: null,
  objective: "",
};
const UNSCORED = { points: 0, scored: false };

export const select = (correct, more = {}) => ({
  ...COMMON,
  kind: "select",
  presentation: "choices",
  multiple: false,
  partial: false,
  correct: [...correct].map((one) => one === "x"),
  choiceFeedback: [...correct].map(() => null),
  ...more,
});
export const number = (low, high, more = {}) => ({
  ...COMMON,
  kind: "number",
  low,
  high,
  unit: "",
  solution: "",
  near: [],
  ...more,
});
export const text = (solution, more = {}) => ({
  ...COMMON,
  kind: "text",
  accepted: [solution],
  rejected: [],
  comparison: "loose",
  solution,
  ...more,
});
export const match = (correct, options, more = {}) => ({
  ...COMMON,
  kind: "match",
  presentation: "pairs",
  partial: true,
  lines: correct.length,
  correct,
  options: Array.from({ length: options }, (_, at) => `option ${at}`),
  ...more,
});
export const order = (count) => ({
  ...COMMON,
  kind: "order",
  partial: true,
  items: Array.from({ length: count }, (_, at) => `item ${at}`),
});
export const cloze = (...blanks) => ({ ...COMMON, kind: "cloze", partial: true, blanks });
export const poll = (count, more = {}) => select("-".repeat(count), { ...UNSCORED, presentation: "poll", ...more });
export const scale = (lines, degrees) =>
  match([], degrees, { ...UNSCORED, presentation: "scale", lines: lines, partial: false });
export const essay = { ...COMMON, ...UNSCORED, kind: "essay", required: false, model: null };

export const told = (question, response, more = {}) => ({
  quiz: "se-deplacer/bilan",
  question,
  response,
  part: 1,
  outcome: question.scored ? "right" : "noted",
  seconds: 12.345,
  language: "fr",
  ...more,
});

/** An answer to a question of any kind, with what people may type. */
export function anyReport(random) {
  const [question, response] = random.pick([anySelect, anyNumber, anyText, anyMatch, anyScale, anyOrder, anyCloze])(
    random,
  );
  const part = random.pick([0, 1, random.below(1000, 1) / 1000]);
  const outcome = question.scored ? (part === 1 ? "right" : part > 0 ? "partial" : "wrong") : "noted";
  const [language, seconds] = [random.pick(["fr", "en"]), random.pick([null, 0, random.below(1e9) / 1000])];
  const chosen = {
    id: anyName(random),
    points: random.below(30_000) / 100,
    objective: random.flag() ? anyName(random) : "",
  };
  const more = question.scored ? chosen : { ...chosen, points: 0 };
  return told({ ...question, ...more }, response, {
    quiz: `${anyName(random)}/${anyName(random)}`,
    part,
    outcome,
    seconds,
    language,
  });
}

function anyName(random) {
  const middle = Array.from({ length: random.below(59) }, () => random.pick([..."abcxyz0189-"])).join("");
  return `x${middle}9`;
}

function indexes(random, count) {
  return random.some([...Array(count).keys()]);
}

function anySelect(random) {
  const count = random.below(37, 2);
  const presentation = random.pick(["choices", "true-false", "pictures", "poll"]);
  if (presentation === "true-false") {
    const isTrue = random.flag();
    return [select(isTrue ? "x-" : "-x", { presentation }), [random.below(2)]];
  }
  const multiple = random.flag();
  const wanted = new Set(multiple ? [random.below(count), ...indexes(random, count)] : [random.below(count)]);
  const unscored = presentation === "poll" ? UNSCORED : {};
  const correct = Array.from({ length: count }, (_, at) =>
    wanted.has(at) && presentation !== "poll" ? "x" : "-",
  ).join("");
  const chosen = multiple ? [...new Set([random.below(count), ...indexes(random, count)])] : [random.below(count)];
  return [select(correct, { presentation, multiple, ...unscored }), chosen];
}

function anyNumber(random) {
  const low = random.pick([0, -1, 1]) * (random.below(1e6) / random.pick([1, 7, 100, 1e9])) * random.pick([1, 1, 1e18]);
  const question = number(low, low + random.pick([0, 0, 0.1, 3]));
  const typed = `${random.pick(["", "-", "\u2212"])}${random.below(1e6)}${random.pick(["", ",5", ".25"])}`;
  return [question, random.pick([typed, "9".repeat(25), "abc", "0"])];
}

function anyWords(random) {
  const letters = [..."abc é œ ’ « » ; = , . { } [ ] 0 9 \u00a0 \u202f \u0301 水 한 😀 \n \t < & % ÿ ß ﬁ ½ ¨"];
  const made = Array.from({ length: random.pick([1, 5, 30, 400]) }, () => random.pick(letters)).join("");
  return random.pick([made, "a", "\u0301", " "]);
}

function anyText(random) {
  return [text(anyWords(random), { comparison: random.pick(["loose", "exact", "regexp"]) }), anyWords(random)];
}

function anyMatch(random) {
  const [lines, options] = [random.below(37, 1), random.below(37, 1)];
  const picks = () => Array.from({ length: lines }, () => random.below(options));
  const parts = picks().map((option) => (random.below(10) ? option : null));
  return [match(picks(), options, { presentation: random.pick(["pairs", "categories"]) }), { parts }];
}

function anyScale(random) {
  const [lines, degrees] = [random.below(37, 1), random.below(37, 1)];
  return [scale(lines, degrees), { parts: Array.from({ length: lines }, () => random.below(degrees)) }];
}

function anyOrder(random) {
  const count = random.below(37, 2);
  return [order(count), { parts: random.shuffled([...Array(count).keys()]) }];
}

function anyCloze(random) {
  const made = Array.from({ length: random.below(37, 1) }, () => {
    const [blank, response] = random.pick([anySelect, anyNumber, anyText])(random);
    const part = Array.isArray(response) ? response[0] : random.pick([response, response, null]);
    return [blank.kind === "select" ? { ...blank, options: blank.correct.map(() => anyWords(random)) } : blank, part];
  });
  return [cloze(...made.map(([blank]) => blank)), { parts: made.map(([, part]) => part) }];
}
