// oauth-browser with oauth-proto once more, without keys and signature: not a client, but a measure of what they take.
import { remembered } from "./vestibule.mjs";

export const name = "ours without keys and signature";

export async function prepare({ jwks }, begun) {
  const signIn = remembered(begun);
  signIn.know_keys(JSON.stringify(jwks));
  return (callback) => signIn.finish_without_signature(callback.search.slice(1));
}
