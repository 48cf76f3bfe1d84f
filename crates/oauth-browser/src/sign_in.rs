//! Signing in: from the request to verified tokens, by redirect or in a popup. Built of the
//! adapters and the core; keeps nothing afterwards (`session` does).

use oauth_proto::authorize::{AuthorizationParams, AuthorizationRequest, Redirect};
use oauth_proto::callback::{CallbackParams, ValidatedCallback, process_callback, reject_callback};
use oauth_proto::check::Trace;
use oauth_proto::error::Step;
use oauth_proto::id_token::VerifiedIdToken;
use oauth_proto::par::{par_request, process_par_response};
use oauth_proto::token::{
    TokenBody, TokenResponse, authorization_code_request, process_token_response,
};
use oauth_proto::transaction::Transaction;

use crate::app::App;
use crate::browser::require_secure_context;
use crate::cancel::Cancel;
use crate::clock;
use crate::crypto::WebCrypto;
use crate::entropy::BrowserEntropy;
use crate::navigation::{self, CallbackParts};
use crate::popup::Popup;
use crate::prover::Prover;
use crate::session_error::SessionError;
use crate::tokens::Tokens;
use crate::transaction_store::{TransactionError, TransactionStore};
use crate::wire::{KeysAhead, carry};

/// What a sign-in brought.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SignedIn {
    /// The tokens.
    pub tokens: Tokens,
    /// Who signed in; `None` without the scope `openid`.
    pub id_token: Option<VerifiedIdToken>,
}

/// Leaves this page for the authorization server. The page that the redirect URI names calls
/// [`finish`].
pub async fn begin(
    app: &App,
    params: AuthorizationParams,
    trace: &mut Trace,
) -> Result<(), SessionError> {
    let redirect = prepare(app, params, trace).await?;
    Ok(navigation::redirect(&redirect.url)?)
}

/// Signs in within `popup`, which the click that led here has opened.
pub async fn in_popup(
    app: &App,
    popup: Popup,
    params: AuthorizationParams,
    cancel: &Cancel,
    trace: &mut Trace,
) -> Result<SignedIn, SessionError> {
    let redirect = prepare(app, params, trace).await?;
    let state = redirect.transaction.state().expose_secret();
    let parts = popup.authorize(&redirect.url, state, cancel).await?;
    finish(app, &parts, trace).await
}

/// Takes the server's answer, as [`navigation::take_callback`] found it, to verified tokens.
pub async fn finish(
    app: &App,
    parts: &CallbackParts,
    trace: &mut Trace,
) -> Result<SignedIn, SessionError> {
    let params = CallbackParams::parse(&parts.query, &parts.fragment);
    let transaction = take_transaction(&params, trace).await?;
    let callback = process_callback(transaction, &params, &app.server, trace)?;
    exchange(app, callback, trace).await
}

/// From a sound answer to verified tokens; the part of [`finish`] that needs nothing of this tab's.
pub async fn exchange(
    app: &App,
    callback: ValidatedCallback,
    trace: &mut Trace,
) -> Result<SignedIn, SessionError> {
    let mut keys = KeysAhead::new(&app.server, callback.expects_id_token());
    let (request, exchange) =
        authorization_code_request(callback, &app.client, TokenBody::Form, trace)?;
    let prover = prover(app, trace).await?;
    let answering = async {
        match &prover {
            Some(prover) => prover.carry(request, None, Step::Token, trace).await,
            None => carry(request, Step::Token, trace).await,
        }
    };
    let response = keys.beside(answering).await?;
    let response = process_token_response(exchange, &response, clock::now(), trace)?;
    with_keys(app, response, keys, trace).await
}

/// From the tokens of another flow of the core's, such as the device flow, to verified ones.
pub async fn verified(
    app: &App,
    response: TokenResponse,
    trace: &mut Trace,
) -> Result<SignedIn, SessionError> {
    with_keys(app, response, KeysAhead::new(&app.server, false), trace).await
}

async fn with_keys(
    app: &App,
    response: TokenResponse,
    keys: KeysAhead,
    trace: &mut Trace,
) -> Result<SignedIn, SessionError> {
    let id_token = match &response.id_token {
        Some(token) => Some(keys.verify(token, &app.policy, trace).await?),
        None => None,
    };
    Ok(SignedIn {
        tokens: Tokens::new(response, id_token.as_ref()),
        id_token,
    })
}

async fn prepare(
    app: &App,
    mut params: AuthorizationParams,
    trace: &mut Trace,
) -> Result<Redirect, SessionError> {
    require_secure_context()?;
    if let Some(prover) = prover(app, trace).await? {
        params.dpop_jkt = Some(prover.thumbprint(trace).await?);
    }
    let (server, client) = (&app.server, &app.client);
    let (crypto, entropy, now) = (&WebCrypto, &mut BrowserEntropy, clock::now());
    let request =
        AuthorizationRequest::new(server, client, params, crypto, entropy, now, trace).await?;
    let redirect = if request.must_be_pushed() {
        let (push, pushed) = par_request(request, server, client, trace)?;
        let response = carry(push, Step::Par, trace).await?;
        process_par_response(pushed, &response, trace)?
    } else {
        request.redirect(trace)?
    };
    let state = redirect.transaction.state().expose_secret();
    TransactionStore::open()?.put(state, &redirect.transaction.to_json_with_secrets())?;
    Ok(redirect)
}

async fn prover(app: &App, trace: &mut Trace) -> Result<Option<Prover>, SessionError> {
    if !app.dpop {
        return Ok(None);
    }
    Ok(Some(Prover::load(&app.name(), &app.server, trace).await?))
}

async fn take_transaction(
    params: &CallbackParams,
    trace: &mut Trace,
) -> Result<Transaction, SessionError> {
    let store = TransactionStore::open()?;
    let taken = store
        .take::<String>(params.state().unwrap_or_default())
        .await;
    let kept = taken.map_err(|error| {
        if let TransactionError::AlreadyUsed | TransactionError::Unknown = error {
            let used = error == TransactionError::AlreadyUsed;
            // Its row says the same; a response that is broken besides is told as that.
            let refused = reject_callback(params, used, trace);
            if refused != oauth_proto::error::Error::from(&error) {
                return SessionError::Protocol(refused);
            }
        }
        SessionError::Transaction(error)
    })?;
    Transaction::from_stored_json(&kept).map_err(|_| TransactionError::Damaged.into())
}
