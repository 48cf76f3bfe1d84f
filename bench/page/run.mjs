// Times the login page beside other sign-in forms, in Chromium on a slow phone's network and processor.
//
//     CHROMIUM=… node run.mjs <origin of a host> <baked folder> <folder of the Leptos form> <table.md>
//
// Each form is loaded in turn, in a browser profile of its own, ROUNDS times; the table has the medians. It
// fails, after it has written its table, when ours is over a limit.
import { readFileSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import puppeteer from "puppeteer-core";

import { bakedFiles, page, serve } from "./serve.mjs";

const ROUNDS = 21;
const TIME_LIMIT = 30_000;
// A new profile keeps the browser busy for a while, which no visitor's browser is at that moment.
const SETTLED = 500;
// "Slow 4G" as Lighthouse applies it through the developer tools, and a phone of four times less speed.
const NETWORK = {
  offline: false,
  latency: 150 * 3.75,
  downloadThroughput: ((1.6 * 1024 * 1024) / 8) * 0.9,
  uploadThroughput: ((750 * 1024) / 8) * 0.9,
};
const SLOWER = 4;
const SCREEN = { width: 412, height: 823, isMobile: true, hasTouch: true };
const LIMITS = { toBare: 1.05, enhanced: 1500, shift: 0, requests: 4, bytes: 55_000 };

const REQUEST =
  "client_id=demo&response_type=code&scope=openid%20profile&state=Jp0mZ3nq7wA&redirect_uri=%2Fcallback" +
  "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

const here = dirname(fileURLToPath(import.meta.url));
const [host, baked, leptos, table] = process.argv.slice(2);
const style = await styleOf(`${host}/login?${REQUEST}`);
const servers = await Promise.all([
  serve(bakedFiles(baked)),
  serve({ "/": page({ style, body: readFileSync(join(here, "bare.html"), "utf8") }) }),
  serve(await react()),
  serve(await leptosForm()),
]);
const [fromFiles, bare, reactForm, leptosOnly] = servers.map(({ origin }) => origin);
const forms = [
  { name: "ours, from the host", url: `${host}/login?${REQUEST}`, ours: true },
  { name: "ours, baked", url: `${fromFiles}/?${REQUEST}`, ours: true },
  { name: "bare HTML form, no script", url: `${bare}/` },
  { name: `React ${version("react")} form`, url: `${reactForm}/` },
  { name: "Leptos 0.8 form, drawn in the browser", url: `${leptosOnly}/` },
];

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
const loads = forms.map(() => []);
try {
  // The first one warms the browser and the servers, and is not counted.
  for (let round = -1; round < ROUNDS; round++) {
    for (const [index, form] of forms.entries()) {
      const load = await once(form);
      if (round >= 0) loads[index].push(load);
    }
  }
} finally {
  await browser.close();
}
const rows = await Promise.all(forms.map(async (form, index) => ({ ...form, ...(await summary(loads[index])) })));
for (const server of servers) server.close();
writeFileSync(table, written(rows));
const over = rows.filter(({ ours }) => ours).flatMap((row) => overLimits(row, rows[2]));
if (over.length > 0) {
  console.error(over.join("\n"));
  process.exit(1);
}

/** One load in a new profile: when the form is visible, when our islands live, what is painted and moved. */
async function once({ name, url, ours }) {
  const profile = await browser.createBrowserContext();
  try {
    const tab = await profile.newPage();
    await tab.setViewport(SCREEN);
    const tools = await tab.createCDPSession();
    await tools.send("Network.enable");
    await tools.send("Network.setCacheDisabled", { cacheDisabled: true });
    await tools.send("Network.emulateNetworkConditions", NETWORK);
    await tools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    const requests = [];
    tab.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url())) requests.push(request.url());
    });
    await tab.evaluateOnNewDocument(watch);
    await new Promise((later) => setTimeout(later, SETTLED));
    await tab.goto(url, { waitUntil: "load", timeout: TIME_LIMIT });
    const wanted = ours ? "seen.form && seen.enhanced" : "seen.form";
    await tab.waitForFunction(wanted, { timeout: TIME_LIMIT }).catch(() => {
      throw new Error(`${name}: not there after ${TIME_LIMIT / 1000} s (${wanted})`);
    });
    // What shifts or paints late is to be seen too.
    await new Promise((later) => setTimeout(later, 1500));
    return { ...(await tab.evaluate(() => window.seen)), requests };
  } finally {
    await profile.close();
  }
}

/** Runs in the page, before anything of it. */
function watch() {
  const seen = (window.seen = { form: 0, enhanced: 0, fcp: 0, lcp: 0, shift: 0 });
  const observe = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe("paint", (it) => {
    if (it.name === "first-contentful-paint") seen.fcp = it.startTime;
  });
  observe("largest-contentful-paint", (it) => (seen.lcp = it.startTime));
  observe("layout-shift", (it) => (seen.shift += it.value));
  const look = () => {
    const password = document.querySelector("input[type=password]");
    if (password?.getClientRects().length) seen.form ||= performance.now();
    if (document.documentElement?.hasAttribute("data-enhanced")) seen.enhanced ||= performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function summary(loads) {
  const median = (name) => loads.map((load) => load[name]).sort((a, b) => a - b)[Math.floor(loads.length / 2)];
  const urls = loads[0].requests;
  const sizes = await Promise.all(urls.map(bytesOf));
  return {
    form: median("form"),
    enhanced: median("enhanced"),
    fcp: median("fcp"),
    lcp: median("lcp"),
    shift: Math.max(...loads.map(({ shift }) => shift)),
    requests: urls.length,
    bytes: sizes.reduce((all, size) => all + size, 0),
  };
}

function overLimits(row, bare) {
  const limits = [
    ["form visible, to the bare form", row.form / bare.form, LIMITS.toBare],
    ["enhanced, ms", row.enhanced, LIMITS.enhanced],
    ["layout shift", row.shift, LIMITS.shift],
    ["requests", row.requests, LIMITS.requests],
    ["bytes by brotli", row.bytes, LIMITS.bytes],
  ];
  return limits
    .filter(([, value, limit]) => value > limit)
    .map(([what, value, limit]) => `${row.name}: ${what}: ${+value.toFixed(3)}, may be ${limit}`);
}

function written(rows) {
  const time = (value) => (value ? `${(value / 1000).toFixed(2)} s` : "");
  const cells = rows.map((row) => [
    row.name,
    time(row.form),
    (row.form / rows[2].form).toFixed(2),
    time(row.enhanced),
    time(row.fcp),
    time(row.lcp),
    +row.shift.toFixed(3),
    row.requests,
    `${(row.bytes / 1000).toFixed(1)} KB`,
  ]);
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [
    line(["sign-in form on a slow phone", "form visible", "to bare", "enhanced", "FCP", "LCP", "CLS", "requests", "brotli"]),
    line(["---", ...Array(8).fill("--:")]),
    ...cells.map(line),
    "",
    `Median of ${ROUNDS} loads, in turns; the largest layout shift of all. Ours may be: visible at ${LIMITS.toBare} of the bare form's ` +
      `time, enhanced at ${(LIMITS.enhanced / 1000).toFixed(1)} s, CLS ${LIMITS.shift}, ${LIMITS.requests} requests, ${LIMITS.bytes / 1000} KB.`,
    "",
  ].join("\n");
}

/** What the page's first paint needs, which all forms here have inline. */
async function styleOf(url) {
  const html = await (await fetch(url)).text();
  const [, style] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
  if (!style) throw new Error(`${url} has no style inline`);
  return style;
}

async function react() {
  const { outputFiles } = await build({
    entryPoints: [join(here, "react.jsx")],
    bundle: true, minify: true, write: false, format: "esm", target: "es2022", jsx: "automatic", logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return {
    "/": page({ style, head: '<script type="module" src="/form.js"></script>', body: '<div id="root"></div>' }),
    "/form.js": { type: "text/javascript", body: outputFiles[0].contents },
  };
}

/** As trunk would put it on a page. */
async function leptosForm() {
  const glue = await build({
    entryPoints: [join(leptos, "leptos_form.js")], minify: true, write: false, format: "esm", logLevel: "error",
  });
  const head =
    '<link rel="modulepreload" href="/form.js">' +
    '<link rel="preload" href="/form.wasm" as="fetch" type="application/wasm" crossorigin>' +
    '<script type="module">import init from "/form.js";init({module_or_path:"/form.wasm"})</script>';
  return {
    "/": page({ style, head, body: "" }),
    "/form.js": { type: "text/javascript", body: glue.outputFiles[0].contents },
    "/form.wasm": { type: "application/wasm", body: readFileSync(join(leptos, "leptos_form_bg.wasm")) },
  };
}

function version(name) {
  return JSON.parse(readFileSync(join(here, "package.json"), "utf8")).dependencies[name];
}

/** The body as it goes over the wire. */
function bytesOf(url) {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": "br" } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk) => (bytes += chunk.length));
      response.on("end", () => resolve(bytes));
      response.on("error", reject);
    }).on("error", reject);
  });
}
