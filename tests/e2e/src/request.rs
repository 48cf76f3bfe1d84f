//! An authorization request as an application sends it, for whoever is no application.

/// A code challenge (RFC 7636, appendix B).
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// The query of a request by this client, with an answer to that address, and `more` parameters.
pub fn authorization_request(client_id: &str, redirect_uri: &str, more: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", client_id)
        .append_pair("response_type", "code")
        .append_pair("redirect_uri", redirect_uri)
        .append_pair("code_challenge", CHALLENGE)
        .append_pair("code_challenge_method", "S256")
        .extend_pairs(more)
        .finish()
}
