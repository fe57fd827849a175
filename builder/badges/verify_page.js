// Checks badges of one issuer. What it knows stands in #data: keys, shapes of credentials, revoked badges, sentences.
// Two scripts go before this one: `unpack` of verify_file.js reads what a file holds, `graphs` of verify_graph.js makes
// what was signed.
(() => {
  const known = JSON.parse(document.getElementById("data").textContent);
  const { match, filled, canonical, sha256, hex } = graphs;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  /** A sentence in the language of the page. */
  function t(template, values = {}) {
    const text = known.sentences[template] ?? template;
    return text.replaceAll(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  }

  // --- Bytes

  function fromBase64Url(text) {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  }

  function fromBase58(text) {
    const digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let number = 0n;
    for (const sign of text) {
      const digit = digits.indexOf(sign);
      if (digit < 0) {
        throw new Error("base58");
      }
      number = number * 58n + BigInt(digit);
    }
    const bytes = [];
    for (; number; number >>= 8n) {
      bytes.unshift(Number(number & 255n));
    }
    return Uint8Array.from([...(text.match(/^1*/)?.[0] ?? "").split("").map(() => 0), ...bytes]);
  }

  // --- Signatures. Each gives true, false, or null when it cannot be decided here.

  async function verified(jwk, signature, data) {
    const algorithm =
      jwk.kty === "OKP" ? { name: "Ed25519" } : { name: "RSASSA-PKCS1-v1_5", hash: { name: "SHA-256" } };
    let key;
    try {
      key = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
    } catch {
      return null;
    }
    return crypto.subtle.verify(algorithm, key, signature, data);
  }

  async function checkProof({ proof, ...document }) {
    const key = known.keys[proof?.verificationMethod];
    if (!key || document.issuer?.id !== known.issuer.did) {
      return { sound: false, why: t("It is not signed with a key of {issuer}.", { issuer: known.issuer.name }) };
    }
    const { proofValue, ...options } = proof;
    for (const shape of known.shapes) {
      const said = match(shape.document.document, document);
      const how = match(shape.proof.document, { "@context": document["@context"], ...options });
      const graphs = said && how && [filled(shape.proof.graph, how), filled(shape.document.graph, said)];
      if (graphs?.every((graph) => graph !== null)) {
        const forms = await Promise.all(graphs.map(canonical));
        if (forms.every((form) => form !== null)) {
          const data = Uint8Array.from((await Promise.all(forms.map(sha256))).flatMap((part) => [...part]));
          return settled(await verified(key, fromBase58(proofValue.slice(1)), data));
        }
      }
    }
    return { sound: null, why: t("It holds more, or less, than the badges that this page knows: it cannot check it.") };
  }

  async function checkToken(text, name) {
    const [header, payload, signature] = text.split(".");
    const key = known.keys[name];
    const { alg } = JSON.parse(decoder.decode(fromBase64Url(header)));
    if (key?.kty !== "RSA" || alg !== "RS256") {
      return { sound: false, why: t("It is not signed with a key of {issuer}.", { issuer: known.issuer.name }) };
    }
    return settled(await verified(key, fromBase64Url(signature), encoder.encode(`${header}.${payload}`)));
  }

  function settled(sound) {
    const why = {
      true: t("The signature is right: {issuer} signed it, and nothing was changed since.", {
        issuer: known.issuer.name,
      }),
      false: t("The signature is wrong: something was changed, or somebody else signed it."),
      null: t("This browser cannot check this kind of signature. A current Firefox, Chrome, Edge or Safari can."),
    };
    return { sound, why: why[sound] };
  }

  // --- Dates and revocation

  function checkDates(from, until) {
    const now = Date.now();
    if (!(Date.parse(from) <= now)) {
      return { sound: false, why: t("It is not valid yet.") };
    }
    if (until && !(Date.parse(until) > now)) {
      return { sound: false, why: t("It expired on {day}.", { day: day(until) }) };
    }
    return { sound: true, why: until ? t("It is valid until {day}.", { day: day(until) }) : t("It does not expire.") };
  }

  async function checkStatus(entry) {
    const { list, encoded, day: made } = known.status;
    if (!encoded || entry?.statusListCredential !== list) {
      return { sound: null, why: t("This page does not know whether it was revoked.") };
    }
    const packed = new Blob([fromBase64Url(encoded.slice(1))]).stream();
    const bits = new Uint8Array(await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
    const index = Number(entry.statusListIndex);
    const isThere = Number.isSafeInteger(index) && index >= 0 && index < bits.length * 8;
    return revocation(isThere ? Boolean(bits[index >> 3] & (0x80 >> (index & 7))) : null, made);
  }

  function revocation(revoked, made) {
    if (revoked === null) {
      return { sound: null, why: t("This page does not know whether it was revoked.") };
    }
    return revoked
      ? { sound: false, why: t("The issuer revoked it.") }
      : { sound: true, why: t("It was not revoked, as known on {day}.", { day: day(made) }) };
  }

  function day(text) {
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? text : date.toLocaleDateString(known.language, { dateStyle: "long" });
  }

  // --- One badge

  /** What is known of a badge; null for a file that is none. In a picture, it is told which generation it should be. */
  async function examine({ generation, text }) {
    try {
      if (generation === 2 && /^https?:\/\/\S+$/.test(text)) {
        return examineAddress(text);
      }
      const token = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
      const badge = JSON.parse(token ? decoder.decode(fromBase64Url(text.split(".")[1])) : text);
      const third = generation ? generation === 3 : Boolean(badge.credentialSubject);
      return await (third ? examineThird : examineSecond)(badge, token && text);
    } catch {
      return generation
        ? { kind: `Open Badges ${generation}.0`, checks: [{ sound: false, why: t("It is damaged.") }] }
        : null;
    }
  }

  /** What can be said of a badge that names nothing of this issuer: lists of revoked badges are of no use for it. */
  function foreign(named, issuer, until) {
    const why = t("Another issuer, {issuer}: this page does not know it.", { issuer });
    const isOver = Date.parse(until) <= Date.now();
    return { ...named, isForeign: true, checks: [{ sound: null, why }, ...(isOver ? [checkDates(until, until)] : [])] };
  }

  /** Older pictures hold only where the badge is published. */
  function examineAddress(address) {
    const kind = "Open Badges 2.0";
    return isOurs(address) ? { kind, name: address, checks: [hosted(address)] } : foreign({ kind }, address);
  }

  function isOurs(address) {
    return String(address).startsWith(`${known.issuer.url}/`);
  }

  function hosted(address) {
    return {
      sound: null,
      why: t("It is not signed: what counts is what its address says today, {address}.", { address }),
    };
  }

  async function examineThird(badge, token) {
    const { achievement, identifier } = badge.credentialSubject;
    const issuer = badge.issuer.id ?? badge.issuer;
    const kid = token && JSON.parse(decoder.decode(fromBase64Url(token.split(".")[0]))).kid;
    const named = {
      kind: "Open Badges 3.0",
      name: achievement.name ?? badge.name,
      issued: badge.validFrom,
      holders: (identifier ?? []).map(({ identityHash, salt }) => ({ digest: identityHash, salt })),
    };
    const { did } = known.issuer;
    if (![issuer, token ? kid : badge.proof?.verificationMethod].some((name) => `${name}#`.startsWith(`${did}#`))) {
      return foreign(named, issuer, badge.validUntil);
    }
    return {
      ...named,
      checks: [
        token ? await checkToken(token, kid) : await checkProof(badge),
        checkDates(badge.validFrom, badge.validUntil),
        await checkStatus(badge.credentialStatus),
      ],
    };
  }

  async function examineSecond(badge, token) {
    const { id, recipient, verification } = badge;
    if (badge.revoked === true) {
      return { kind: "Open Badges 2.0", name: id, checks: [revocation(true)] };
    }
    const badgeClass = badge.badge.id ?? badge.badge;
    const named = {
      kind: "Open Badges 2.0",
      name: known.badges[badgeClass] ?? badge.badge.name,
      issued: badge.issuedOn,
      holders: [{ digest: recipient.identity, salt: recipient.salt }],
    };
    if (![id, badgeClass, verification?.creator].some(isOurs)) {
      return foreign(named, badgeClass, badge.expires);
    }
    const revoked = known.status.day ? known.status.revoked.includes(id) : null;
    return {
      ...named,
      checks: [
        token ? await checkToken(token, verification?.creator) : hosted(id),
        checkDates(badge.issuedOn, badge.expires),
        ...(token ? [revocation(revoked, known.status.day)] : []),
      ],
    };
  }

  // --- A file, which may hold the badge in both generations

  async function examineFile(bytes) {
    let texts;
    try {
      texts = await unpack(bytes);
    } catch {
      return {
        parts: [],
        checks: [{ sound: false, why: t("The picture is damaged, or holds two badges of one kind.") }],
      };
    }
    const parts = (await Promise.all(texts.map(examine))).filter(Boolean);
    const why = t("The two badges in the picture are not of the same award.");
    return { parts, checks: agree(...parts) ? [] : [{ sound: false, why }] };
  }

  /** Whether two badges say that they are of the same holder and moment, as far as both can be read. */
  function agree(second, third) {
    if (!second?.holders || !third?.holders) {
      return true;
    }
    const [{ digest } = {}] = second.holders;
    return Boolean(digest) && third.holders.some((one) => one.digest === digest) && second.issued === third.issued;
  }

  // --- The page

  const results = document.getElementById("results");
  const status = document.getElementById("status");

  async function check(file) {
    results.replaceChildren();
    status.textContent = t("Checking “{name}”…", { name: file.name });
    const found = await examineFile(new Uint8Array(await file.arrayBuffer()));
    if (!found.parts.length && !found.checks.length) {
      status.textContent = t(
        "“{name}” holds no badge that can be read. A screenshot or a copy made by a chat loses the badge: ask for the file itself.",
        { name: file.name },
      );
      return;
    }
    const card = shown(found);
    const say = () => tell(file.name, found, card);
    const asked = found.parts.filter(({ holders, isForeign }) => holders?.length && !isForeign);
    results.replaceChildren(card, ...(asked.length ? [holderForm(found, asked, say)] : []));
    say();
  }

  /** Says above the card and on it how the badge of a file is: as the worst of all that was looked at. */
  function tell(name, found, card) {
    const { state, title } = verdict(found);
    card.dataset.state = state;
    card.querySelector("h2").textContent = title;
    status.textContent = t("“{name}”: {verdict}", { name, verdict: title });
  }

  function verdict({ parts, checks, elsewhere }) {
    const all = [checks, ...parts.map((part) => part.checks)].flat();
    if (all.some(({ sound }) => sound === false)) {
      return { state: "wrong", title: t("This badge is not valid.") };
    }
    if (elsewhere) {
      return { state: "wrong", title: t("This badge was issued to another address than the one typed.") };
    }
    return all.every(({ sound }) => sound)
      ? { state: "right", title: t("This badge is valid.") }
      : { state: "unsure", title: t("It cannot be said here whether this badge is valid.") };
  }

  function shown(found) {
    const { parts } = found;
    const card = document.getElementById("result").content.firstElementChild.cloneNode(true);
    const each = (said) => [...new Set(parts.map(said).filter(Boolean))].join(", ");
    const names = each(({ name }) => name);
    const [{ kind } = {}] = parts.length === 1 ? parts : [];
    card.querySelector("p").textContent = names && kind ? `${names} (${kind})` : kind || names;
    card.querySelector("ul").append(...lines(found).map((line) => element("li", line)));
    const days = each(({ issued }) => issued && day(issued));
    card.querySelector("dl").append(...(days ? [element("dt", t("Issued on")), element("dd", days)] : []));
    for (const empty of card.querySelectorAll("p:empty, dl:empty")) {
      empty.remove();
    }
    return card;
  }

  /** What was found out: the signature of each generation, and once what is true of both. */
  function lines({ parts, checks }) {
    const marks = { true: "✓", false: "✗", null: "?" };
    const own = parts.flatMap(({ kind, checks: made }) => made.map((one, place) => ({ ...one, kind, place })));
    const said = own
      .sort((one, other) => one.place - other.place)
      .map(({ sound, why, kind, place }) => {
        const isOfAll = place > 0 && parts.every((part) => part.checks.some((one) => one.why === why));
        return { sound, why: parts.length === 1 || isOfAll ? why : t("{kind}: {said}", { kind, said: why }) };
      });
    return [...new Set([...checks, ...said].map(({ sound, why }) => `${marks[sound]} ${why}`))];
  }

  /** One field for all the badges of a file, which `say` tells anew. */
  function holderForm(found, asked, say) {
    const form = document.getElementById("holder").content.firstElementChild.cloneNode(true);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const address = form.querySelector("input").value.trim().normalize("NFC").toLowerCase();
      const isTheirs = async ({ digest, salt }) => `sha256$${hex(await sha256(address + salt))}` === digest;
      const theirs = await Promise.all(asked.map(async ({ holders }) => Promise.all(holders.map(isTheirs))));
      found.elsewhere = Boolean(address) && !theirs.every((some) => some.includes(true));
      say();
      const answer = found.elsewhere ? t("No, to another address.") : t("Yes, to this address.");
      form.querySelector("[role=status]").textContent = address ? answer : t("Type an address to compare it.");
    });
    return form;
  }

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  const drop = document.getElementById("drop");
  const input = document.getElementById("file");
  input.addEventListener("change", () => input.files[0] && check(input.files[0]));
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      drop.toggleAttribute("data-over", name === "dragenter" || name === "dragover");
      const [file] = name === "drop" ? (event.dataTransfer?.files ?? []) : [];
      if (file) {
        check(file);
      }
    });
  }
})();
