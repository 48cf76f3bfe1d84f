// oauth4webapi, as its documentation has an OpenID Connect sign-in, with the signature of the ID token checked too.
import * as oauth from "oauth4webapi";

export const name = "oauth4webapi";

export async function prepare({ metadata, clientId, redirectUri }, { state, nonce, verifier }) {
  // The library keeps keys by this object: a new one each time, as on a page just loaded.
  const server = { ...metadata };
  const client = { client_id: clientId };
  return async (callback) => {
    const params = oauth.validateAuthResponse(server, client, callback, state);
    const response = await oauth.authorizationCodeGrantRequest(
      server, client, oauth.None(), params, redirectUri, verifier,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(server, response);
    return oauth.getValidatedIdTokenClaims(tokens).sub;
  };
}
