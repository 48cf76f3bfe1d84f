//! From a draft to checked settings: parsed once, here, so that a run never meets a bad value.
//! It must not know the page or the network.

mod error;
mod server;

use http::Method;
use oauth_proto::{
    access_token::AccessTokenPolicy,
    authorize::{AuthorizationParams, ResponseMode},
    client::{Client, ClientAuth, TokenBody},
    device::DeviceParams,
    endpoint::Endpoint,
    extra::Extra,
    id_token::IdTokenPolicy,
    metadata::{EndpointName, ServerMetadata},
    resource::Resource,
    scope::Scope,
    secret::{ClientSecret, State},
    time::Leeway,
};

pub use self::{
    error::{Fault, SettingsError},
    server::{Discovery, Server},
};
use super::{
    draft::Draft,
    fields::{FIELDS, Kind, field},
};
use crate::output::Format;

/// Everything a run needs to know before it starts.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one setting of its own"
)]
pub struct Settings {
    /// By which flow the tokens are got.
    pub flow: Flow,
    /// The server and where its endpoints are.
    pub server: Server,
    /// Who asks, and how it says so.
    pub client: Client,
    /// Whether it says so with a secret, which no browser can keep.
    pub insecure_client_secret: bool,
    /// What is asked for.
    pub authorization: AuthorizationParams,
    /// Whether the request is not pushed even to a server that takes no other (RFC 9126).
    pub never_push: bool,
    /// Whether the tokens are bound to a key of this browser's (RFC 9449).
    pub dpop: bool,
    /// Where the tokens are once they are there.
    pub storage: Storage,
    /// The form of the token request's body.
    pub token_body: TokenBody,
    /// What is forgiven when an ID token is validated.
    pub policy: IdTokenPolicy,
    /// What an API would demand of the access token, when that is to be checked.
    pub access_token: Option<AccessTokenPolicy>,
    /// The API to call with the access token.
    pub api: Option<Api>,
    /// Whether another round starts at once.
    pub keep: bool,
    /// Whether a link has started the run, and no person.
    pub by_link: bool,
}

/// How the person gets to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// The whole page goes there and comes back (authorization code).
    Redirect,
    /// A window of its own does (authorization code).
    Popup,
    /// On whatever device the person likes (device authorization).
    Device,
}

impl Flow {
    /// Its name in a report.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Redirect | Self::Popup => "code",
            Self::Device => "device",
        }
    }
}

/// Where tokens are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// In the page, as long as it is open.
    Page,
    /// Also shown after a reload of the tab.
    Tab,
    /// In the page, but for the refresh token, which a worker has.
    Worker,
}

/// Which endpoints give or take what is worth stealing before anybody clicks.
const CARRYING: [EndpointName; 4] = [
    EndpointName::Authorization,
    EndpointName::Par,
    EndpointName::DeviceAuthorization,
    EndpointName::Token,
];

/// A resource server's address to try the access token at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// Where.
    pub address: Endpoint,
    /// By which method.
    pub method: Method,
}

impl Settings {
    /// Checks a draft. `origin` is the page's own, for the default redirect URI.
    pub fn parse(
        draft: &Draft,
        secret: Option<ClientSecret>,
        origin: &str,
    ) -> Result<Self, SettingsError> {
        single_values(draft)?;
        format(draft)?;
        Ok(Self {
            flow: match (choice(draft, "flow")?, flag(draft, "popup")?) {
                ("device", _) => Flow::Device,
                (_, true) => Flow::Popup,
                (_, false) => Flow::Redirect,
            },
            server: Server::parse(draft)?,
            client: client(draft, secret)?,
            insecure_client_secret: choice(draft, "client_auth")?.starts_with("client_secret"),
            authorization: authorization(draft, origin)?,
            never_push: choice(draft, "par")? == "0",
            // No server's metadata can demand it (RFC 9449 §5.1), so nothing given means no.
            dpop: choice(draft, "dpop")? == "1",
            storage: match choice(draft, "storage")? {
                "session" => Storage::Tab,
                "worker" => Storage::Worker,
                _ => Storage::Page,
            },
            token_body: match choice(draft, "token_body")? {
                "json" => TokenBody::Json,
                _ => TokenBody::Form,
            },
            policy: id_token(draft)?,
            access_token: access_token(draft)?,
            api: match address(draft, "api_url")? {
                Some(address) => Some(Api {
                    address,
                    method: method(draft)?,
                }),
                None => None,
            },
            keep: flag(draft, "keep")?,
            by_link: draft.autostart(),
        })
    }

    /// Refuses what a link may not start by itself: a run that takes what one address gives to another.
    /// Whoever made the link could have put an address of their own among a real server's, and would be
    /// sent the code with its verifier, or the access token.
    pub fn judge_link(&self, server: &ServerMetadata) -> Result<(), SettingsError> {
        let api = self.api.as_ref().map(|api| &api.address);
        let mut origins = CARRYING
            .iter()
            .filter_map(|name| server.endpoint(*name))
            .chain(api)
            .map(Endpoint::origin);
        let first = origins.next();
        if self.by_link && origins.any(|origin| Some(origin) != first) {
            return Err(SettingsError::new("autostart", Fault::SeveralOrigins));
        }
        Ok(())
    }
}

impl Settings {
    /// What a device asks for.
    pub fn device(&self) -> DeviceParams {
        let asked = &self.authorization;
        let mut params = DeviceParams::new(asked.scope.clone());
        params.audience.clone_from(&asked.audience);
        params.resource.clone_from(&asked.resource);
        params.extra.clone_from(&asked.extra);
        params.dpop = self.dpop;
        params
    }
}

fn id_token(draft: &Draft) -> Result<IdTokenPolicy, SettingsError> {
    let mut policy = IdTokenPolicy::default();
    policy.leeway = leeway(draft)?;
    Ok(policy)
}

fn client(draft: &Draft, secret: Option<ClientSecret>) -> Result<Client, SettingsError> {
    let secret = || secret.ok_or(SettingsError::new("client_secret", Fault::Missing));
    let auth = match choice(draft, "client_auth")? {
        "client_secret_post" => ClientAuth::Post(secret()?),
        "client_secret_basic" => ClientAuth::Basic(secret()?),
        _ => ClientAuth::None,
    };
    let id = draft
        .one("client_id")
        .ok_or(SettingsError::new("client_id", Fault::Missing))?;
    Client::new(id, auth).map_err(|_| SettingsError::new("client_id", Fault::NotSendable))
}

/// The page plays an API of the first audience asked for, else of the first resource. Most servers'
/// access tokens do not say that they are some (RFC 9068 §2.1); an API that takes them still has the
/// audience to go by, and the row warns.
fn access_token(draft: &Draft) -> Result<Option<AccessTokenPolicy>, SettingsError> {
    if !flag(draft, "verify_access_token")? {
        return Ok(None);
    }
    let wanted = list(draft, "audience")
        .into_iter()
        .chain(uris(draft, "resource"))
        .next();
    let wanted = wanted.ok_or(SettingsError::new("audience", Fault::Missing))?;
    let mut policy = AccessTokenPolicy::new(wanted);
    policy.leeway = leeway(draft)?;
    policy.danger_accept_plain_jwt = true;
    Ok(Some(policy))
}

fn authorization(draft: &Draft, origin: &str) -> Result<AuthorizationParams, SettingsError> {
    let redirect_uri = match address(draft, "redirect")? {
        Some(address) => address,
        None => parse_address("redirect", &format!("{origin}/callback"))?,
    };
    let scope = match list(draft, "scope").join(" ") {
        none if none.is_empty() => "openid".to_owned(),
        scope => scope,
    };
    let scope = Scope::parse(&scope).ok_or(SettingsError::new("scope", Fault::NotSendable))?;
    let resources = uris(draft, "resource");
    let resources = resources.iter().map(|text| Resource::parse(text));
    let resources: Option<_> = resources.collect();
    let mut params = AuthorizationParams::new(redirect_uri, scope);
    params.audience = list(draft, "audience");
    params.resource = resources.ok_or(SettingsError::new("resource", Fault::NotAUri))?;
    params.prompt = list(draft, "prompt");
    params.max_age = number(draft, "max_age")?;
    params.acr_values = list(draft, "acr_values");
    params.login_hint = text(draft, "login_hint")?;
    params.ui_locales = list(draft, "ui_locales");
    params.response_mode = match choice(draft, "response_mode")? {
        "query" => Some(ResponseMode::Query),
        "fragment" => Some(ResponseMode::Fragment),
        "form_post" => Some(ResponseMode::FormPost),
        _ => None,
    };
    params.par = choice(draft, "par")? == "1";
    params.extra = extra(draft)?;
    params.danger_fixed_state = match draft.one("state") {
        None => None,
        Some(state) => {
            Some(State::parse(state).ok_or(SettingsError::new("state", Fault::NotSendable))?)
        }
    };
    params.danger_no_pkce = choice(draft, "pkce")? == "off";
    Ok(params)
}

/// Parameters of other names than those that are set here.
fn extra(draft: &Draft) -> Result<Vec<Extra>, SettingsError> {
    let given = draft.extra().iter();
    let extra = given.map(|(name, value)| Extra::parse(name, value));
    let extra: Option<_> = extra.collect();
    extra.ok_or(SettingsError::new("extra", Fault::Reserved))
}

/// Two values where one is meant are nobody's guess to make.
fn single_values(draft: &Draft) -> Result<(), SettingsError> {
    for field in FIELDS {
        if field.kind != Kind::List && draft.all(field.id).len() > 1 {
            return Err(SettingsError::new(field.id, Fault::Repeated));
        }
    }
    Ok(())
}

fn text(draft: &Draft, id: &'static str) -> Result<Option<String>, SettingsError> {
    match draft.one(id) {
        Some(text) if text.chars().any(char::is_control) => {
            Err(SettingsError::new(id, Fault::NotSendable))
        }
        other => Ok(other.map(str::to_owned)),
    }
}

fn list(draft: &Draft, id: &str) -> Vec<String> {
    let values = draft.all(id).iter();
    values
        .flat_map(|text| text.split(|c: char| c.is_whitespace() || c == ','))
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A comma can be part of a URI.
fn uris(draft: &Draft, id: &str) -> Vec<String> {
    let words = draft
        .all(id)
        .iter()
        .flat_map(|text| text.split_whitespace());
    words.map(str::to_owned).collect()
}

fn number(draft: &Draft, id: &'static str) -> Result<Option<u32>, SettingsError> {
    let number = draft.one(id).map(str::parse).transpose();
    number.map_err(|_| SettingsError::new(id, Fault::NotANumber))
}

fn leeway(draft: &Draft) -> Result<Leeway, SettingsError> {
    match number(draft, "leeway")? {
        None => Ok(Leeway::default()),
        Some(seconds) if seconds <= Leeway::MAX => Ok(Leeway::seconds(seconds)),
        Some(_) => Err(SettingsError::new("leeway", Fault::OutOfRange)),
    }
}

fn method(draft: &Draft) -> Result<Method, SettingsError> {
    match choice(draft, "api_method")? {
        "" => Ok(Method::GET),
        method => Method::from_bytes(method.as_bytes())
            .map_err(|_| SettingsError::new("api_method", Fault::NoSuchChoice)),
    }
}

/// How the result is given away. It is read here too, so that a mistake in it costs no sign-in.
pub fn format(draft: &Draft) -> Result<Format, SettingsError> {
    match draft.one("format") {
        None => Ok(Format::JsonPretty),
        Some(text) => text
            .parse()
            .map_err(|_| SettingsError::new("format", Fault::NoSuchFormat)),
    }
}

fn flag(draft: &Draft, id: &'static str) -> Result<bool, SettingsError> {
    match draft.one(id) {
        None | Some("0") => Ok(false),
        Some("1") => Ok(true),
        Some(_) => Err(SettingsError::new(id, Fault::NoSuchChoice)),
    }
}

fn choice<'a>(draft: &'a Draft, id: &'static str) -> Result<&'a str, SettingsError> {
    let Some(value) = draft.one(id) else {
        return Ok("");
    };
    match field(id).map(|field| field.kind) {
        Some(Kind::Choice(values)) if values.contains(&value) => Ok(value),
        _ => Err(SettingsError::new(id, Fault::NoSuchChoice)),
    }
}

fn address(draft: &Draft, id: &'static str) -> Result<Option<Endpoint>, SettingsError> {
    draft
        .one(id)
        .map(|text| parse_address(id, text))
        .transpose()
}

fn parse_address(id: &'static str, text: &str) -> Result<Endpoint, SettingsError> {
    Endpoint::parse(text).map_err(|error| SettingsError::new(id, Fault::Address(error)))
}

#[cfg(test)]
mod tests;
