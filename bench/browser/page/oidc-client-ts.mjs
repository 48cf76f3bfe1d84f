// oidc-client-ts, by the call that its users make on the redirect URI. It verifies no signature.
import { InMemoryWebStorage, OidcClient, SigninState, WebStorageStateStore } from "oidc-client-ts";

export const name = "oidc-client-ts";

export async function prepare({ metadata, clientId, redirectUri, scope }, { state, nonce, verifier }) {
  const stateStore = new WebStorageStateStore({ store: new InMemoryWebStorage() });
  const settings = { authority: metadata.issuer, client_id: clientId, redirect_uri: redirectUri, scope };
  const remembered = await SigninState.create({
    ...settings, id: state, nonce, code_verifier: verifier, response_mode: "query",
  });
  await stateStore.set(remembered.id, remembered.toStorageString());
  const client = new OidcClient({ ...settings, metadata, stateStore });
  return async (callback) => (await client.processSigninResponse(callback.href)).profile.sub;
}
