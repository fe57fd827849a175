/**
 * Prints a state that leaves no room: of pages that earlier versions of a course had, and of those named as arguments,
 * as long as SCORM 1.2 allows.
 */
import { emptyState, encodeState, nameKey } from "../../../themes/_runtime/state.js";

const LIMIT = 4096;
const state = emptyState();
state.seed = 7;
state.marks = new Set(process.argv.slice(2).map(nameKey));
let count = 0;
for (const step of [100, 10, 1]) {
  for (let text = ""; text.length <= LIMIT; text = encodeState(state, LIMIT)) {
    for (let at = 0; at < step; at += 1, count += 1) {
      state.marks.add(nameKey(`page:gone/page-${count}`));
    }
  }
  for (let at = 0; at < step; at += 1) {
    count -= 1;
    state.marks.delete(nameKey(`page:gone/page-${count}`));
  }
}
console.log(encodeState(state, LIMIT));
