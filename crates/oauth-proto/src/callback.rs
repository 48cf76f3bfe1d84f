//! The authorization response (RFC 6749 §4.1.2, RFC 9207, RFC 9700 §4.4): read from query and fragment, checked in this
//! order: parameters once each, state, issuer, error, code. State and issuer are checked on error responses too.
//!
//! Only this file makes a [`ValidatedCallback`], and no code leaves it otherwise.

use std::borrow::Cow;

use crate::check::{CheckId, Trace};
use crate::error::{Error, Misuse, Violation};
use crate::metadata::{Flag, List, ServerMetadata};
use crate::oauth_error::OAuthError;
use crate::secret::AuthorizationCode;
use crate::signed::Signing;
use crate::transaction::Transaction;

/// Longest response that is read, in bytes.
pub const MAX_RESPONSE: usize = 64 * 1024;

/// What servers put into responses: those of the code flow, with Ory's words, and tokens, which the code flow never has.
const IN_RESPONSES: [&str; 15] = [
    "access_token",
    "code",
    "error",
    "error_debug",
    "error_description",
    "error_hint",
    "error_uri",
    "expires_in",
    "id_token",
    "iss",
    "response",
    "scope",
    "session_state",
    "state",
    "token_type",
];

/// The parameters of a response as they arrived, nothing checked.
#[derive(Clone, Default)]
pub struct CallbackParams {
    pairs: Vec<(String, String)>,
    too_large: bool,
}

/// A response that belongs to its request and carries a code. There is no other way to a token request.
#[derive(Debug)]
pub struct ValidatedCallback {
    pub(crate) code: AuthorizationCode,
    pub(crate) transaction: Transaction,
    pub(crate) signing: Signing,
}

impl ValidatedCallback {
    /// Whether the tokens must come with an ID token, so that the server's keys are needed soon.
    pub fn expects_id_token(&self) -> bool {
        self.transaction.scope.contains("openid")
    }
}

impl CallbackParams {
    /// Reads both parts of the address; either may be empty and may still have its `?` or `#`.
    pub fn parse(query: &str, fragment: &str) -> Self {
        if query.len() + fragment.len() > MAX_RESPONSE {
            return Self {
                pairs: Vec::new(),
                too_large: true,
            };
        }
        let parts = [
            query.strip_prefix('?').unwrap_or(query),
            fragment.strip_prefix('#').unwrap_or(fragment),
        ];
        let pairs = parts
            .into_iter()
            .flat_map(|part| form_urlencoded::parse(part.as_bytes()))
            .map(|(name, value)| (name.into_owned(), value.into_owned()));
        Self {
            pairs: pairs.collect(),
            too_large: false,
        }
    }

    /// Reads the body of a `form_post` response.
    pub fn parse_form(body: &str) -> Self {
        Self::parse(body, "")
    }

    /// Whether this is a response at all, or just a visit to the page.
    pub fn is_response(&self) -> bool {
        self.too_large
            || ["code", "error", "state", "access_token", "id_token"]
                .iter()
                .any(|name| self.count(name) > 0)
    }

    /// The state to look the transaction up by. It proves nothing until [`process_callback`] has compared it.
    pub fn state(&self) -> Option<&str> {
        self.get("state")
    }

    fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.pairs.iter().filter(|(known, _)| known == name);
        values.next().map(|(_, value)| value.as_str())
    }

    /// The value of a parameter that is there exactly once.
    pub(crate) fn only(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|_| self.count(name) == 1)
    }

    fn count(&self, name: &str) -> usize {
        self.pairs.iter().filter(|(known, _)| known == name).count()
    }
}

/// Shows names only: values may be codes.
impl std::fmt::Debug for CallbackParams {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set()
            .entries(self.pairs.iter().map(|(name, _)| name))
            .finish()
    }
}

/// Checks a response against the request that it claims to answer.
pub fn process_callback(
    transaction: Transaction,
    params: &CallbackParams,
    server: &ServerMetadata,
    trace: &mut Trace,
) -> Result<ValidatedCallback, Error> {
    let own_query = transaction.redirect_uri.query().unwrap_or_default();
    check_params(params, own_query, trace)?;
    check_state(&transaction, params, trace)?;
    check_issuer(&transaction, params, server, trace)?;
    check_error(params, trace)?;
    let code = check_code(params, trace)?;
    Ok(ValidatedCallback {
        code,
        transaction,
        signing: Signing::new(server, Some(List::IdTokenAlgorithms)),
    })
}

/// Ends a flow whose response finds no transaction: of another browser, forged, or (`already_used`) here before.
pub fn reject_callback(params: &CallbackParams, already_used: bool, trace: &mut Trace) -> Error {
    if let Err(error) = check_params(params, "", trace) {
        return error;
    }
    let id = CheckId::CallbackState;
    let expected = "the state of a flow that this tab began";
    match (params.state(), already_used) {
        (None, _) => trace.fail(id, expected, "none", Violation::Missing("state")),
        (_, true) => trace.fail(
            id,
            expected,
            "one that was used before",
            Misuse::AlreadyUsed,
        ),
        (_, false) => trace.fail(id, expected, "an unknown one", Misuse::UnknownState),
    }
}

fn check_params(params: &CallbackParams, own_query: &str, trace: &mut Trace) -> Result<(), Error> {
    const EXPECTED: &str = "each parameter at most once, a code or an error";
    let id = CheckId::CallbackParams;
    if params.too_large {
        return Err(trace.fail(id, EXPECTED, "too long a response", Violation::TooLarge));
    }
    let of_ours = |name: &str| {
        let mut own = form_urlencoded::parse(own_query.as_bytes());
        own.any(|(known, _): (Cow<'_, str>, _)| known == name)
    };
    for (name, _) in &params.pairs {
        // Only what our own redirect URI repeats may be there again.
        if params.count(name) > 1 && (is_protocol_parameter(name) || !of_ours(name)) {
            let found = [name, " more than once"].concat();
            return Err(trace.fail(id, EXPECTED, &found, Violation::Repeated("a parameter")));
        }
    }
    for name in ["access_token", "id_token", "response"] {
        if params.count(name) > 0 {
            return Err(trace.fail(id, EXPECTED, name, Violation::Refused(name)));
        }
    }
    trace.pass(id, EXPECTED, "as expected");
    Ok(())
}

fn check_state(
    transaction: &Transaction,
    params: &CallbackParams,
    trace: &mut Trace,
) -> Result<(), Error> {
    const EXPECTED: &str = "the state that was sent";
    let id = CheckId::CallbackState;
    match params.state() {
        None => Err(trace.fail(id, EXPECTED, "none", Violation::Missing("state"))),
        Some(state) if !transaction.state.matches(state) => {
            Err(trace.fail(id, EXPECTED, "another", Violation::Mismatch("state")))
        }
        Some(_) if transaction.fixed_state => {
            trace.warn(
                id,
                EXPECTED,
                "the same; but it was fixed by hand, so that it can be guessed",
            );
            Ok(())
        }
        Some(_) => {
            trace.pass(id, EXPECTED, "the same");
            Ok(())
        }
    }
}

/// RFC 9207 §2.4; that the server itself is still the one of the request is RFC 9700 §4.4.
fn check_issuer(
    transaction: &Transaction,
    params: &CallbackParams,
    server: &ServerMetadata,
    trace: &mut Trace,
) -> Result<(), Error> {
    let id = CheckId::CallbackIss;
    let parties = &transaction.parties;
    let expected = parties.issuer.as_ref();
    if !parties.are_at(server) {
        let expected = parties.token_endpoint.as_str();
        return Err(trace.fail(id, expected, "other metadata", Misuse::OtherServer));
    }
    match (expected, params.get("iss")) {
        (Some(expected), Some(found)) if expected.as_str() == found => {
            trace.pass(id, expected.as_str(), found);
        }
        (Some(expected), Some(found)) => {
            let cause = Violation::Mismatch("iss");
            return Err(trace.fail(id, expected.as_str(), found, cause));
        }
        (Some(expected), None) if server.flag(Flag::IssInResponse) => {
            let found = "none, although the metadata promise it";
            return Err(trace.fail(id, expected.as_str(), found, Violation::Missing("iss")));
        }
        (_, None) => trace.skip(id, "the server does not promise iss and sent none"),
        (None, Some(_)) => trace.skip(id, "no issuer is known to compare with"),
    }
    Ok(())
}

fn check_error(params: &CallbackParams, trace: &mut Trace) -> Result<(), Error> {
    let id = CheckId::CallbackError;
    let Some(code) = params.get("error") else {
        trace.pass(id, "no error", "none");
        return Ok(());
    };
    let (description, uri) = (params.get("error_description"), params.get("error_uri"));
    let error = OAuthError::new(code, description, uri, None)
        .with_details(params.get("error_hint"), params.get("error_debug"));
    Err(trace.fail(id, "no error", &error.to_string(), error))
}

fn check_code(params: &CallbackParams, trace: &mut Trace) -> Result<AuthorizationCode, Error> {
    let id = CheckId::CallbackCode;
    let Some(code) = params.get("code") else {
        return Err(trace.fail(id, "a code", "none", Violation::Missing("code")));
    };
    let Some(code) = AuthorizationCode::parse(code) else {
        return Err(trace.fail(id, "a code", "something else", Violation::Malformed("code")));
    };
    trace.pass(id, "a code", "a code");
    Ok(code)
}

/// The query or the fragment of an address without what an authorization response puts there (RFC 6749 §4.1.2, §4.2.2, RFC
/// 9207 §2, OIDC Session Management §2). The rest stays as it is written, character for character: it is the
/// application's.
pub fn without_response(part: &str) -> String {
    let of_application = |pair: &&str| {
        let name = form_urlencoded::parse(pair.as_bytes()).next();
        !name.is_some_and(|(name, _)| IN_RESPONSES.contains(&&*name))
    };
    let (mark, pairs) = match part.strip_prefix(['?', '#']) {
        Some(pairs) => (part.get(..1).unwrap_or_default(), pairs),
        None => ("", part),
    };
    let left: Vec<_> = pairs.split('&').filter(of_application).collect();
    match left.join("&") {
        none if none.is_empty() => none,
        left => [mark, &left].concat(),
    }
}

fn is_protocol_parameter(name: &str) -> bool {
    matches!(name, "code" | "state" | "iss" | "session_state") || name.starts_with("error")
}
