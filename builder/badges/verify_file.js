// Reads what a file holds. In a picture, each text of a badge comes with its generation of Open Badges.
// biome-ignore lint/correctness/noUnusedVariables: verify_page.js, which follows in the page, calls it
const unpack = (() => {
  const GENERATIONS = new Map([
    ["openbadges", 2],
    ["openbadgecredential", 3],
  ]);
  const NAMESPACES = [
    [2, "http://openbadges.org", "assertion"],
    [3, "https://purl.imsglobal.org/ob/v3p0", "credential"],
  ];
  const decoder = new TextDecoder();
  const latin = new TextDecoder("latin1");

  /** The badges in a file, the older generation first. Throws for a damaged picture, or two badges of one generation. */
  return async (bytes) => {
    if (latin.decode(bytes.subarray(0, 4)) === "\u2030PNG") {
      return sorted(await Promise.all([...pngChunks(bytes)].map(pngBadge)));
    }
    const text = decoder.decode(bytes).trim();
    return text.startsWith("<") ? sorted(svgBadges(text)) : text ? [{ generation: 0, text }] : [];
  };

  function sorted(found) {
    const badges = found.filter(Boolean).sort((one, other) => one.generation - other.generation);
    if (new Set(badges.map(({ generation }) => generation)).size < badges.length) {
      throw new Error("two badges of one generation");
    }
    return badges;
  }

  /** Each chunk up to the last: its kind, and its data. */
  function* pngChunks(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let kind = "";
    for (let place = 8; kind !== "IEND"; ) {
      const end = place + 8 + view.getUint32(place);
      kind = latin.decode(bytes.subarray(place + 4, place + 8));
      if (view.getUint32(end) !== crc32(bytes.subarray(place + 4, end)) || (place === 8) !== (kind === "IHDR")) {
        throw new Error("damaged");
      }
      yield { kind, data: bytes.subarray(place + 8, end) };
      place = end + 4;
    }
  }

  function crc32(bytes) {
    let sum = 0xffffffff;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) {
        sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
      }
    }
    return ~sum >>> 0;
  }

  /** The badge of a chunk, if it holds one (PNG, 11.3.3: after the keyword, three kinds of text differ). */
  async function pngBadge({ kind, data }) {
    const end = data.indexOf(0);
    const generation = /^[itz][TE]Xt$/.test(kind) && GENERATIONS.get(latin.decode(data.subarray(0, end)));
    if (!generation) {
      return null;
    }
    if (kind === "tEXt") {
      return { generation, text: latin.decode(data.subarray(end + 1)).trim() };
    }
    // Keyword, zero, two flags, language, zero, translated keyword, zero; or keyword, zero, method.
    const start = kind === "iTXt" ? data.indexOf(0, data.indexOf(0, end + 3) + 1) + 1 : end + 2;
    const isPacked = kind === "zTXt" || data[end + 1];
    const text = data.subarray(start);
    const packed = isPacked && new Blob([text]).stream().pipeThrough(new DecompressionStream("deflate"));
    return { generation, text: (packed ? await new Response(packed).text() : decoder.decode(text)).trim() };
  }

  function svgBadges(text) {
    const picture = new DOMParser().parseFromString(text, "image/svg+xml");
    if (picture.documentElement.localName !== "svg" || picture.querySelector("parsererror")) {
      throw new Error("damaged");
    }
    return NAMESPACES.flatMap(([generation, space, name]) =>
      [...picture.getElementsByTagNameNS(space, name)].map((element) => ({
        generation,
        text: element.textContent.trim() || element.getAttribute("verify") || "",
      })),
    );
  }
})();
