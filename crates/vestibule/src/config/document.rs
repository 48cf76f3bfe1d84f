//! The TOML document as it is written, and its conversion to checked values.
//!
//! The only place that knows the file's spelling; each problem is reported with its line.

use std::collections::HashSet;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};
use toml::Spanned;

use super::concealed::Concealed;
use super::error::{Found, Problem};
use super::hydra;
use super::light_oauth2;
use super::{Config, Data, EngineKind, Log, Server};
use crate::engines::embedded::Lifetimes;
use crate::engines::redirect_uri::RedirectUri;
use crate::engines::registration::{Client, ClientAuthentication, ClientSecret, GrantType};
use crate::mail::{Mail, MailRoute};
use crate::origin::Origin;
use crate::plain_words::in_plain_words;
use crate::users::User;
use crate::users::database::DatabaseUrl;

/// Claims that the engine sets; a user's claims may not replace them.
const RESERVED_CLAIMS: [&str; 14] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "iat",
    "nbf",
    "jti",
    "nonce",
    "auth_time",
    "azp",
    "at_hash",
    "client_id",
    "scope",
    "acr",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    server: ServerTable,
    data: DataTable,
    #[serde(default)]
    log: LogTable,
    mail: Option<Spanned<MailTable>>,
    #[serde(default)]
    engine: EngineTable,
    hydra: Option<hydra::Table>,
    light_oauth2: Option<light_oauth2::Table>,
    #[serde(default)]
    client: Vec<Spanned<ClientTable>>,
    users: Option<UsersTable>,
    #[serde(default)]
    user: Vec<Spanned<UserTable>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServerTable {
    listen: SocketAddr,
    public_url: Option<Spanned<String>>,
    #[serde(default)]
    https: bool,
    brand: Option<PathBuf>,
    #[serde(default = "connections")]
    connections: NonZeroUsize,
    #[serde(default = "connections_per_address")]
    connections_per_address: NonZeroUsize,
    #[serde(default)]
    trusted_proxies: Vec<IpAddr>,
}

/// Half of the usual limit of 1024 open files, which the database and the log need too.
fn connections() -> NonZeroUsize {
    NonZeroUsize::MIN.saturating_add(511)
}

/// Ten browsers behind one address, each with six.
fn connections_per_address() -> NonZeroUsize {
    NonZeroUsize::MIN.saturating_add(63)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DataTable {
    dir: PathBuf,
    #[serde(default)]
    create: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MailTable {
    from: Spanned<String>,
    smtp: Option<Spanned<Concealed>>,
    command: Option<Vec<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct LogTable {
    audit: Option<PathBuf>,
    metrics: Option<SocketAddr>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct EngineTable {
    #[serde(default)]
    kind: EngineKind,
    code_seconds: Option<Spanned<u64>>,
    access_token_seconds: Option<Spanned<u64>>,
    refresh_token_seconds: Option<Spanned<u64>>,
    device_code_seconds: Option<Spanned<u64>>,
    signing_key_days: Option<Spanned<u64>>,
    session_seconds: Option<Spanned<u64>>,
    remembered_session_seconds: Option<Spanned<u64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClientTable {
    client_id: Spanned<String>,
    name: Option<String>,
    #[serde(default)]
    redirect_uris: Vec<Spanned<String>>,
    #[serde(default)]
    post_logout_redirect_uris: Vec<Spanned<String>>,
    scope: Spanned<String>,
    #[serde(default)]
    public: bool,
    secret: Option<Spanned<Concealed>>,
    secret_hash: Option<Spanned<Concealed>>,
    require_pkce: Option<Spanned<bool>>,
    #[serde(default)]
    ask_consent: bool,
    grant_types: Option<Vec<Spanned<String>>>,
    access_token_seconds: Option<Spanned<u64>>,
    refresh_token_seconds: Option<Spanned<u64>>,
    #[serde(default)]
    always_refresh: bool,
    #[serde(default)]
    cors_origins: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UsersTable {
    database: Spanned<Concealed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserTable {
    name: Spanned<String>,
    sub: Option<Spanned<String>>,
    password_hash: Spanned<Concealed>,
    #[serde(default)]
    demo: bool,
    claims: Option<Spanned<Map<String, Value>>>,
}

/// Parses and checks; on a problem, the line and what it is.
pub(super) fn parse(text: &str) -> Result<Config, (usize, Problem)> {
    let document: Document = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let problem = Problem::Syntax(in_plain_words(error.message()));
        (line_of(text, at), problem)
    })?;
    check(document).map_err(|(at, problem)| (line_of(text, at), problem))
}

/// The line, from 1, that a byte offset is on.
fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count()
}

fn check(document: Document) -> Result<Config, Found> {
    let config = Config {
        server: server(document.server)?,
        data: Data {
            dir: document.data.dir,
            create: document.data.create,
        },
        log: Log {
            audit: document.log.audit,
            metrics: document.log.metrics,
        },
        mail: document.mail.map(mail).transpose()?,
        engine: document.engine.kind,
        hydra: document.hydra.map(hydra::Table::check).transpose()?,
        light_oauth2: document
            .light_oauth2
            .map(light_oauth2::Table::check)
            .transpose()?,
        key_period: key_period(document.engine.signing_key_days.as_ref())?,
        lifetimes: lifetimes(document.engine)?,
        clients: clients(document.client)?,
        user_database: user_database(document.users, &document.user)?,
        users: users(document.user)?,
    };
    Ok(config)
}

fn server(table: ServerTable) -> Result<Server, Found> {
    let public_url = match table.public_url {
        None => None,
        Some(text) => {
            let at = text.span().start;
            let origin: Origin = parsed(&text, Problem::NotAnOrigin)?;
            if table.https && !origin.is_https() {
                return Err((at, Problem::PublicUrlScheme(text.into_inner())));
            }
            if !origin.is_https() && !origin.is_loopback() {
                return Err((at, Problem::InsecurePublicUrl(text.into_inner())));
            }
            Some(origin)
        }
    };
    Ok(Server {
        listen: table.listen,
        public_url,
        https: table.https,
        connections: table.connections,
        connections_per_address: table.connections_per_address,
        trusted_proxies: table.trusted_proxies,
        brand: table.brand,
    })
}

/// Limits of lifetimes, in seconds.
const ACCESS_TOKEN_LIMIT: u64 = 86_400;
const REFRESH_TOKEN_LIMIT: u64 = 31_536_000;

fn lifetimes(table: EngineTable) -> Result<Lifetimes, Found> {
    let seconds = |value, name, default, limit| {
        lifetime(value, name, limit)
            .map(|given| given.unwrap_or_else(|| Duration::from_secs(default)))
    };
    Ok(Lifetimes {
        code: seconds(table.code_seconds, "code_seconds", 300, 600)?,
        access_token: seconds(
            table.access_token_seconds,
            "access_token_seconds",
            600,
            ACCESS_TOKEN_LIMIT,
        )?,
        refresh_token: seconds(
            table.refresh_token_seconds,
            "refresh_token_seconds",
            2_592_000,
            REFRESH_TOKEN_LIMIT,
        )?,
        device_code: seconds(table.device_code_seconds, "device_code_seconds", 600, 1800)?,
        session: seconds(table.session_seconds, "session_seconds", 36_000, 604_800)?,
        remembered_session: seconds(
            table.remembered_session_seconds,
            "remembered_session_seconds",
            2_592_000,
            31_536_000,
        )?,
    })
}

/// How old a signing key gets; 0 is for ever.
fn key_period(days: Option<&Spanned<u64>>) -> Result<Option<Duration>, Found> {
    const DEFAULT: u64 = 90;
    let given = days.map_or(DEFAULT, |days| *days.get_ref());
    match given {
        0 => Ok(None),
        // A key is announced for an hour and kept for a day after its last token.
        days @ 2..=3650 => Ok(Some(Duration::from_secs(days * 86_400))),
        _ => {
            let at = days.map_or(0, |days| days.span().start);
            Err((at, Problem::SigningKeyDays))
        }
    }
}

/// A lifetime, if it is given, of at least a second.
fn lifetime(
    value: Option<Spanned<u64>>,
    name: &'static str,
    limit: u64,
) -> Result<Option<Duration>, Found> {
    match value {
        None => Ok(None),
        Some(value) if (1..=limit).contains(value.get_ref()) => {
            Ok(Some(Duration::from_secs(value.into_inner())))
        }
        Some(value) => Err((value.span().start, Problem::Lifetime(name, limit))),
    }
}

fn grant_types(names: Option<Vec<Spanned<String>>>) -> Result<Vec<GrantType>, Found> {
    let Some(names) = names else {
        return Ok(vec![GrantType::AuthorizationCode, GrantType::RefreshToken]);
    };
    names
        .into_iter()
        .map(|name| {
            GrantType::named(name.get_ref()).ok_or_else(|| {
                let at = name.span().start;
                (at, Problem::GrantType(name.into_inner()))
            })
        })
        .collect()
}

fn clients(tables: Vec<Spanned<ClientTable>>) -> Result<Vec<Client>, Found> {
    let mut ids = HashSet::new();
    tables
        .into_iter()
        .map(|table| {
            let id_at = table.get_ref().client_id.span().start;
            let client = client(table)?;
            if !ids.insert(client.id.clone()) {
                return Err((id_at, Problem::ClientTwice(client.id)));
            }
            Ok(client)
        })
        .collect()
}

fn client(table: Spanned<ClientTable>) -> Result<Client, Found> {
    let at = table.span().start;
    let table = table.into_inner();
    let id = table.client_id.get_ref();
    if id.is_empty() || id.len() > 255 || !id.bytes().all(|b| b.is_ascii_graphic()) {
        return Err((table.client_id.span().start, Problem::ClientId(id.clone())));
    }
    let grant_types = grant_types(table.grant_types)?;
    if table.redirect_uris.is_empty() && grant_types.contains(&GrantType::AuthorizationCode) {
        return Err((at, Problem::NoRedirectUri));
    }
    let authentication = match (table.public, table.secret, table.secret_hash) {
        (true, None, None) => ClientAuthentication::Public,
        (false, Some(secret), None) if secret.get_ref().0.is_empty() => {
            return Err((secret.span().start, Problem::EmptySecret));
        }
        (false, Some(secret), None) => {
            ClientAuthentication::Secret(ClientSecret::new(secret.into_inner().0))
        }
        (false, None, Some(hash)) => {
            ClientAuthentication::HashedSecret(parsed(&hash, |_| Problem::NotArgon2id)?)
        }
        _ => return Err((at, Problem::ClientAuthentication)),
    };
    let require_pkce = match table.require_pkce {
        Some(no) if !*no.get_ref() && table.public => {
            return Err((no.span().start, Problem::PublicWithoutPkce));
        }
        given => given.is_none_or(Spanned::into_inner),
    };
    let scope = parsed(&table.scope, Problem::Scope)?;
    Ok(Client {
        name: table.name.unwrap_or_else(|| id.clone()),
        redirect_uris: redirect_uris(&table.redirect_uris)?,
        post_logout_redirect_uris: redirect_uris(&table.post_logout_redirect_uris)?,
        scope,
        authentication,
        require_pkce,
        ask_consent: table.ask_consent,
        grant_types,
        access_token: lifetime(
            table.access_token_seconds,
            "access_token_seconds",
            ACCESS_TOKEN_LIMIT,
        )?,
        refresh_token: lifetime(
            table.refresh_token_seconds,
            "refresh_token_seconds",
            REFRESH_TOKEN_LIMIT,
        )?,
        always_refresh: table.always_refresh,
        cors_origins: table
            .cors_origins
            .iter()
            .map(|text| parsed(text, Problem::NotAnOrigin))
            .collect::<Result<_, _>>()?,
        id: table.client_id.into_inner(),
    })
}

fn redirect_uris(texts: &[Spanned<String>]) -> Result<Vec<RedirectUri>, Found> {
    texts
        .iter()
        .map(|text| {
            text.get_ref().parse().map_err(|why| {
                (
                    text.span().start,
                    Problem::RedirectUri(text.get_ref().clone(), why),
                )
            })
        })
        .collect()
}

fn mail(table: Spanned<MailTable>) -> Result<Mail, Found> {
    let at = table.span().start;
    let table = table.into_inner();
    let route = match (table.smtp, table.command) {
        (Some(url), None) => MailRoute::Smtp(parsed(&url, |_| Problem::NotAnSmtpUrl)?),
        (None, Some(words)) if !words.is_empty() => MailRoute::Command(words),
        _ => return Err((at, Problem::MailRoute)),
    };
    Ok(Mail {
        route,
        from: parsed(&table.from, Problem::MailFrom)?,
    })
}

fn user_database(
    table: Option<UsersTable>,
    listed: &[Spanned<UserTable>],
) -> Result<Option<DatabaseUrl>, Found> {
    let Some(table) = table else {
        return Ok(None);
    };
    if let Some(user) = listed.first() {
        return Err((user.span().start, Problem::UsersTwice));
    }
    parsed(&table.database, |_| Problem::NotADatabaseUrl).map(Some)
}

fn users(tables: Vec<Spanned<UserTable>>) -> Result<Vec<User>, Found> {
    let mut names = HashSet::new();
    let mut subjects = HashSet::new();
    tables
        .into_iter()
        .map(|table| {
            let at = table.get_ref().name.span().start;
            let user = user(table.into_inner())?;
            if !names.insert(user.name.clone()) {
                return Err((at, Problem::UserTwice(user.name)));
            }
            if !subjects.insert(user.subject.clone()) {
                return Err((at, Problem::SubjectTwice(user.subject)));
            }
            Ok(user)
        })
        .collect()
}

fn user(table: UserTable) -> Result<User, Found> {
    let name = table.name.get_ref();
    if name.is_empty() || name.chars().count() > 255 || name.chars().any(char::is_control) {
        return Err((table.name.span().start, Problem::UserName(name.clone())));
    }
    let subject = table.sub.as_ref().unwrap_or(&table.name);
    let text = subject.get_ref();
    if text.is_empty() || text.len() > 255 || !text.is_ascii() {
        return Err((subject.span().start, Problem::Subject(text.clone())));
    }
    let reserved = |claim: &&String| RESERVED_CLAIMS.contains(&claim.as_str());
    if let Some(claims) = &table.claims
        && let Some(claim) = claims.get_ref().keys().find(reserved)
    {
        return Err((claims.span().start, Problem::ReservedClaim(claim.clone())));
    }
    Ok(User {
        subject: text.clone(),
        password: parsed(&table.password_hash, |_| Problem::NotArgon2id)?,
        password_since: 0,
        claims: table.claims.map(Spanned::into_inner).unwrap_or_default(),
        demo: table.demo,
        name: table.name.into_inner(),
    })
}

/// The value that a text stands for, or the problem at its place.
fn parsed<T: FromStr>(
    text: &Spanned<impl AsRef<str>>,
    problem: impl Fn(String) -> Problem,
) -> Result<T, Found> {
    let value = text.get_ref().as_ref();
    value
        .parse()
        .map_err(|_| (text.span().start, problem(value.to_owned())))
}
