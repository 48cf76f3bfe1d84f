//! What can be wrong with a configuration file, each with what to do about it.

use std::fmt;
use std::path::PathBuf;

use crate::engines::hydra::{admin::NotAKey, guard::WeakKey};
use crate::engines::redirect_uri::Unusable;
use crate::engines::registration::GrantType;
use crate::mail::NotAnSmtpUrl;
use crate::users::database::NotADatabaseUrl;
use crate::users::password::NotArgon2id;

/// The configuration could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// There is no such file.
    #[error(
        "{}: there is no such file; write one with `vestibule init --config {}`, or start without --config to try the demonstration",
        path.display(), path.display()
    )]
    Missing {
        /// The file asked for.
        path: PathBuf,
    },
    /// The file is there and can't be read.
    #[error("{}: can't be read ({source}); check its permissions and that it is UTF-8 text", path.display())]
    Unreadable {
        /// The file asked for.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file was read, and a value in it is wrong.
    #[error("{}:{line}: {problem}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// The line that the value stands on, from 1.
        line: usize,
        /// What is wrong with it.
        problem: Problem,
    },
}

/// A problem and the byte offset that it was found at.
pub(super) type Found = (usize, Problem);

/// What is wrong with a value. Secrets and hashes are never repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Not TOML, an unknown or missing key, or a value of the wrong type; the parser's words.
    Syntax(String),
    /// `public_url` or an entry of `cors_origins` is no origin.
    NotAnOrigin(String),
    /// `public_url` is plain http on an address that is not loopback.
    InsecurePublicUrl(String),
    /// `https` is on and `public_url` starts with `http:`.
    PublicUrlScheme(String),
    /// An entry of `redirect_uris` can't be one.
    RedirectUri(String, Unusable),
    /// A client without a place to send the answer to.
    NoRedirectUri,
    /// A `client_id` that is empty or holds other than visible ASCII.
    ClientId(String),
    /// Two clients with one id.
    ClientTwice(String),
    /// A scope with characters that no scope may have.
    Scope(String),
    /// Neither or more than one of `public`, `secret`, `secret_hash`.
    ClientAuthentication,
    /// An empty secret.
    EmptySecret,
    /// `secret_hash` or `password_hash` is no Argon2id hash.
    NotArgon2id,
    /// A way to get tokens that this server does not have.
    GrantType(String),
    /// `require_pkce = false` on a public client.
    PublicWithoutPkce,
    /// `smtp` is no address of a mail server, or letters would travel in the open.
    NotAnSmtpUrl,
    /// Neither or both of `smtp` and `command`.
    MailRoute,
    /// `from` is no sender.
    MailFrom(String),
    /// `database` under `[users]` is none that can be used.
    NotADatabaseUrl,
    /// Users in the file, and a database that has them.
    UsersTwice,
    /// An empty user name, or one with control characters.
    UserName(String),
    /// Two users with one name.
    UserTwice(String),
    /// Two users with one `sub`.
    SubjectTwice(String),
    /// `sub` is empty, longer than 255 or not ASCII.
    Subject(String),
    /// A claim that the engine sets itself.
    ReservedClaim(String),
    /// A life of signing keys that is too short to change them in.
    SigningKeyDays,
    /// The admin API's address can't be one.
    NotAnAdminUrl(String),
    /// The admin API's key can't be sent.
    AdminKey(NotAKey),
    /// A key that forms are signed with is too short.
    CookieKey(WeakKey),
    /// A lifetime of zero or beyond its limit, with that limit in seconds.
    Lifetime(&'static str, u64),
    /// A service's address that can't be one.
    NotAServiceUrl(String),
    /// A service that is reached unencrypted over a network.
    InsecureService(String),
    /// `public_key_sha256` is no fingerprint.
    NotAFingerprint,
    /// Both `ca_file` and `public_key_sha256`.
    TrustedTwice,
    /// `seal_key` is no key.
    NotASealKey,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => f.write_str(message),
            Self::NotAnOrigin(text) => write!(
                f,
                "{text:?} is not an origin; write scheme, host and port only, as in \"https://login.example.com\""
            ),
            Self::InsecurePublicUrl(text) | Self::InsecureService(text) => write!(
                f,
                "{text:?} would send passwords unencrypted; use https (only 127.0.0.1, [::1] and localhost may be http)"
            ),
            Self::PublicUrlScheme(text) => write!(
                f,
                "https is on, but public_url is {text:?}; write it with https:, or set https = false"
            ),
            Self::RedirectUri(text, why) => write!(f, "redirect URI {text:?}: {why}"),
            Self::NoRedirectUri => {
                f.write_str("the client has no redirect_uris; give at least one, or leave authorization_code out of grant_types")
            }
            Self::ClientId(text) => write!(
                f,
                "client_id {text:?}: use 1 to 255 visible ASCII characters without spaces"
            ),
            Self::ClientTwice(id) => write!(f, "client_id {id:?} is there twice; remove one"),
            Self::Scope(text) => write!(
                f,
                "scope {text:?}: write visible ASCII words without quotes or backslashes, separated by single spaces"
            ),
            Self::ClientAuthentication => f.write_str(
                "give the client exactly one of public = true, secret = \"…\" and secret_hash = \"…\"",
            ),
            Self::EmptySecret => f.write_str("secret is empty; give one, or make the client public"),
            Self::NotArgon2id => NotArgon2id.fmt(f),
            Self::GrantType(name) => write!(
                f,
                "grant type {name:?}: write {}",
                GrantType::ALL
                    .map(|each| format!("{:?}", each.name()))
                    .join(", ")
            ),
            Self::PublicWithoutPkce => f.write_str(
                "a public client can't go without PKCE; remove require_pkce, or give the client a secret",
            ),
            Self::NotAnSmtpUrl => NotAnSmtpUrl.fmt(f),
            Self::MailRoute => f.write_str(
                "give [mail] exactly one of smtp = \"smtps://…\" and command = [\"/usr/sbin/sendmail\", \"-t\", \"-i\"]",
            ),
            Self::MailFrom(text) => write!(
                f,
                "from {text:?}: write an address, as in \"Login <login@example.com>\""
            ),
            Self::NotADatabaseUrl => NotADatabaseUrl.fmt(f),
            Self::UsersTwice => f.write_str(
                "the users are in the database that [users] names; remove the [[user]] tables, or [users]",
            ),
            Self::UserName(text) => write!(
                f,
                "user name {text:?}: use 1 to 255 characters, none of them a control character"
            ),
            Self::UserTwice(name) => write!(f, "user {name:?} is there twice; remove one"),
            Self::SubjectTwice(sub) => {
                write!(f, "sub {sub:?} is there twice; clients could not tell the users apart")
            }
            Self::Subject(text) => write!(f, "sub {text:?}: give the user a sub of 1 to 255 ASCII characters"),
            Self::ReservedClaim(name) => write!(
                f,
                "claim {name:?} is set by the server itself; remove it from the user's claims"
            ),
            Self::SigningKeyDays => f.write_str(
                "signing_key_days must be at least 2 and at most 3650, or 0 to keep the key for ever",
            ),
            Self::NotAnAdminUrl(text) => write!(
                f,
                "{text:?} is not the address of an admin API; write it without /admin and what follows, as in \"http://hydra.internal:4445\""
            ),
            Self::AdminKey(error) => write!(f, "admin_key: {error}"),
            Self::CookieKey(error) => write!(f, "cookie_keys: {error}"),
            Self::Lifetime(name, limit) => {
                write!(f, "{name} must be at least 1 and at most {limit} seconds")
            }
            Self::NotAServiceUrl(text) => write!(
                f,
                "{text:?} is not the address of a service; write it whole, as in \"https://oauth.internal:6881/oauth2/code\", without user name and fragment"
            ),
            Self::NotAFingerprint => f.write_str(
                "public_key_sha256 is not the base64 of a SHA-256; the guide says how to make it from the certificate",
            ),
            Self::TrustedTwice => {
                f.write_str("give ca_file or public_key_sha256, not both")
            }
            Self::NotASealKey => f.write_str(
                "seal_key is not 32 bytes in unpadded base64url; make one with `openssl rand -base64 32 | tr '+/' '-_' | tr -d '='`",
            ),
        }
    }
}
