// A foreign OpenID provider with one public client, for the end-to-end tests.
// Arguments: the client's redirect URIs. Prints its issuer on one line once it listens; ends with its standard input.

import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const redirectUris = process.argv.slice(2);
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  // The issuer names the port, which is only known now.
  const issuer = `http://127.0.0.1:${server.address().port}`;
  server.on("request", provider(issuer).callback());
  console.log(issuer);
});
process.stdin.resume().on("end", () => process.exit(0));

function provider(issuer) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return new Provider(issuer, {
    clients: [
      {
        client_id: "vestibule",
        application_type: "native",
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        redirect_uris: redirectUris,
      },
    ],
    clientBasedCORS: () => true,
    cookies: { keys: [randomBytes(32).toString("hex")] },
    features: { devInteractions: { enabled: true }, revocation: { enabled: true } },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    issueRefreshToken: (_, client) => client.grantTypeAllowed("refresh_token"),
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: "e2e", use: "sig", alg: "RS256" }] },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 600, IdToken: 300, Interaction: 600, RefreshToken: 600, Session: 600 },
  });
}
