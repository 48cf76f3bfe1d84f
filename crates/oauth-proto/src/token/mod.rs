//! The token endpoint (RFC 6749 §4.1.3, §5): exchanging a code, and what any of its grants must answer.
//!
//! A code is exchanged once: the request consumes the [`ValidatedCallback`] and cannot be made again.

mod response;

use http::{Request, Response};

use crate::callback::ValidatedCallback;
use crate::check::{CheckId, Trace};
use crate::client::Client;
use crate::error::{Error, Misuse};
use crate::exchange::{self, Ids};
use crate::id_token::Expectations;
use crate::secret::CodeVerifier;
use crate::time::Timestamp;

pub use self::response::TokenResponse;
pub use crate::client::TokenBody;
pub use crate::token_type::TokenType;

pub(crate) use self::response::{Asked, read, seconds};

/// A code exchange under way: what its response will be held against.
#[derive(Debug)]
pub struct CodeExchange {
    asked: Asked,
    expectations: Expectations,
}

/// The request that exchanges the code for tokens. It is sent once; after any failure the flow begins anew.
pub fn authorization_code_request(
    callback: ValidatedCallback,
    client: &Client,
    body: TokenBody,
    trace: &mut Trace,
) -> Result<(Request<Vec<u8>>, CodeExchange), Error> {
    let ValidatedCallback {
        code,
        transaction,
        signing,
    } = callback;
    let parties = transaction.parties;
    if client.id() != parties.client_id {
        let (id, expected) = (CheckId::ConfigEndpoints, parties.client_id.as_str());
        return Err(trace.fail(id, expected, client.id(), Misuse::OtherServer));
    }
    let mut parameters = vec![
        ("grant_type", "authorization_code"),
        ("code", code.expose_secret()),
        ("redirect_uri", transaction.redirect_uri.as_str()),
    ];
    let verifier = transaction
        .verifier
        .as_ref()
        .map(CodeVerifier::expose_secret);
    parameters.extend(verifier.map(|verifier| ("code_verifier", verifier)));
    let request = client.post(&parties.token_endpoint, &parameters, body);
    let exchange = CodeExchange {
        expectations: Expectations {
            nonce: Some(transaction.nonce),
            max_age: transaction.max_age,
            acr_values: transaction.acr_values,
            require_acr: transaction.require_acr,
            code: Some(code),
            ..Expectations::new(signing, client.id())
        },
        asked: Asked {
            parties,
            scope: transaction.scope,
            dpop: transaction.dpop,
        },
    };
    Ok((request, exchange))
}

/// Checks the response to [`authorization_code_request`].
pub fn process_token_response(
    exchange: CodeExchange,
    response: &Response<Vec<u8>>,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<TokenResponse, Error> {
    let ids = Ids {
        http: CheckId::TokenHttp,
        json: CheckId::TokenJson,
    };
    let body = exchange::json_object(response, ids, trace)?;
    let wants_id_token = exchange.asked.scope.contains("openid");
    let mut tokens = read(
        response.status(),
        &body,
        &exchange.asked,
        CheckId::TokenScope,
        now,
        trace,
    )?;
    tokens.read_id_token(&body, wants_id_token, exchange.expectations, trace)?;
    Ok(tokens)
}
