// Holds the refresh tokens of this origin's pages and uses them, so that no page has to keep one.
// Knows no more of the protocol than where in a message a refresh token stands: pages build the
// requests, with a stand-in for the token, and check the answers. Rules:
//
// - A token comes in by `hold` and goes to the two endpoints that came with it. No reply has it.
// - A session is held once: who knows its name cannot send its token elsewhere.
// - One refresh at a time. Who comes later than the others is given what they got.
// - A rotated token takes the place of the one before, before anybody is told.
//
// An ask is the JSON text of `[id, {action, …}]`, its reply that of `[id, {Ok}]` or `[id, {Err}]`.
'use strict';

const MOST_SESSIONS = 32;
const SHOWN_HEADERS = ['content-type', 'date', 'dpop-nonce', 'retry-after'];
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

const sessions = new Map();

class Failure extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

const actions = {
  hold({ session, app, number, generation, refresh_token, token, revocation, limits }) {
    if (!isToken(refresh_token)) throw new Failure('misuse');
    if (sessions.has(session)) return null;
    // The oldest goes: nothing a page does makes this grow without end.
    if (sessions.size >= MOST_SESSIONS) sessions.delete(sessions.keys().next().value);
    sessions.set(session, { app, number, generation, refresh_token, token, revocation, limits });
    return null;
  },

  // The latest session of an app, as it was handed over.
  join({ app }) {
    return [...sessions.values()].findLast((session) => session.app === app)?.generation ?? null;
  },

  async refresh(ask) {
    const session = held(ask);
    if (ask.number < session.number && session.answer) return { ...session.answer, earlier: true };
    session.refreshing ??= refresh(session, ask).finally(() => (session.refreshing = null));
    return { ...(await session.refreshing), earlier: false };
  },

  // The last answer did not pass the page's checks: nobody else needs to see it.
  reject(ask) {
    held(ask).answer = null;
    return null;
  },

  async revoke(ask) {
    const session = held(ask);
    // A refresh under way brings the token that there is to revoke then.
    await session.refreshing?.catch(() => null);
    const { refresh_token: token } = session;
    const filling = { token, token_type_hint: 'refresh_token' };
    const { response, text } = await post(session.revocation, ask, filling, session.limits);
    return shown(response, parsed(text) && text, [token], token);
  },

  forget({ session }) {
    sessions.delete(session);
    return null;
  },
};

// RFC 6749 appendix A.17.
function isToken(value) {
  return typeof value === 'string' && /^[ -~]+$/.test(value);
}

function held({ session }) {
  const found = sessions.get(session);
  if (!found) throw new Failure('unknown');
  return found;
}

async function refresh(session, ask) {
  const { refresh_token: used } = session;
  const filling = { grant_type: 'refresh_token', refresh_token: used };
  const { response, text } = await post(session.token, ask, filling, session.limits);
  const body = parsed(text);
  const sent = body?.refresh_token;
  const usable = isToken(sent);
  if (response.ok && usable) session.refresh_token = sent;
  const answer = shown(response, body && text, usable ? [used, sent] : [used], used);
  const refreshed = response.ok && typeof body?.access_token === 'string';
  if (refreshed) session.number += 1;
  const noted = { ...answer, number: session.number, received_at: Date.now() };
  if (refreshed) session.answer = noted;
  return noted;
}

async function post(endpoint, { headers, body }, filling, limits) {
  const url = new URL(endpoint);
  const loopback = url.protocol === 'http:' && LOOPBACK.includes(url.hostname);
  if (url.protocol !== 'https:' && !loopback) throw new Failure('misuse');
  const signal = AbortSignal.timeout(limits.time);
  const request = new Request(url, {
    method: 'POST',
    headers,
    body: filled(new Headers(headers).get('content-type'), body, filling),
    mode: 'cors',
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    // Not `error`: that one cannot be told from a broken network.
    redirect: 'manual',
    signal,
  });
  const response = await fetch(request).catch(() => {
    throw new Failure(signal.aborted ? 'timeout' : 'network');
  });
  if (response.type === 'opaqueredirect') throw new Failure('redirect');
  return { response, text: await read(response, limits.body, signal) };
}

// The page's form or JSON with the real values in the place of its stand-ins.
function filled(type, body, filling) {
  if (type === 'application/json') return JSON.stringify({ ...JSON.parse(body), ...filling });
  const form = new URLSearchParams(body);
  for (const [name, value] of Object.entries(filling)) form.set(name, value);
  return form.toString();
}

async function read(response, limit, signal) {
  const [reader, chunks] = [response.body?.getReader(), []];
  let size = 0;
  while (reader) {
    const { done, value } = await reader.read().catch(() => {
      throw new Failure(signal.aborted ? 'timeout' : 'truncated');
    });
    if (done) break;
    size += value.length;
    if (size > limit) {
      reader.cancel().catch(() => null);
      throw new Failure('too_large');
    }
    chunks.push(value);
  }
  return decoded(await new Blob(chunks).arrayBuffer());
}

// JSON is UTF-8 without a mark before it (RFC 8259 section 8.1); what is not is no JSON.
function decoded(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return '';
  }
}

// The JSON object that a text is, if it is one.
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

// An answer as pages may see it: of its body only a JSON object, and nothing in which a token stands,
// should the server echo one.
function shown(response, text, tokens, used) {
  const tells = (value) => tokens.some((token) => value.includes(token));
  const showable = ([name, value]) => SHOWN_HEADERS.includes(name) && !tells(value);
  const headers = [...response.headers].filter(showable);
  return { status: response.status, headers, body: text ? masked(text, tells, used) : '' };
}

// The text of a JSON object as it came, so that the page's strict reader finds whatever is wrong with
// it; but for its refresh tokens, each of them if a member is there twice, and for what tells of one.
function masked(text, tells, used) {
  let member = '';
  return text.replace(/("(?:[^"\\]|\\.)*")(\s*:)?/g, (whole, literal, colon = '') => {
    const value = JSON.parse(literal);
    if (colon) member = value;
    else if (member === 'refresh_token') return standIn(value, used);
    return tells(value) ? '""' + colon : whole;
  });
}

// What is no token fails the page's check whatever is in its place.
function standIn(token, used) {
  if (!isToken(token)) return '0';
  return token === used ? '"held-by-the-worker"' : '"rotated-by-the-worker"';
}

function listen(port) {
  port.onmessage = async ({ data }) => {
    let id = null;
    let reply;
    try {
      const [asked, ask] = JSON.parse(data);
      id = asked;
      if (!Object.hasOwn(actions, ask.action)) throw new Failure('misuse');
      reply = { Ok: await actions[ask.action](ask) };
    } catch (error) {
      reply = { Err: error instanceof Failure ? error.code : 'misuse' };
    }
    port.postMessage(JSON.stringify([id, reply]));
  };
}

// Shared by the tabs of this origin, or one tab's own.
if ('onconnect' in self) {
  self.onconnect = ({ ports }) => listen(ports[0]);
} else {
  listen(self);
}
