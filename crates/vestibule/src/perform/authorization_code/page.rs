//! The client page's address for a run: the options as its query. Never the secret.

use oauth_proto::metadata::EndpointName;

use crate::perform::{
    options::AuthorizationCode,
    target::{Credentials, Target},
};

const OVERRIDES: [(EndpointName, &str); 3] = [
    (EndpointName::Authorization, "auth_url"),
    (EndpointName::Token, "token_url"),
    (EndpointName::Jwks, "jwks_url"),
];

/// Its path and query.
pub(super) fn address(
    options: &AuthorizationCode,
    target: &Target,
    credentials: &Credentials,
) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let mut put = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            query.append_pair(name, value);
        }
    };
    put(
        "issuer",
        target
            .issuer
            .as_ref()
            .map(oauth_proto::endpoint::Issuer::as_str),
    );
    put(
        "endpoint",
        target
            .endpoint
            .as_ref()
            .map(oauth_proto::endpoint::Endpoint::as_str),
    );
    for (name, parameter) in OVERRIDES {
        let given = target.overrides.iter().find(|(other, _)| *other == name);
        put(parameter, given.map(|(_, endpoint)| endpoint.as_str()));
    }
    put("client_id", Some(&credentials.id));
    put("scope", Some(&options.common.scope.join(" ")));
    for audience in &options.common.audience {
        put("audience", Some(audience));
    }
    for resource in &options.common.resource {
        put("resource", Some(resource.as_str()));
    }
    put("prompt", Some(&options.prompt.join(" ")));
    put(
        "max_age",
        u32::try_from(options.max_age)
            .ok()
            .map(|age| age.to_string())
            .as_deref(),
    );
    put(
        "response_mode",
        options
            .response_mode
            .map(super::super::options::ResponseMode::as_str),
    );
    put(
        "state",
        options
            .state
            .as_ref()
            .map(oauth_proto::secret::State::expose_secret),
    );
    put(
        "redirect",
        options
            .redirect
            .as_ref()
            .map(oauth_proto::endpoint::Endpoint::as_str),
    );
    put("pkce", options.danger_no_pkce.then_some("off"));
    put("keep", options.no_shutdown.then_some("1"));
    put("autostart", Some("1"));
    for extra in &options.common.extra {
        query.append_pair(&format!("extra.{}", extra.name()), extra.value());
    }
    format!("/client/?{}", query.finish())
}
