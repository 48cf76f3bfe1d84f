// oauth-browser with oauth-proto, compiled to wasm.
import start, { SignIn } from "./pkg/bench_browser.js";

export const name = "oauth-browser + oauth-proto";

export const ready = () => start();

/** A client that has left for the server: `remembered` is what every library is given. */
export async function begin({ metadata, clientId, redirectUri, scope }) {
  const signIn = await SignIn.begin(JSON.stringify(metadata), clientId, redirectUri, scope);
  return { signIn, ...JSON.parse(signIn.remembered()) };
}

export function remembered({ signIn }) {
  return signIn;
}

export async function prepare(_issuer, begun) {
  return (callback) => remembered(begun).finish(callback.search.slice(1));
}
