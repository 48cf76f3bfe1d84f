// The bench's page: each library takes the same callback and the same responses to validated tokens, in turns.
//
// It knows how to answer requests and to time, and nothing of what a library does. The first library is the one that
// the others are compared with, and it chooses state, nonce and verifier for all.
import * as vestibule from "./vestibule.mjs";
import * as oauth4webapi from "./oauth4webapi.mjs";
import * as oidcClient from "./oidc-client-ts.mjs";
import * as unsigned from "./vestibule-unsigned.mjs";

const LIBRARIES = [vestibule, oauth4webapi, oidcClient, unsigned];

// A page that breaks says so at once, instead of being waited for.
addEventListener("error", ({ message }) => report({ error: message }));
addEventListener("unhandledrejection", ({ reason }) => report({ error: `${reason?.stack ?? reason}` }));

try {
  const { algorithms, rounds, warmUp } = await fetchJson("settings");
  if (!crossOriginIsolated) throw new Error("not isolated, so the clock is too coarse");
  await vestibule.ready();
  const results = [];
  for (const algorithm of algorithms) results.push(await measure(algorithm, rounds, warmUp));
  await report({ results });
} catch (error) {
  await report({ error: `${error?.stack ?? error}` });
}

async function measure(algorithm, rounds, warmUp) {
  const issuer = await fetchJson(`issuer?algorithm=${algorithm}`);
  const begun = await vestibule.begin(issuer);
  const responses = await fetchJson(`responses?${new URLSearchParams({ algorithm, ...chosen(begun) })}`);
  const callback = new URL(`${issuer.redirectUri}?${responses.callback}`);
  const run = async (library, tokens) => {
    const finish = await library.prepare(issuer, begun);
    return withAnswers({ [issuer.metadata.token_endpoint]: tokens, [issuer.metadata.jwks_uri]: issuer.jwks }, async () => {
      const start = performance.now();
      const subject = await finish(callback);
      const milliseconds = performance.now() - start;
      if (subject !== issuer.subject) throw new Error(`${library.name}: not ${issuer.subject} but ${subject}`);
      return milliseconds;
    });
  };

  const times = LIBRARIES.map(() => []);
  for (let round = -warmUp; round < rounds; round += 1) {
    for (let turn = 0; turn < LIBRARIES.length; turn += 1) {
      // Whoever goes first in a round goes last in the next.
      const index = (((round + turn) % LIBRARIES.length) + LIBRARIES.length) % LIBRARIES.length;
      const time = await run(LIBRARIES[index], responses.sound);
      if (round >= 0) times[index].push(time);
    }
  }
  const libraries = [];
  for (const [index, library] of LIBRARIES.entries()) {
    const refuses = {};
    for (const [what, tokens] of Object.entries(responses.forged)) {
      refuses[what] = await run(library, tokens).then(() => false, () => true);
    }
    libraries.push({ name: library.name, times: times[index], refuses });
  }
  return { algorithm, libraries };
}

function chosen({ state, nonce }) {
  return { state, nonce };
}

/** Lets `fetch` answer from `answers` while `action` runs. It begins as the real one does, by making a `Request`. */
async function withAnswers(answers, action) {
  const bodies = new Map(Object.entries(answers).map(([url, body]) => [url, JSON.stringify(body)]));
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const { url } = new Request(input, init);
    if (!bodies.has(url)) throw new Error(`no answer for ${url}`);
    return new Response(bodies.get(url), { headers: { "content-type": "application/json" } });
  };
  try {
    return await action();
  } finally {
    globalThis.fetch = real;
  }
}

async function fetchJson(path) {
  return (await fetch(`/${path}`)).json();
}

function report(result) {
  return fetch("/result", { method: "POST", body: JSON.stringify(result) });
}
