// An issuer for one run: a key made now, and the responses that an authorization server would give.
//
// Both benches hold clients against the same issuer. It knows no client and sends nothing.
import { createHash, generateKeyPairSync, sign } from "node:crypto";

const KINDS = {
  ES256: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  RS256: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
};

export class Issuer {
  url = "https://as.example";
  clientId = "demo";
  redirectUri = "https://app.example/callback";
  subject = "admin";
  code = "y3bGuEyZ4rBv3dTn6ToR0lqGOeWpIY5Dk9RkLQvZr2c";
  accessToken = "b0v9T8uOr5tNqSbW3xkKzJ4hZ1mY7cXeLg2PfDaUiQs";
  now = Math.floor(Date.now() / 1000);
  #key;

  constructor(algorithm) {
    const { publicKey, privateKey } = KINDS[algorithm]();
    this.#key = privateKey;
    this.algorithm = algorithm;
    const jwk = publicKey.export({ format: "jwk" });
    this.jwks = { keys: [{ ...jwk, kid: "of-this-run", use: "sig", alg: algorithm }] };
    this.metadata = {
      issuer: this.url,
      authorization_endpoint: `${this.url}/oauth2/auth`,
      token_endpoint: `${this.url}/oauth2/token`,
      userinfo_endpoint: `${this.url}/userinfo`,
      jwks_uri: `${this.url}/.well-known/jwks.json`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: [algorithm],
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
    };
  }

  /** The query that comes back to the redirect URI. */
  callback(state) {
    return new URLSearchParams({ code: this.code, state, iss: this.url }).toString();
  }

  /** The token response; `changes` has what differs, and the nonce. */
  tokens({ nonce, ...changes }) {
    return {
      access_token: this.accessToken,
      token_type: "Bearer",
      expires_in: 3600,
      scope: "openid offline_access",
      refresh_token: "q9sWvYkT2nHc8uPzE5rJ1bLxGdA7oMfI",
      id_token: this.idToken({ nonce }),
      ...changes,
    };
  }

  /** A signed ID token; `changes` replace claims, and `undefined` leaves one out. */
  idToken(changes) {
    const header = { alg: this.algorithm, kid: "of-this-run", typ: "JWT" };
    const hash = createHash("sha256").update(this.accessToken).digest();
    const claims = {
      iss: this.url,
      sub: this.subject,
      aud: this.clientId,
      iat: this.now,
      exp: this.now + 3600,
      auth_time: this.now - 5,
      at_hash: hash.subarray(0, 16).toString("base64url"),
      name: "Ada Example",
      email: "ada@example.com",
      ...changes,
    };
    const input = `${encode(header)}.${encode(claims)}`;
    const key = { key: this.#key, dsaEncoding: "ieee-p1363" };
    return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
  }

  /** The token with one claim changed and its signature kept. */
  static withClaim(token, name, value) {
    return replaced(token, 1, name, value);
  }

  /** The token with one header member changed and its signature kept. */
  static withHeader(token, name, value) {
    return replaced(token, 0, name, value);
  }
}

function replaced(token, part, name, value) {
  const parts = token.split(".");
  const changed = { ...JSON.parse(Buffer.from(parts[part], "base64url")), [name]: value };
  return parts.with(part, encode(changed)).join(".");
}

function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
