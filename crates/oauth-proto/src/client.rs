//! Who this client is to the server, and how it says so at endpoints that ask (RFC 6749 §2.3).

use form_urlencoded::byte_serialize;
use http::Request;
use http::header::AUTHORIZATION;
use serde_json::Value;

use crate::base64;
use crate::endpoint::Endpoint;
use crate::error::Misuse;
use crate::exchange;
use crate::json::{self, Object};
use crate::secret::ClientSecret;

/// A registered client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    id: String,
    auth: ClientAuth,
}

/// How the client authenticates. A browser cannot keep a secret: there it is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuth {
    /// A public client: `client_id` alone.
    None,
    /// `client_secret_post`.
    Post(ClientSecret),
    /// `client_secret_basic`.
    Basic(ClientSecret),
}

/// How the parameters of a token request are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenBody {
    /// `application/x-www-form-urlencoded`, as RFC 6749 has it; needs no CORS preflight.
    #[default]
    Form,
    /// `application/json`, as some servers have it.
    Json,
}

impl Client {
    /// A client of this identifier.
    pub fn new(id: &str, auth: ClientAuth) -> Result<Self, Misuse> {
        if id.is_empty() {
            return Err(Misuse::NoClientId);
        }
        let visible = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
        if id.len() > 1024 || !id.bytes().all(visible) {
            return Err(Misuse::BadParameter("client_id"));
        }
        Ok(Self {
            id: id.to_owned(),
            auth,
        })
    }

    /// The client identifier.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A POST with these parameters, authenticated.
    pub(crate) fn post(
        &self,
        endpoint: &Endpoint,
        parameters: &[(&str, &str)],
        body: TokenBody,
    ) -> Request<Vec<u8>> {
        let mut parameters = parameters.to_vec();
        let mut authorization = None;
        match &self.auth {
            ClientAuth::None => parameters.push(("client_id", &self.id)),
            ClientAuth::Post(secret) => {
                parameters.push(("client_id", &self.id));
                parameters.push(("client_secret", secret.expose_secret()));
            }
            ClientAuth::Basic(secret) => {
                authorization = exchange::secret_header(&basic(&self.id, secret));
            }
        }
        let mut request = match body {
            TokenBody::Form => exchange::post(endpoint, exchange::FORM, form(&parameters)),
            TokenBody::Json => exchange::post(endpoint, exchange::JSON, json_body(&parameters)),
        };
        if let Some(value) = authorization {
            exchange::set(&mut request, AUTHORIZATION, value);
        }
        request
    }
}

/// Each half is form-encoded before both are joined (RFC 6749 §2.3.1).
fn basic(id: &str, secret: &ClientSecret) -> String {
    let mut pair: String = byte_serialize(id.as_bytes()).collect();
    pair.push(':');
    pair.extend(byte_serialize(secret.expose_secret().as_bytes()));
    ["Basic ", &base64::encode_padded(pair.as_bytes())].concat()
}

fn form(parameters: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish()
}

fn json_body(parameters: &[(&str, &str)]) -> String {
    let members = parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Value::from(*value)));
    json::write(&Value::Object(members.collect::<Object>()))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn sent(auth: ClientAuth, body: TokenBody) -> (Option<String>, String, String) {
        let client = Client::new("a b", auth).unwrap();
        let endpoint = Endpoint::parse("https://as.example/token").unwrap();
        let request = client.post(&endpoint, &[("x", "ä &")], body);
        let header = |name| {
            let value = request.headers().get(name)?;
            Some(String::from_utf8(value.as_bytes().to_vec()).unwrap())
        };
        (
            header("authorization"),
            header("content-type").unwrap(),
            String::from_utf8(request.body().clone()).unwrap(),
        )
    }

    #[test]
    fn each_way_to_authenticate() {
        let secret = || ClientSecret::parse("s:ä").unwrap();
        let form = "application/x-www-form-urlencoded".to_owned();
        assert_eq!(
            sent(ClientAuth::None, TokenBody::Form),
            (None, form.clone(), "x=%C3%A4+%26&client_id=a+b".to_owned())
        );
        assert_eq!(
            sent(ClientAuth::Post(secret()), TokenBody::Json),
            (
                None,
                "application/json".to_owned(),
                r#"{"client_id":"a b","client_secret":"s:ä","x":"ä &"}"#.to_owned()
            )
        );
        let basic = base64::encode_padded(b"a+b:s%3A%C3%A4");
        assert_eq!(
            sent(ClientAuth::Basic(secret()), TokenBody::Form),
            (
                Some(["Basic ", &basic].concat()),
                form,
                "x=%C3%A4+%26".to_owned()
            )
        );
    }

    #[test]
    fn an_identifier_is_needed() {
        assert_eq!(Client::new("", ClientAuth::None), Err(Misuse::NoClientId));
        assert_eq!(
            Client::new("a\n", ClientAuth::None),
            Err(Misuse::BadParameter("client_id"))
        );
    }
}
