//! The checks that a good run leaves behind, in order: the contract with whoever reads them.

/// A code flow with a refresh token and an ID token, without `max_age` and `acr_values`.
/// Servers differ in which optional claims they send: `auth_time` and `at_hash` are what comes of those two.
pub(crate) fn code_flow(auth_time: &str, at_hash: &str) -> Vec<String> {
    let auth_time = format!("id_token.auth_time {auth_time}");
    let at_hash = format!("id_token.at_hash {at_hash}");
    [
        // What the person typed, then what discovery made of it.
        "config.endpoints pass",
        "discovery.fetch pass",
        "discovery.issuer pass",
        "config.endpoints pass",
        "discovery.pkce pass",
        "callback.params pass",
        "callback.state pass",
        "callback.iss pass",
        "callback.error pass",
        "callback.code pass",
        "token.http pass",
        "token.json pass",
        "token.access_token pass",
        "token.token_type pass",
        "token.expires_in pass",
        "token.scope pass",
        "id_token.present pass",
        "id_token.format pass",
        "id_token.alg pass",
        "id_token.key pass",
        "id_token.signature pass",
        "id_token.iss pass",
        "id_token.sub pass",
        "id_token.aud pass",
        "id_token.azp skip",
        "id_token.exp pass",
        "id_token.iat pass",
        "id_token.nbf skip",
        "id_token.nonce pass",
        &auth_time,
        "id_token.acr skip",
        &at_hash,
        "id_token.c_hash skip",
    ]
    .map(str::to_owned)
    .into()
}

/// What the userinfo button adds.
pub(crate) const USERINFO: [&str; 3] = [
    "userinfo.http pass",
    "userinfo.format pass",
    "userinfo.sub pass",
];
