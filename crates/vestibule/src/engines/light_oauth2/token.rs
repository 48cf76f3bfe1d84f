//! The token endpoint, POST `/oauth2/token`, for clients that have no secret: this adds it. What a code
//! is bound to is therefore checked here, before the service hears of it.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use http::{StatusCode, header::AUTHORIZATION};

use super::{LightOauth2, clients::Client, error::OAuthError, seal::Bound, token_service::Tokens};
use crate::engines::{form, json, parameters::Parameters, s256};

pub(super) async fn post(
    State(engine): State<Arc<LightOauth2>>,
    request: Request,
) -> Result<Response, OAuthError> {
    if request.headers().contains_key(AUTHORIZATION) {
        return Err(OAuthError::SecretSent);
    }
    let parameters = form::read(request).await?;
    let tokens = engine.exchange(&parameters).await?;
    Ok(json::private(StatusCode::OK, &tokens))
}

impl LightOauth2 {
    async fn exchange(&self, parameters: &Parameters) -> Result<Tokens, OAuthError> {
        if parameters.sent("client_secret")?.is_some() {
            return Err(OAuthError::SecretSent);
        }
        let id = required(parameters, "client_id")?;
        let client = self.clients.find(id).ok_or(OAuthError::ClientUnknown)?;
        match required(parameters, "grant_type")? {
            "authorization_code" => self.exchange_code(client, parameters).await,
            "refresh_token" => self.refresh(client, parameters).await,
            _ => Err(OAuthError::UnsupportedGrantType),
        }
    }

    async fn exchange_code(
        &self,
        client: &Client,
        parameters: &Parameters,
    ) -> Result<Tokens, OAuthError> {
        let sealed = required(parameters, "code")?;
        let verifier = required(parameters, "code_verifier")?;
        let redirect_uri = parameters.get("redirect_uri")?;
        let challenge = s256::challenge_of(verifier).ok_or(OAuthError::VerifierMalformed)?;
        let bound = |redirect_uri| Bound {
            client_id: &client.id,
            redirect_uri,
            challenge: &challenge,
        };
        // A request that named no redirect URI was for the only one, and may name it now or not.
        let unnamed = || {
            let only = client.only_redirect_uri()?;
            redirect_uri
                .is_none_or(|sent| sent == only)
                .then(|| self.seal.open(sealed, bound(None)))
                .flatten()
                .map(|code| (code, only))
        };
        let named =
            redirect_uri.and_then(|sent| Some((self.seal.open(sealed, bound(Some(sent)))?, sent)));
        let (code, redirect_uri) = named.or_else(unnamed).ok_or(OAuthError::CodeNotForThis)?;
        let grant = [
            ("grant_type", "authorization_code"),
            ("code", code),
            // Always named to the code service, so always here.
            ("redirect_uri", redirect_uri),
            ("code_verifier", verifier),
        ];
        self.services.tokens(client, &grant).await
    }

    async fn refresh(
        &self,
        client: &Client,
        parameters: &Parameters,
    ) -> Result<Tokens, OAuthError> {
        let token = required(parameters, "refresh_token")?;
        let mut grant = vec![("grant_type", "refresh_token"), ("refresh_token", token)];
        grant.extend(parameters.get("scope")?.map(|scope| ("scope", scope)));
        self.services.tokens(client, &grant).await
    }
}

fn required<'a>(parameters: &'a Parameters, name: &'static str) -> Result<&'a str, OAuthError> {
    parameters.get(name)?.ok_or(OAuthError::Missing(name))
}
