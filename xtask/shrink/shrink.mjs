// Makes a bundle small, as wasm-bindgen has made it: what its page does not use goes from the wasm and from the script,
// both call each other by short names, and each is optimised.
//
//     node shrink.mjs <wasm> <script.js> <what wasm-opt is told>…
//
// The script has to be wasm-bindgen's for `--target web`, and its page imports nothing of it but the default.
import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { minify } from "terser";

const [wasm, path, ...optimise] = process.argv.slice(2);

let script = readFileSync(path, "utf8");
replace(/^export \{ initSync, __wbg_init as default \};$/m, "export { __wbg_init as default };");
script = script
  .replace(/^export (?=class |function )/gm, "")
  // What would keep a class that nobody uses.
  .replace(/^if \(Symbol\.dispose\) .*;$/gm, "")
  .replaceAll("new FinalizationRegistry(", "/*@__PURE__*/ new FinalizationRegistry(");

const used = namesOfExports(await compressed(false));
keepExports(used);
const { imports, exports } = shortenNames();

const called = new Map(imports.map(([, long, short]) => [long, short]));
script = script.replace(/^ {8}(\w+): function\([^]*?^ {8}\}.*,\n/gm, (entry, name) => {
  if (!called.has(name)) return "";
  const short = called.get(name);
  called.delete(name);
  return entry.replace(name, short);
});
assert.deepEqual([...called.keys()], [], "every import of the wasm is in the script");
for (const module of new Set(imports.map(([module]) => module))) {
  replace(`"${module}": import0`, '"a": import0');
}
const short = new Map(exports);
assert(used.every((name) => short.has(name)), "every export that is used has a name");
script = script.replace(/(?<=\bwasm\.)\w+/g, (long) => short.get(long) ?? long);
writeFileSync(path, await compressed(true));

/** Replaces what must be there. */
function replace(what, by) {
  const replaced = script.replace(what, by);
  assert.notEqual(replaced, script, `${what} is in the script`);
  script = replaced;
}

async function compressed(mangle) {
  const options = { module: true, ecma: 2020, compress: { passes: 3 }, mangle };
  return (await minify(script, options)).code;
}

function namesOfExports(script) {
  return [...new Set([...script.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name))];
}

/** Takes the other exports out of the wasm, with all that only they reach. */
function keepExports(names) {
  const graph = [
    { name: "script", root: true, reaches: names },
    ...names.map((name) => ({ name, export: name })),
  ];
  const file = `${wasm}.graph`;
  writeFileSync(file, JSON.stringify(graph));
  tool("wasm-metadce", [wasm, "--graph-file", file, "-o", wasm]);
  rmSync(file);
}

/** Optimises the wasm, and gives the names that its imports and exports have from now on. */
function shortenNames() {
  const shorten = "--minify-imports-and-exports-and-modules";
  return JSON.parse(tool("wasm-opt", [wasm, ...optimise, shorten, "-o", wasm]));
}

function tool(program, options) {
  return execFileSync(program, options, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}
