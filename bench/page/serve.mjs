// Serves a few files on loopback, each by brotli 11: the folder that was baked, with the headers that it asks for,
// and the forms that it is compared with. It knows nothing of the browser.
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES = {
  ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml", ".wasm": "application/wasm",
};

/** `files` by their paths, at an origin of their own. */
export async function serve(files) {
  const compressed = new Map(Object.entries(files).map(([path, file]) => [path, brotli(file.body)]));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const file = files[pathname];
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, {
      ...file.headers,
      "content-type": file.type.startsWith("text/") ? `${file.type}; charset=utf-8` : file.type,
      "content-encoding": "br",
      "content-length": compressed.get(pathname).length,
    });
    response.end(compressed.get(pathname));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}

/** What `vestibule bake` wrote, with its own compressed forms left aside. */
export function bakedFiles(folder) {
  const headers = headersOf(readFileSync(join(folder, "_headers"), "utf8"));
  const files = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const type = TYPES[extname(file)];
    if (!entry.isFile() || !type) continue;
    const path = `/${relative(folder, file)}`.replace(/(^|\/)index\.html$/, "/").replace("//", "/");
    files[path] = { type, headers, body: readFileSync(file) };
  }
  return files;
}

/** A whole document around a form. */
export function page({ style, head = "", body }) {
  const html =
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>Sign in</title><link rel="icon" href="data:,"><style>${style}</style>${head}</head><body>${body}</body></html>`;
  return { type: "text/html", body: Buffer.from(html) };
}

/** The first block of the file: those of every path. */
function headersOf(text) {
  const [, ...lines] = text.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("  "));
  return Object.fromEntries(
    lines.slice(0, end < 0 ? lines.length : end).map((line) => {
      const at = line.indexOf(":");
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

function brotli(body) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(body, { params });
}
