// Runs a certified client library against an issuer: code with PKCE, userinfo, refresh, revocation,
// the device flow and logout. Its argument is the issuer. It prints one JSON object, and fails where
// the library finds fault with anything.
import * as client from 'openid-client';

const issuer = new URL(process.argv[2]);
const callback = new URL('/callback', issuer).href;
const farewell = new URL('/client/', issuer).href;

/** A browser without script: it keeps cookies, fills in forms, and follows nothing by itself. */
class Visitor {
  cookies = new Map();

  async send(url, form) {
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(new URL(url, issuer), {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie && { cookie }), ...(form && { origin: issuer.origin }) },
      body: form && new URLSearchParams(form),
    });
    for (const set of response.headers.getSetCookie()) {
      const [name, ...value] = set.split(';')[0].split('=');
      this.cookies.set(name, value.join('='));
    }
    return response;
  }

  /** Where an answer sends the browser. */
  async next(url, form) {
    const response = await this.send(url, form);
    const location = response.headers.get('location');
    if (!location) throw new Error(`${url}: ${response.status} leads nowhere`);
    return new URL(location, issuer);
  }
}

/** The hidden field of that name. */
function hidden(html, name) {
  const input = html.match(/<input[^>]*>/g).find((tag) => tag.includes(`name="${name}"`));
  return input.match(/value="([^"]*)"/)[1];
}

const person = { j_username: 'admin', j_password: '123456', remember: 'N' };
const insecure = { execute: [client.allowInsecureRequests] };

async function discover(id, authentication) {
  const config = await client.discovery(issuer, id, undefined, authentication, insecure);
  // The library trusts what comes straight from the server; here it shall verify signatures too.
  client.enableNonRepudiationChecks(config);
  return config;
}

/** A sign-in by code; the tokens, checked by the library. */
async function byCode(config, visitor, parameters) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = parameters.scope.includes('openid') ? client.randomNonce() : undefined;
  const address = client.buildAuthorizationUrl(config, {
    ...parameters,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    ...(expectedNonce && { nonce: expectedNonce }),
  });
  let next = await visitor.next(address);
  const asked = next.pathname === '/login';
  if (asked) next = await visitor.next('/oauth2/code', { ...Object.fromEntries(next.searchParams), ...person });
  const tokens = await client.authorizationCodeGrant(config, next, { pkceCodeVerifier, expectedState, expectedNonce });
  return { tokens, asked };
}

/** The error code of a call that must fail. */
async function refused(call) {
  try {
    await call;
  } catch (error) {
    return error.error ?? error.cause?.[0]?.parameters?.error ?? error.code;
  }
  return 'nothing';
}

const config = await discover('demo', client.None());
const visitor = new Visitor();
const scope = 'openid profile email offline_access';
const first = await byCode(config, visitor, { redirect_uri: callback, scope });
const { sub } = first.tokens.claims();
const userinfo = await client.fetchUserInfo(config, first.tokens.access_token, sub);

const second = await client.refreshTokenGrant(config, first.tokens.refresh_token);
await client.tokenRevocation(config, second.refresh_token);
const afterRevocation = await refused(client.refreshTokenGrant(config, second.refresh_token));
const userinfoAfterRevocation = await refused(client.fetchUserInfo(config, second.access_token, sub));

const again = await byCode(config, visitor, { redirect_uri: callback, scope: 'openid', max_age: '600' });

const device = await client.initiateDeviceAuthorization(config, { scope });
const polling = client.pollDeviceAuthorizationGrant(config, device);
const page = await (await visitor.send('/device', { user_code: device.user_code })).text();
await visitor.next('/device', { user_code: device.user_code, decision: 'accept', j_csrf: hidden(page, 'j_csrf') });
const byDevice = await polling;

const denied = await client.initiateDeviceAuthorization(config, { scope });
const deniedPage = await (await visitor.send('/device', { user_code: denied.user_code })).text();
await visitor.next('/device', { user_code: denied.user_code, decision: 'deny', j_csrf: hidden(deniedPage, 'j_csrf') });
const afterDenial = await refused(client.pollDeviceAuthorizationGrant(config, denied));

const confidential = await discover(
  'f7d42348-c647-4efb-a52d-4c5787421e72',
  client.ClientSecretBasic('f6h1FTI8Q3-7UScPZDzfXA'),
);
const tutorial = await byCode(confidential, visitor, {
  redirect_uri: 'http://localhost:8080/authorization',
  scope: 'petstore.r',
});

const end = client.buildEndSessionUrl(config, {
  id_token_hint: again.tokens.id_token,
  post_logout_redirect_uri: farewell,
  state: 'over',
});
const afterLogout = await visitor.next(end);
const fresh = await byCode(config, visitor, { redirect_uri: callback, scope: 'openid' });

console.log(
  JSON.stringify({
    sub,
    userinfo,
    asked: [first.asked, again.asked, tutorial.asked, fresh.asked],
    refreshed: second.scope,
    rotated: second.refresh_token !== first.tokens.refresh_token,
    afterRevocation,
    userinfoAfterRevocation,
    sameSignIn: again.tokens.claims().auth_time === first.tokens.claims().auth_time,
    device: { sub: byDevice.claims().sub, scope: byDevice.scope },
    afterDenial,
    tutorial: tutorial.tokens.scope,
    afterLogout: afterLogout.href.replace(issuer.origin, ''),
  }),
);
