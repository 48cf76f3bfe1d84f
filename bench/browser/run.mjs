// Times libraries in one page of one browser, from callback to validated tokens, without the network.
//
//     CHROMIUM=… node run.mjs <folder of wasm-bindgen's output> <table.md>
//
// This file bundles, serves and reports; what is timed is in `page/`. It fails when a library does not end as it must.
import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, brotliCompressSync } from "node:zlib";

import { build } from "esbuild";

import { Issuer } from "../issuer.mjs";

const ROUNDS = 200;
const WARM_UP = 30;
const TIME_LIMIT = 240_000;
const SCOPE = "openid offline_access";

const here = dirname(fileURLToPath(import.meta.url));
const [pkg, table] = process.argv.slice(2);
const issuers = { ES256: new Issuer("ES256"), RS256: new Issuer("RS256") };

const results = await inBrowser({
  "/": { type: "text/html", body: '<!doctype html><title>bench</title><script type="module" src="/bench.js"></script>' },
  "/bench.js": { type: "text/javascript", body: await bundle("bench.mjs") },
  "/pkg/bench_browser.js": { type: "text/javascript", body: readFileSync(join(pkg, "bench_browser.js")) },
  "/pkg/bench_browser_bg.wasm": { type: "application/wasm", body: readFileSync(join(pkg, "bench_browser_bg.wasm")) },
});
check(results);
writeFileSync(table, await tables(results));

function answer(url) {
  const issuer = issuers[url.searchParams.get("algorithm")];
  switch (url.pathname) {
    case "/settings":
      return { algorithms: Object.keys(issuers), rounds: ROUNDS, warmUp: WARM_UP };
    case "/issuer": {
      const { metadata, jwks, clientId, redirectUri, subject } = issuer;
      return { metadata, jwks, clientId, redirectUri, subject, scope: SCOPE };
    }
    case "/responses": {
      const [state, nonce] = ["state", "nonce"].map((name) => url.searchParams.get(name));
      const sound = issuer.tokens({ nonce });
      const signed = (changes) => ({ ...sound, id_token: issuer.idToken({ nonce, ...changes }) });
      return {
        callback: issuer.callback(state),
        sound,
        forged: {
          signature: { ...sound, id_token: Issuer.withClaim(sound.id_token, "name", "Someone Else") },
          issuer: signed({ iss: "https://other.example" }),
          audience: signed({ aud: "another" }),
          expiry: signed({ exp: issuer.now - 3600 }),
          nonce: signed({ nonce: "another" }),
          at_hash: signed({ at_hash: "AAAAAAAAAAAAAAAAAAAAAA" }),
        },
      };
    }
  }
}

/** What each library claims to do, it must do; what one does not claim, the table says. */
function check(results) {
  for (const { algorithm, libraries } of results) {
    const [ours, oauth4webapi] = libraries;
    for (const [what, refused] of Object.entries(ours.refuses)) {
      assert.ok(refused, `${algorithm}: ${ours.name} took a token with a wrong ${what}`);
    }
    assert.ok(oauth4webapi.refuses.signature, `${algorithm}: ${oauth4webapi.name} took a forged token`);
  }
}

async function tables(results) {
  // The last one is ours again, and no library.
  const weights = [await ourWeight(), await weight("oauth4webapi.mjs"), await weight("oidc-client-ts.mjs"), null];
  const names = results[0].libraries.map(({ name }) => named(name));
  const times = names.map((name, index) => {
    const cells = results.flatMap(({ libraries }) => {
      const [ours, own] = [libraries[0], libraries[index]].map(({ times }) => quantile(times, 0.5));
      const ratio = index === 0 ? "1" : (own / ours).toFixed(2);
      return [`${own.toFixed(3)} ms`, `${quantile(libraries[index].times, 0.9).toFixed(3)} ms`, ratio];
    });
    return row([name, ...cells, weights[index] === null ? "" : `${(weights[index] / 1000).toFixed(1)} KB`]);
  });
  const whats = Object.keys(results[0].libraries[0].refuses);
  const refusals = names.map((name, index) =>
    row([name, ...whats.map((what) => results.every(({ libraries }) => libraries[index].refuses[what]) ? "refused" : "**taken**")]),
  );
  const algorithms = results.flatMap(({ algorithm }) => [`${algorithm}, median`, "90 %", "to ours"]);
  return [
    row(["from callback to validated tokens", ...algorithms, "code, brotli 11"]),
    row(["---", ...algorithms.map(() => "--:"), "--:"]),
    ...times,
    "",
    `${ROUNDS} rounds, in turns, after ${WARM_UP} to warm up. A ratio above 1: that library took longer than ours.`,
    "",
    row(["an ID token with a wrong …", ...whats]),
    row(["---", ...whats.map(() => "---")]),
    ...refusals,
    "",
  ].join("\n");
}

function named(library) {
  const { dependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  return dependencies[library] ? `${library} ${dependencies[library]}` : library;
}

function row(cells) {
  return `| ${cells.join(" | ")} |`;
}

function quantile(times, share) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)];
}

async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [join(here, "page", entry)],
    bundle: true, minify: true, write: false, format: "esm", target: "es2022", logLevel: "error",
    external: ["./pkg/*"],
  });
  return outputFiles[0].contents;
}

async function weight(entry) {
  return brotli(await bundle(entry));
}

async function ourWeight() {
  const glue = await build({ entryPoints: [join(pkg, "bench_browser.js")], minify: true, write: false, logLevel: "error" });
  return brotli(glue.outputFiles[0].contents) + brotli(readFileSync(join(pkg, "bench_browser_bg.wasm")));
}

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(bytes, { params }).length;
}

/** Serves `files` on loopback, opens them in a new browser, and gives what the page reports. */
async function inBrowser(files) {
  const { promise, resolve, reject } = deferred();
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://127.0.0.1");
    // Isolated from other origins, a page may use a clock of 5 µs instead of 100.
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
    if (request.method === "POST") {
      const chunks = [];
      request.on("data", (chunk) => chunks.push(chunk));
      request.on("end", () => {
        response.end();
        resolve(JSON.parse(Buffer.concat(chunks)));
      });
      return;
    }
    const file = files[url.pathname];
    const data = file ? undefined : answer(url);
    response.statusCode = file || data ? 200 : 404;
    response.setHeader("content-type", file?.type ?? "application/json");
    response.end(file?.body ?? JSON.stringify(data ?? null));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  // Removed by the next run: helpers of a browser that has just ended may still write to it.
  const profile = join(dirname(table), "browser-profile");
  rmSync(profile, { recursive: true, force: true });
  const browser = spawn(process.env.CHROMIUM ?? "chromium", [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", `--user-data-dir=${profile}`,
    `http://127.0.0.1:${server.address().port}/`,
  ], { stdio: "ignore" });
  browser.on("error", reject);
  browser.on("exit", () => reject(new Error("the browser ended before the page reported")));
  const limit = setTimeout(() => reject(new Error("the page did not report in time")), TIME_LIMIT);
  try {
    const { error, results } = await promise;
    if (error) throw new Error(error);
    return results;
  } finally {
    clearTimeout(limit);
    browser.removeAllListeners("exit");
    const ended = new Promise((exit) => browser.once("exit", exit));
    if (browser.kill() && browser.exitCode === null) await ended;
    server.closeAllConnections();
    server.close();
  }
}

function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}
