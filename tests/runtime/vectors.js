import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** Read a list of vectors; every value in it is a text, as it is for authors. */
export function readVectors(name) {
  const text = readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf-8");
  return parse(text, { schema: "failsafe" });
}
