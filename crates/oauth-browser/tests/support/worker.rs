//! The shipped worker script with servers of the test's in the place of `fetch`.

use js_sys::Array;
use oauth_browser::WORKER_SCRIPT;
use oauth_proto::endpoint::Endpoint;
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use web_sys::{Blob, BlobPropertyBag, Url};

/// Authorization servers by the path of their endpoint; the query tells those of one kind apart.
/// The good ones end a session when a used refresh token comes again, so that whoever is given
/// `access-2` has sent two refreshes, each with the right token.
const SERVERS: &str = r#"
const counts = new Map();
const wait = (time) => new Promise((done) => setTimeout(done, time));
const json = (body, status = 200, headers = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body),
    { status, headers: { 'content-type': 'application/json', ...headers } });
const refusal = () => json({ error: 'invalid_grant' }, 400);
const tokens = (n) => ({ access_token: 'access-' + n, token_type: 'Bearer', expires_in: 3600,
  refresh_token: 'refresh-' + n });
function rotating({ key, sent }) {
  const n = counts.get(key) ?? 0;
  const due = 'grant_type=refresh_token&refresh_token=refresh-' + n + '&client_id=app';
  counts.set(key, sent === due ? n + 1 : -1);
  return sent === due ? json(tokens(n + 1)) : refusal();
}
const once = (first) => (ask) => {
  if (counts.has(ask.key)) return rotating(ask);
  counts.set(ask.key, 0);
  return first(ask);
};
const servers = {
  rotating: async (ask) => { await wait(30); return rotating(ask); },
  slow: async (ask) => { await wait(300); return rotating(ask); },
  steady: ({ sent }) => json({ ...tokens(1), refresh_token: sent.includes('=refresh-0&') ?
    'refresh-0' : 'lost' }),
  brief: ({ key }) => { const n = (counts.get(key) ?? 0) + 1; counts.set(key, n);
    return json({ ...tokens(n), expires_in: 1 }); },
  reuse: refusal,
  trouble: () => json('oops', 503),
  html: () => json('<html>refresh-0 refresh-1</html>'),
  list: () => json('[]'),
  number: () => json({ ...tokens(1), refresh_token: 7 }),
  twice: () => json('{"access_token":"access-1", "refresh_token" :"refresh-1",' +
    '"refresh\\u005ftoken":"refresh\\u002d2","access_token":"access-2","token_type":"Bearer"}'),
  marked: () => json('\ufeff' + JSON.stringify(tokens(1))),
  latin: () => new Response(new Uint8Array([123, 34, 0xe4, 34, 58, 49, 125])),
  control: () => json({ ...tokens(1), refresh_token: 'refresh-\n' }),
  large: () => json('x'.repeat(10_000_000)),
  redirect: () => Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' }),
  hanging: ({ request }) => new Promise((_, end) =>
    request.signal.addEventListener('abort', () => end(request.signal.reason))),
  flaky: once(() => { throw new TypeError(); }),
  sloppy: once(({ key }) => { counts.set(key, 1); return json({ ...tokens(1), token_type: 5 }); }),
  echo: ({ sent }) => {
    const used = new URLSearchParams(sent).get('refresh_token') ?? 'none';
    return json({ ...tokens(1), sent, [used]: 1, deep: [{ of: used + '!' }, 'as refresh-1'] }, 200,
      { 'dpop-nonce': 'refresh-1', 'x-hidden': 'h', 'retry-after': '3' });
  },
  revoke: ({ key, sent }) => {
    const due = 'token=refresh-' + (counts.get(key) ?? 0) + '&token_type_hint=refresh_token';
    counts.set(key, -1);
    return json('', sent === due + '&client_id=app' ? 200 : 500);
  },
  nonce: ({ request }) => {
    const part = (n) => request.headers.get('dpop').split('.')[n];
    const claims = JSON.parse(atob(part(1).replaceAll('-', '+').replaceAll('_', '/')));
    return claims.nonce === 'n' ? json({ ...tokens(1), token_type: 'DPoP' }) :
      json({ error: 'use_dpop_nonce' }, 400, { 'dpop-nonce': 'n' });
  },
  options: ({ request }) => json({ ...tokens(1), access_token: [request.method, request.mode,
    request.credentials, request.cache, request.redirect, request.referrerPolicy].join() }),
};
self.fetch = async (request) => {
  const { pathname, search } = new URL(request.url);
  return servers[pathname.slice(1)]({ request, key: search, sent: await request.text() });
};
"#;

/// The test runner wraps workers to show their console, each in a script of its own, which none shares.
const NATIVE_WORKERS: &str = "SharedWorker = SharedWorker.prototype.constructor; \
    Worker = Worker.prototype.constructor;";

/// The script's address, made anew with each call: a page that calls twice has two workers.
pub(crate) fn serve() -> String {
    js_sys::eval(NATIVE_WORKERS).unwrap();
    let parts = Array::of2(&SERVERS.into(), &WORKER_SCRIPT.into());
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind).unwrap();
    Url::create_object_url_with_blob(&blob).unwrap()
}

/// A server whose token endpoint is of this kind, told by `name` from others of the kind.
pub(crate) fn server(kind: &str, name: &str) -> ServerMetadata {
    let endpoint = |path| Endpoint::parse(&format!("https://as.example/{path}?{name}")).unwrap();
    ServerMetadata::by_hand(None)
        .with_endpoint(EndpointName::Token, endpoint(kind))
        .with_endpoint(EndpointName::Revocation, endpoint("revoke"))
}
