// A foreign OpenID provider with a few public clients, for the end-to-end tests.
// Argument: the origin of the client page. Prints its issuer on one line once it listens; ends with its standard input.

import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { errors, Provider } from "oidc-provider";

// The one protected resource; access tokens for it are JWTs (RFC 9068), all others are opaque.
const RESOURCE = "https://api.vestibule.example";
const RESOURCE_SCOPE = "api:read";

const [pageOrigin] = process.argv.slice(2);
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
      client("vestibule"),
      // Each of these must do what its name says.
      client("vestibule-par", { require_pushed_authorization_requests: true }),
      client("vestibule-dpop", { dpop_bound_access_tokens: true }),
      client("vestibule-signed-userinfo", { userinfo_signed_response_alg: "RS256" }),
    ],
    clientBasedCORS: () => true,
    cookies: { keys: [randomBytes(32).toString("hex")] },
    features: {
      devInteractions: { enabled: true },
      deviceFlow: { enabled: true },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
      jwtUserinfo: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      // The page names the resource when it asks for authorization, and not again when it exchanges the code.
      resourceIndicators: { enabled: true, getResourceServerInfo, useGrantedResource: () => true },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    issueRefreshToken: (_, client) => client.grantTypeAllowed("refresh_token"),
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: "e2e", use: "sig", alg: "RS256" }] },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      DeviceCode: 120,
      Grant: 600,
      IdToken: 300,
      Interaction: 600,
      RefreshToken: 600,
      Session: 600,
    },
  });
}

function client(id, more) {
  return {
    client_id: id,
    application_type: "native",
    token_endpoint_auth_method: "none",
    grant_types: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
    response_types: ["code"],
    redirect_uris: [`${pageOrigin}/callback`],
    post_logout_redirect_uris: [`${pageOrigin}/client/`],
    ...more,
  };
}

function getResourceServerInfo(_, resource) {
  if (resource !== RESOURCE) throw new errors.InvalidTarget();
  return {
    audience: RESOURCE,
    scope: RESOURCE_SCOPE,
    accessTokenFormat: "jwt",
    jwt: { sign: { alg: "RS256" } },
  };
}
