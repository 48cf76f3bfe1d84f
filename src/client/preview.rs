//! The first request of a run as it will be sent, made by the same code that makes it then. What is drawn
//! by lot at the start is left open; nothing here leaves the page.

use oauth_proto::{
    authorize::AuthorizationRequest,
    check::Trace,
    device::device_authorization_request,
    endpoint::Endpoint,
    metadata::{EndpointName, ServerMetadata},
};

use super::{
    run::World,
    settings::{Discovery, Flow, Settings},
};

/// Stands for an endpoint that the server's metadata will tell; no such host can exist (RFC 6761).
const UNKNOWN: &str = "https://metadata.invalid/";

/// A request that is still to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Preview {
    /// How it goes out.
    pub method: Method,
    /// The endpoint, or `None` where the metadata will tell it.
    pub endpoint: Option<String>,
    /// Its parameters in order.
    pub parameters: Vec<(String, Value)>,
}

/// How a first request goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// The browser goes there.
    Navigate,
    /// Posted straight to the server, which gives the browser a short address to go to (RFC 9126).
    Push,
    /// Posted by the page: the device flow.
    Post,
}

/// A parameter's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// This one.
    Known(String),
    /// One that is made when the run starts.
    MadeAtStart,
}

/// What these settings would send first; `None` where they do not make a request.
pub(super) async fn preview(world: &impl World, settings: &Settings) -> Option<Preview> {
    let server = server(settings)?;
    if settings.flow == Flow::Device {
        device(settings, &server)
    } else {
        code(world, settings, &server).await
    }
}

async fn code(world: &impl World, settings: &Settings, server: &ServerMetadata) -> Option<Preview> {
    let mut asked = settings.authorization.clone();
    if settings.dpop {
        asked.dpop_jkt = Some(UNKNOWN.to_owned());
    }
    let is_pushed = asked.par;
    let fixed_state = asked.danger_fixed_state.is_some();
    let request = AuthorizationRequest::new(
        server,
        &settings.client,
        asked,
        world.crypto(),
        &mut world.entropy(),
        world.now(),
        &mut Trace::new(),
    )
    .await
    .ok()?;
    let value = |name: &str, value: &str| match name {
        "state" if fixed_state => Value::Known(value.to_owned()),
        "state" | "nonce" | "code_challenge" | "dpop_jkt" => Value::MadeAtStart,
        _ => Value::Known(value.to_owned()),
    };
    let (method, name) = if is_pushed {
        (Method::Push, EndpointName::Par)
    } else {
        (Method::Navigate, EndpointName::Authorization)
    };
    Some(Preview {
        method,
        endpoint: known(server, name),
        parameters: request
            .parameters()
            .map(|(name, text)| (name.to_owned(), value(name, text)))
            .collect(),
    })
}

fn device(settings: &Settings, server: &ServerMetadata) -> Option<Preview> {
    let (client, params) = (&settings.client, settings.device());
    let (request, _) =
        device_authorization_request(server, client, params, &mut Trace::new()).ok()?;
    let pairs = form_urlencoded::parse(request.body());
    Some(Preview {
        method: Method::Post,
        endpoint: known(server, EndpointName::DeviceAuthorization),
        parameters: pairs
            .filter(|(name, _)| name != "client_secret")
            .map(|(name, text)| (name.into_owned(), Value::Known(text.into_owned())))
            .collect(),
    })
}

/// The server as far as it is known before anything is asked.
fn server(settings: &Settings) -> Option<ServerMetadata> {
    let known = match &settings.server.discovery {
        Discovery::From(issuer) => {
            let mut server = ServerMetadata::by_hand(Some(issuer.clone()));
            for name in EndpointName::ALL {
                server = server.with_endpoint(name, Endpoint::parse(UNKNOWN).ok()?);
            }
            server
        }
        Discovery::Known(server) => (**server).clone(),
    };
    Some(settings.server.overridden(known))
}

fn known(server: &ServerMetadata, name: EndpointName) -> Option<String> {
    let endpoint = server.endpoint(name)?.as_str();
    (endpoint != UNKNOWN).then(|| endpoint.to_owned())
}
