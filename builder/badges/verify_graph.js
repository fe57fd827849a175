// Makes the graph that a proof covers, of what a credential says and the shape that it has.
// biome-ignore lint/correctness/noUnusedVariables: verify_page.js, which follows in the page, uses it
const graphs = (() => {
  const SLOT = /urn:parcours:slot:\d+:/g;
  const encoder = new TextEncoder();

  /** The slots of a shape with what a document says there; null when the document has another shape. */
  function match(shape, said, slots = new Map()) {
    if (typeof shape === "string" && /^urn:parcours:slot:\d+:$/.test(shape)) {
      return typeof said === "string" && said ? slots.set(shape, said) : null;
    }
    if (typeof shape !== "object") {
      return shape === said ? slots : null;
    }
    if (!said || typeof said !== "object" || Array.isArray(shape) !== Array.isArray(said)) {
      return null;
    }
    const keys = Object.keys(shape);
    const same = keys.length === Object.keys(said).length && keys.every((key) => Object.hasOwn(said, key));
    return same && keys.every((key) => match(shape[key], said[key], slots)) ? slots : null;
  }

  /** The graph of a shape, its slots filled; null where a text cannot stand there. */
  function filled(graph, slots) {
    let sound = true;
    const made = graph.replaceAll(SLOT, (slot, place) => {
      const text = slots.get(slot) ?? "";
      const identifier = graph[place - 1] === "<";
      // A name without a scheme, or a sign that ends it, would make another graph than the one that was signed.
      sound &&= !identifier || /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\p{Cc}<>"{}|\\^`]*$/u.test(text);
      return identifier ? text : escaped(text);
    });
    return sound ? made : null;
  }

  function escaped(text) {
    const marks = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be escaped
    return text.replaceAll(/[\\"\u0000-\u001f\u007f]/g, (sign) => {
      return marks[sign] ?? `\\u${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    });
  }

  /** The canonical form (RDFC-1.0) of a graph whose blank nodes differ in what is said of them; null for another. */
  async function canonical(graph) {
    const lines = graph.split("\n").filter(Boolean);
    const renamed = (line, name) => {
      const [, subject, predicate, object] = line.match(/^(\S+) (\S+) (.*) \.$/) ?? [];
      const [first, last] = [subject, object].map((term) => (term.startsWith("_:") ? name(term) : term));
      return `${first} ${predicate} ${last} .`;
    };
    const nodes = new Map();
    for (const line of lines) {
      renamed(line, (node) => {
        nodes.set(node, [...(nodes.get(node) ?? []), line]);
        return node;
      });
    }
    const hashes = new Map();
    for (const [node, mentions] of nodes) {
      const told = mentions.map((line) => `${renamed(line, (other) => (other === node ? "_:a" : "_:z"))}\n`);
      const hash = hex(await sha256([...new Set(told)].sort().join("")));
      if (hashes.has(hash)) {
        return null;
      }
      hashes.set(hash, node);
    }
    const order = [...hashes.keys()].sort().map((hash) => hashes.get(hash));
    const names = new Map(order.map((node, number) => [node, `_:c14n${number}`]));
    return lines
      .map((line) => `${renamed(line, (node) => names.get(node))}\n`)
      .sort()
      .join("");
  }

  async function sha256(text) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
  }

  const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  return { match, filled, canonical, sha256, hex };
})();
