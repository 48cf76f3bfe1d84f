//! Named checks and the trace that a flow leaves: what was expected, what was found, which section asks for it.
//!
//! This file knows the ids and how a row is recorded; it does not know when a check is made.

use std::cell::OnceCell;
use std::fmt;

use crate::error::{Cause, Error};

/// Rows of a sign-in, and the bytes of their texts.
const USUAL_ROWS: usize = 40;
const USUAL_TEXT: usize = 2048;

/// Longest text, in characters, that a row keeps of an expected or found value.
pub const MAX_TEXT: usize = 300;

macro_rules! check_ids {
    ($($name:ident = $id:literal, $spec:literal;)*) => {
        /// The name of a check, stable across versions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum CheckId {
            $(#[doc = concat!("`", $id, "`: ", $spec, ".")] $name,)*
        }

        impl CheckId {
            /// Every id, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The id as it is shown and scripted against.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// The section that asks for this check.
            pub const fn spec(self) -> &'static str {
                match self { $(Self::$name => $spec,)* }
            }
        }
    };
}

check_ids! {
    ConfigEndpoints = "config.endpoints", "RFC 9700 §2.6";
    DiscoveryFetch = "discovery.fetch", "OIDC Discovery §4, RFC 8414 §3";
    DiscoveryIssuer = "discovery.issuer", "OIDC Discovery §4.3, RFC 8414 §3.3";
    DiscoveryPkce = "discovery.pkce", "RFC 9700 §2.1.1, RFC 8414 §2";
    ParResponse = "par.response", "RFC 9126 §2.2";
    CallbackParams = "callback.params", "RFC 6749 §3.1";
    CallbackState = "callback.state", "RFC 6749 §4.1.2, §10.12";
    CallbackIss = "callback.iss", "RFC 9207 §2.4";
    CallbackError = "callback.error", "RFC 6749 §4.1.2.1";
    CallbackCode = "callback.code", "RFC 6749 §4.1.2";
    TokenHttp = "token.http", "RFC 6749 §5.1, §5.2";
    TokenJson = "token.json", "RFC 6749 §5.1";
    TokenAccessToken = "token.access_token", "RFC 6749 §5.1";
    TokenTokenType = "token.token_type", "RFC 6749 §7.1";
    TokenExpiresIn = "token.expires_in", "RFC 6749 §5.1";
    TokenScope = "token.scope", "RFC 6749 §3.3";
    IdTokenPresent = "id_token.present", "OIDC Core §3.1.3.3";
    IdTokenFormat = "id_token.format", "RFC 7515 §5.2, OIDC Core §3.1.3.7 (1)";
    IdTokenAlg = "id_token.alg", "OIDC Core §3.1.3.7 (7), RFC 8725 §3.1";
    IdTokenKey = "id_token.key", "OIDC Core §10.1, RFC 7517 §4";
    IdTokenSignature = "id_token.signature", "OIDC Core §3.1.3.7 (6)";
    IdTokenIss = "id_token.iss", "OIDC Core §3.1.3.7 (2)";
    IdTokenSub = "id_token.sub", "OIDC Core §2";
    IdTokenAud = "id_token.aud", "OIDC Core §3.1.3.7 (3)";
    IdTokenAzp = "id_token.azp", "OIDC Core §3.1.3.7 (4, 5)";
    IdTokenExp = "id_token.exp", "OIDC Core §3.1.3.7 (9)";
    IdTokenIat = "id_token.iat", "OIDC Core §3.1.3.7 (10)";
    IdTokenNbf = "id_token.nbf", "RFC 7519 §4.1.5";
    IdTokenNonce = "id_token.nonce", "OIDC Core §3.1.3.7 (11)";
    IdTokenAuthTime = "id_token.auth_time", "OIDC Core §3.1.3.7 (13)";
    IdTokenAcr = "id_token.acr", "OIDC Core §3.1.3.7 (12)";
    IdTokenAtHash = "id_token.at_hash", "OIDC Core §3.1.3.8";
    IdTokenCHash = "id_token.c_hash", "OIDC Core §3.3.2.10";
    UserinfoHttp = "userinfo.http", "OIDC Core §5.3.2, §5.3.3";
    UserinfoFormat = "userinfo.format", "OIDC Core §5.3.2";
    UserinfoSub = "userinfo.sub", "OIDC Core §5.3.4";
    RefreshHttp = "refresh.http", "RFC 6749 §6, §5.2";
    RefreshIdToken = "refresh.id_token", "OIDC Core §12.2";
    RefreshRotation = "refresh.rotation", "RFC 9700 §4.14.2";
    RefreshScope = "refresh.scope", "RFC 6749 §6";
    DeviceAuthorization = "device.authorization", "RFC 8628 §3.2";
    DevicePoll = "device.poll", "RFC 8628 §3.4, §3.5";
    DeviceOutcome = "device.outcome", "RFC 8628 §3.5";
    DpopTokenType = "dpop.token_type", "RFC 9449 §5";
    DpopNonce = "dpop.nonce", "RFC 9449 §8, §9";
    DpopProof = "dpop.proof", "RFC 9449 §5, §7.1";
    ApiHttp = "api.http", "RFC 6750 §3, RFC 9449 §7";
    AccessTokenFormat = "access_token.format", "RFC 9068 §2.1, §4";
    AccessTokenSignature = "access_token.signature", "RFC 9068 §4";
    AccessTokenIss = "access_token.iss", "RFC 9068 §4";
    AccessTokenAud = "access_token.aud", "RFC 9068 §4";
    AccessTokenExp = "access_token.exp", "RFC 9068 §4";
    AccessTokenClientId = "access_token.client_id", "RFC 9068 §2.2";
    AccessTokenScope = "access_token.scope", "RFC 9068 §2.2.3";
    RevokeHttp = "revoke.http", "RFC 7009 §2.2";
    LogoutState = "logout.state", "OIDC RP-Initiated Logout §3";
    CorsDiscovery = "cors.discovery", "Fetch §3.3 (CORS protocol)";
    CorsToken = "cors.token", "Fetch §3.3 (CORS protocol)";
    CorsUserinfo = "cors.userinfo", "Fetch §3.3 (CORS protocol)";
    CorsDevice = "cors.device", "Fetch §3.3 (CORS protocol)";
    CorsJwks = "cors.jwks", "Fetch §3.3 (CORS protocol)";
    CorsRevoke = "cors.revoke", "Fetch §3.3 (CORS protocol)";
    CorsPar = "cors.par", "Fetch §3.3 (CORS protocol)";
    CorsApi = "cors.api", "Fetch §3.3 (CORS protocol)";
}

impl CheckId {
    /// The id with this name, as rows restored from storage need it.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.as_str() == id)
    }
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// As it must be.
    Pass,
    /// Broken; the flow ends here.
    Fail,
    /// Unusual but allowed.
    Warn,
    /// Not made; `found` says why.
    Skip,
}

impl Status {
    /// The status as it is shown and scripted against.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Warn => "warn",
            Self::Skip => "skip",
        }
    }

    /// The status with this name.
    pub fn parse(status: &str) -> Option<Self> {
        [Self::Pass, Self::Fail, Self::Warn, Self::Skip]
            .into_iter()
            .find(|known| known.as_str() == status)
    }
}

/// One check that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub id: CheckId,
    /// How it ended.
    pub status: Status,
    /// What the rule asks for; never a secret.
    pub expected: String,
    /// What was there (on a skip: why it was not looked at); never a secret.
    pub found: String,
}

impl Check {
    /// The section that asks for this check.
    pub const fn spec(&self) -> &'static str {
        self.id.spec()
    }
}

/// The checks of one run in the order made.
///
/// They are written down in one text, and become [`Check`]s of their own when somebody looks: making each row by itself
/// would be a third of what it takes to validate an ID token.
#[derive(Clone, Default)]
pub struct Trace {
    text: String,
    rows: Vec<Row>,
    read: OnceCell<Vec<Check>>,
}

/// One check as it is written down: its texts end here in the trace's.
#[derive(Clone, Copy)]
struct Row {
    id: CheckId,
    status: Status,
    expected_end: usize,
    found_end: usize,
}

impl Trace {
    /// An empty trace.
    pub const fn new() -> Self {
        Self {
            text: String::new(),
            rows: Vec::new(),
            read: OnceCell::new(),
        }
    }

    /// The rows so far.
    pub fn checks(&self) -> &[Check] {
        self.read.get_or_init(|| {
            let mut start = 0;
            let rows = self.rows.iter();
            rows.map(|row| self.check(row, std::mem::replace(&mut start, row.found_end)))
                .collect()
        })
    }

    /// The rows, given away.
    pub fn into_checks(mut self) -> Vec<Check> {
        self.checks();
        self.read.take().unwrap_or_default()
    }

    /// The last row with this id, which is the one that counts.
    pub fn last(&self, id: CheckId) -> Option<&Check> {
        self.checks().iter().rev().find(|check| check.id == id)
    }

    /// Records the failed check of an error that arose outside this crate's `process_…` functions,
    /// such as a request that never got a response.
    pub fn record(&mut self, error: &Error) {
        let expected = match error.cause() {
            Cause::Cors => "a response that this origin may read",
            _ => "a usable response",
        };
        self.push(error.check(), Status::Fail, expected, &error.to_string());
    }

    /// Appends the rows of another trace.
    pub fn extend(&mut self, later: Self) {
        for check in later.into_checks() {
            self.push(check.id, check.status, &check.expected, &check.found);
        }
    }

    /// How many rows there are, for [`Trace::forget_since`].
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Takes back the rows after the first `len`.
    pub(crate) fn forget_since(&mut self, len: usize) {
        self.rows.truncate(len);
        self.text.truncate(self.end());
        self.read.take();
    }

    pub(crate) fn pass(&mut self, id: CheckId, expected: &str, found: &str) {
        self.push(id, Status::Pass, expected, found);
    }

    pub(crate) fn warn(&mut self, id: CheckId, expected: &str, found: &str) {
        self.push(id, Status::Warn, expected, found);
    }

    pub(crate) fn skip(&mut self, id: CheckId, why: &str) {
        self.push(id, Status::Skip, "", why);
    }

    /// Records a failed check and makes the error that ends the flow.
    pub(crate) fn fail(
        &mut self,
        id: CheckId,
        expected: &str,
        found: &str,
        cause: impl Into<Cause>,
    ) -> Error {
        self.push(id, Status::Fail, expected, found);
        Error::new(id, cause)
    }

    fn push(&mut self, id: CheckId, status: Status, expected: &str, found: &str) {
        if self.rows.is_empty() {
            self.rows.reserve(USUAL_ROWS);
            self.text.reserve(USUAL_TEXT);
        }
        let start = self.end();
        show(&mut self.text, expected, MAX_TEXT);
        let expected_end = self.text.len();
        show(&mut self.text, found, MAX_TEXT);
        let row = Row {
            id,
            status,
            expected_end,
            found_end: self.text.len(),
        };
        self.rows.push(row);
        // Who looks after each step does not pay for all the steps before.
        if let Some(mut read) = self.read.take() {
            read.push(self.check(&row, start));
            self.read = OnceCell::from(read);
        }
    }

    fn end(&self) -> usize {
        self.rows.last().map_or(0, |row| row.found_end)
    }

    fn check(&self, row: &Row, start: usize) -> Check {
        let text = |from, to| self.text.get(from..to).unwrap_or_default().to_owned();
        Check {
            id: row.id,
            status: row.status,
            expected: text(start, row.expected_end),
            found: text(row.expected_end, row.found_end),
        }
    }
}

impl PartialEq for Trace {
    fn eq(&self, other: &Self) -> bool {
        self.checks() == other.checks()
    }
}

impl Eq for Trace {}

impl fmt::Debug for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Trace").field(&self.checks()).finish()
    }
}

/// Text from outside made fit for showing: no control or bidirectional-override characters, no more than `max` characters.
pub(crate) fn capped(text: &str, max: usize) -> String {
    let mut shown = String::new();
    show(&mut shown, text, max);
    shown
}

/// Appends what [`capped`] gives.
fn show(shown: &mut String, text: &str, max: usize) {
    // Almost every text is fit already.
    if text.len() <= max && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return shown.push_str(text);
    }
    for (count, c) in text.chars().enumerate() {
        if count == max {
            shown.push('…');
            break;
        }
        let hides = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
        shown.push(if c.is_control() || hides {
            '\u{fffd}'
        } else {
            c
        });
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn ids_are_unique_and_found_again() {
        for id in CheckId::ALL {
            assert_eq!(CheckId::parse(id.as_str()), Some(*id));
        }
        assert_eq!(CheckId::ALL.len(), 64);
        assert_eq!(CheckId::parse("token.nothing"), None);
    }

    #[test]
    fn rows_are_the_same_whenever_somebody_looks() {
        let mut looked_at = Trace::new();
        let mut trace = Trace::new();
        for (id, expected, found) in [
            (CheckId::TokenHttp, "status 200", "200"),
            (CheckId::TokenJson, "", "ä\n"),
            (CheckId::TokenScope, "a b", ""),
        ] {
            trace.pass(id, expected, found);
            assert_eq!(looked_at.checks().len(), looked_at.len());
            looked_at.pass(id, expected, found);
        }
        assert_eq!(trace, looked_at);
        let rows = trace.checks().iter();
        let rows: Vec<_> = rows
            .map(|row| (row.id, &*row.expected, &*row.found))
            .collect();
        assert_eq!(
            rows,
            [
                (CheckId::TokenHttp, "status 200", "200"),
                (CheckId::TokenJson, "", "ä\u{fffd}"),
                (CheckId::TokenScope, "a b", ""),
            ]
        );
        trace.forget_since(1);
        trace.skip(CheckId::TokenScope, "why");
        looked_at.extend(trace);
        let found: Vec<_> = looked_at.checks().iter().map(|row| &*row.found).collect();
        assert_eq!(found, ["200", "ä\u{fffd}", "", "200", "why"]);
        let first = looked_at.last(CheckId::TokenHttp).unwrap();
        assert_eq!(first.expected, "status 200");
        assert_eq!(looked_at.into_checks().len(), 5);
    }

    #[test]
    fn text_from_outside_is_capped_and_harmless() {
        assert_eq!(capped("a\nb\u{202e}c", 10), "a\u{fffd}b\u{fffd}c");
        assert_eq!(capped("ääää", 2), "ää…");
        assert_eq!(capped("ää", 2), "ää");
    }
}
