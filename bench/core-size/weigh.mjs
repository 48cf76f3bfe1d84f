// Drives the core, compiled alone to wasm, through a whole flow, and says what it weighs.
//
//     node weigh.mjs <core.wasm> <table.md>
//
// It fails when the module imports anything but the three functions of its adapter, when a flow does not end as it must,
// and when the module is over its limit.
import { strict as assert } from "node:assert";
import { createHash, createPublicKey, randomFillSync, verify } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { constants, brotliCompressSync } from "node:zlib";

import { Issuer } from "../issuer.mjs";

const LIMIT = 60_000;
const STRETCH = 45_000;
const ADAPTER = ["adapter.digest", "adapter.random", "adapter.verify"];

const [path, table] = process.argv.slice(2);
const bytes = readFileSync(path);
const module = new WebAssembly.Module(bytes);

const imports = WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`);
assert.deepEqual(imports.toSorted(), ADAPTER, "the core imports only what its adapter passes");

for (const algorithm of ["ES256", "RS256"]) drive(new Issuer(algorithm));

const weight = brotli(bytes);
const kb = (size) => `${(size / 1000).toFixed(1)} KB`;
writeFileSync(
  table,
  `| the core alone: discovery, code + PKCE, ID token, refresh | is | may be | stretch |
|---|--:|--:|--:|
| wasm, brotli 11 | ${kb(weight)} | ${kb(LIMIT)} | ${kb(STRETCH)} |
| wasm, as it is | ${kb(bytes.length)} | | |

Imports: ${imports.map((name) => `\`${name}\``).join(", ")}; nothing else.
`,
);
if (weight > LIMIT) {
  console.error(`over budget: the core is ${kb(weight)}, and may be ${kb(LIMIT)}`);
  process.exitCode = 1;
}

/** A whole flow, then the same with tokens that must be refused. */
function drive(issuer) {
  const signIn = (forge = (token) => token) => {
    const core = new Core(module);
    const { url, redirectUri, clientId, metadata, jwks, now } = issuer;
    const lines = [url, clientId, redirectUri, "openid offline_access"].join("\n");
    assert.equal(core.step("start", lines, now), `${url}/.well-known/openid-configuration`);
    const redirect = new URL(core.step("metadata", metadata, now));
    assert.equal(redirect.searchParams.get("code_challenge_method"), "S256");
    const { state, nonce, code_challenge } = Object.fromEntries(redirect.searchParams);
    const exchange = new URLSearchParams(core.step("callback", issuer.callback(state), now));
    const challenge = createHash("sha256").update(exchange.get("code_verifier")).digest("base64url");
    assert.equal(challenge, code_challenge, "the verifier is the one that was challenged");
    const response = issuer.tokens({ nonce });
    response.id_token = forge(response.id_token);
    assert.equal(core.step("tokens", response, now), metadata.jwks_uri);
    const [subject, ...rows] = core.step("keys", jwks, now).trimEnd().split("\n");
    assert.equal(subject, issuer.subject);
    assert.ok(rows.length >= 25 && !rows.some((row) => row.includes("\tfail\t")));
    return core;
  };

  const core = signIn();
  const refresh = new URLSearchParams(core.step("refresh", "", issuer.now));
  assert.equal(refresh.get("grant_type"), "refresh_token");
  core.step("refreshed", issuer.tokens({ refresh_token: "rotated" }), issuer.now);

  for (const [check, forge] of [
    ["id_token.signature", (token) => Issuer.withClaim(token, "sub", "someone else")],
    ["id_token.nonce", () => issuer.idToken({ nonce: "another" })],
    ["id_token.aud", () => issuer.idToken({ nonce: "n", aud: "another" })],
    ["id_token.alg", (token) => Issuer.withHeader(token, "alg", "none")],
  ]) {
    assert.throws(() => signIn(forge), (error) => error.message.startsWith(`${check}\n`), check);
  }
}

/** The module's border: text or JSON in, text out; a step that fails throws what the core says. */
function Core(module) {
  const { exports } = new WebAssembly.Instance(module, { adapter: { digest, random, verify: check } });
  const view = (at, size) => new Uint8Array(exports.memory.buffer, at, size);
  const text = (at, size) => Buffer.from(view(at, size)).toString();

  function digest(bits, at, size, out) {
    const hash = createHash(`sha${bits}`).update(view(at, size)).digest();
    view(out, hash.length).set(hash);
    return hash.length;
  }

  function random(out, size) {
    randomFillSync(view(out, size));
  }

  function check(alg, algSize, jwk, jwkSize, message, messageSize, signature, signatureSize) {
    const key = createPublicKey({ key: JSON.parse(text(jwk, jwkSize)), format: "jwk" });
    assert.ok(["ES256", "RS256"].includes(text(alg, algSize)));
    const options = { key, dsaEncoding: "ieee-p1363" };
    const signed = view(message, messageSize);
    return Number(verify("sha256", signed, options, view(signature, signatureSize)));
  }

  this.step = (name, input, now) => {
    const bytes = Buffer.from(typeof input === "string" ? input : JSON.stringify(input));
    view(exports.input(bytes.length), bytes.length).set(bytes);
    const wentWell = exports[name](200, BigInt(now));
    const output = text(exports.output(), exports.output_size());
    if (!wentWell) throw new Error(output);
    return output;
  };
}

function brotli(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).length;
}
