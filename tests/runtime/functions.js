// Reads paths of scripts, one a line, and prints for each function in them its file, its name and how many lines it has.
import { readFileSync } from "node:fs";
import ts from "typescript";

for (const file of readFileSync(0, "utf-8").split("\n").filter(Boolean)) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf-8"), ts.ScriptTarget.Latest, true);
  const lineOf = (/** @type {number} */ position) => source.getLineAndCharacterOfPosition(position).line;
  const visit = (/** @type {ts.Node} */ node) => {
    // A function that is called where it stands only keeps the names of a script to itself.
    const isWrapper = ts.isParenthesizedExpression(node.parent) && ts.isCallExpression(node.parent.parent);
    if (ts.isFunctionLike(node) && "body" in node && node.body && !isWrapper) {
      const [first, last] = [lineOf(node.getStart()), lineOf(node.end)];
      const name = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : null);
      console.log(JSON.stringify([file, name?.getText() ?? `line ${first + 1}`, last - first + 1]));
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
}
