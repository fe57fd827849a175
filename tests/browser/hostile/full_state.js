/**
 * Prints a state that leaves no room: of pages that earlier versions of a course had, and of those named as arguments,
 * as long as SCORM 1.2 allows.
 */
import { emptyState, encodeState, nameKey } from "../../../themes/_runtime/state.js";

const LIMIT = 4096;
const state = emptyState();
state.seed = 7;
state.marks = new Set(process.argv.slice(2).map(nameKey));
let text = "";
for (let count = 0; text.length <= LIMIT - 8; count += 1) {
  text = encodeState(state, LIMIT);
  state.marks.add(nameKey(`page:gone/page-${count}`));
}
console.log(text);
