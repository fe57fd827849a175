/**
 * Grades for `test_question_types.py`: a JSON list of `[question, response, language]` in, what `grading.js` makes of
 * each out.
 */
import { readFileSync } from "node:fs";
import { grade, unusable } from "../../themes/_runtime/grading.js";

const asked = JSON.parse(readFileSync(0, "utf-8"));
const made = asked.map(([question, response, language]) => ({
  ...grade(question, response, language),
  unusable: unusable(question, response, language),
}));
console.log(JSON.stringify(made));
