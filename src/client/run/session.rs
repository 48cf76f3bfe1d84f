//! What a finished flow holds, and what can be done with it. Each action leaves its rows; the first
//! failed check ends the action, not the session.

use http::Response;
use oauth_proto::{
    api::{api_request, process_api_response},
    check::{CheckId, Status},
    crypto::Signer,
    endpoint::Endpoint,
    error::Step,
    id_token::{UnverifiedIdToken, VerifiedIdToken},
    jose::KeyStore,
    logout::{self, Logout, logout_request},
    metadata::{EndpointName, ServerMetadata},
    refresh::{process_refresh_response, refresh_request},
    revocation::{Revocable, process_revocation_response, revocation_request},
    secret::{AccessToken, RawIdToken, RefreshToken},
    time::Timestamp,
    token::{TokenResponse, TokenType},
    userinfo::{
        Subject, UserinfoResponse, process_userinfo_response, userinfo_form_request,
        userinfo_request,
    },
};

use super::{Abilities, Failure, Journal, Sender, World, keys, proofs::Proofs};
use crate::client::{
    report::{self, Tokens},
    settings::{Settings, Storage},
};

/// Longest part of an API's answer that is kept, in characters.
const SHOWN_BODY: usize = 10_000;

/// The tokens of a run and everything that is needed to use them.
pub struct Session<S> {
    settings: Settings,
    server: ServerMetadata,
    keys: KeyStore,
    proofs: Proofs<S>,
    /// The latest; with a worker, the refresh token in them is `stand_in`.
    tokens: TokenResponse,
    stand_in: Option<RefreshToken>,
    id_token: Option<VerifiedIdToken>,
}

impl<S: Signer> Session<S> {
    pub(super) fn new(
        settings: Settings,
        server: ServerMetadata,
        proofs: Proofs<S>,
        tokens: TokenResponse,
    ) -> Self {
        let keys = KeyStore::new(&server);
        Self {
            settings,
            server,
            keys,
            proofs,
            tokens,
            stand_in: None,
            id_token: None,
        }
    }

    /// Gives the refresh token to a worker, when the settings ask for it. From then on no page has it.
    pub(super) fn hand_over(
        &mut self,
        world: &impl World,
        journal: &mut Journal,
    ) -> Result<(), Failure> {
        if self.settings.storage == Storage::Worker
            && let Some(token) = self.tokens.refresh_token.take()
        {
            let stand_in = world.hold(&token, &self.server);
            self.stand_in = Some(stand_in.map_err(|error| journal.fail(error))?);
            self.tokens.refresh_token.clone_from(&self.stand_in);
        }
        Ok(())
    }

    /// Who has the refresh token.
    fn refresh_token_sender(&self) -> Sender {
        match self.stand_in {
            None => Sender::Page,
            Some(_) => Sender::Worker,
        }
    }

    /// What it was made with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Which actions make sense.
    pub fn abilities(&self) -> Abilities {
        let has = |name| self.server.endpoint(name).is_some();
        Abilities {
            refresh: self.tokens.refresh_token.is_some(),
            userinfo: has(EndpointName::Userinfo),
            call_api: self.settings.api.is_some(),
            revoke: has(EndpointName::Revocation),
            logout: logout::is_possible(&self.server),
            again: true,
        }
    }

    /// New tokens. A rotated refresh token takes the place of the old one before anything else.
    pub async fn refresh(
        &mut self,
        world: &impl World,
        journal: &mut Journal,
    ) -> Result<(), Failure> {
        if self.tokens.refresh_token.is_none() {
            return Ok(());
        }
        let grant = self.tokens.grant(self.id_token.as_ref());
        let (client, body) = (&self.settings.client, self.settings.token_body);
        let (request, refresh) =
            refresh_request(&grant, &self.server, client, body, journal.trace())?;
        let sender = self.refresh_token_sender();
        let response = self
            .proofs
            .exchange(world, sender, Step::Refresh, request, None, journal)
            .await?;
        let fresh = process_refresh_response(refresh, &response, world.now(), journal.trace())?;
        self.tokens = fresh.tokens;
        if self.stand_in.is_some() {
            self.tokens.refresh_token.clone_from(&self.stand_in);
        }
        journal.publish(|report| report.tokens = Some(self.shown_tokens(world.now())));
        self.verify(world, journal).await
    }

    /// What the settings ask for once the tokens are there: the access token checked as an API would,
    /// and the API's own word. A failure leaves the session as it is.
    pub async fn afterwards(
        &mut self,
        world: &impl World,
        journal: &mut Journal,
    ) -> Result<(), Failure> {
        self.verify_access_token(world, journal).await?;
        self.call_api(world, journal).await
    }

    async fn verify_access_token(
        &mut self,
        world: &impl World,
        journal: &mut Journal,
    ) -> Result<(), Failure> {
        let Some(policy) = &self.settings.access_token else {
            return Ok(());
        };
        let (token, server, client) = (
            &self.tokens.access_token,
            &self.server,
            &self.settings.client,
        );
        keys::verify_access_token(
            world,
            &mut self.keys,
            (token, server, client),
            policy,
            journal,
        )
        .await
    }

    /// What the server says about the person.
    pub async fn userinfo(
        &mut self,
        world: &impl World,
        journal: &mut Journal,
    ) -> Result<(), Failure> {
        let response = self.ask_userinfo(world, journal).await?;
        let about = match &self.id_token {
            Some(token) => Subject::Of(token.binding()),
            None => Subject::DangerAnyone,
        };
        let (server, client) = (&self.server, &self.settings.client);
        let userinfo =
            process_userinfo_response(&response, server, client, about, journal.trace())?;
        let userinfo = match userinfo {
            UserinfoResponse::Checked(userinfo) => userinfo,
            UserinfoResponse::Signed(signed) => {
                keys::verify_userinfo(world, &mut self.keys, &signed, journal).await?
            }
        };
        journal.publish(|report| report.userinfo = Some(userinfo.claims().clone()));
        Ok(())
    }

    /// With the token in a header, as it should be; where the browser may not send that, by a form,
    /// which it sends without asking the server first (RFC 6750 §2.2). A bound token has no such form.
    async fn ask_userinfo(
        &mut self,
        world: &impl World,
        journal: &mut Journal,
    ) -> Result<Response<Vec<u8>>, Failure> {
        let (token, token_type) = (&self.tokens.access_token, self.tokens.token_type);
        let request = userinfo_request(&self.server, token, token_type, journal.trace())?;
        let answer = self
            .proofs
            .exchange(
                world,
                Sender::Page,
                Step::Userinfo,
                request,
                Some(token),
                journal,
            )
            .await;
        match answer {
            Err(failure)
                if failure.check() == CheckId::CorsUserinfo && token_type == TokenType::Bearer =>
            {
                let (server, client) = (&self.server, &self.settings.client);
                let request = userinfo_form_request(server, client, token, journal.trace())?;
                let Ok(answer) = journal
                    .exchange(world, Sender::Page, Step::Userinfo, request)
                    .await
                else {
                    return Err(failure);
                };
                journal.note(
                    CheckId::CorsUserinfo,
                    Status::Warn,
                    "the token in an Authorization header",
                    "refused before it was sent (CORS preflight); the token went by a form instead",
                );
                Ok(answer)
            }
            answer => answer,
        }
    }

    /// Calls the API with the access token.
    pub async fn call_api(
        &mut self,
        world: &impl World,
        journal: &mut Journal,
    ) -> Result<(), Failure> {
        let Some(api) = &self.settings.api else {
            return Ok(());
        };
        let (token, token_type) = (&self.tokens.access_token, self.tokens.token_type);
        let request = api_request(api.method.clone(), &api.address, token, token_type);
        let response = self
            .proofs
            .exchange(
                world,
                Sender::Page,
                Step::Api,
                request,
                Some(token),
                journal,
            )
            .await?;
        let answer = report::Api {
            status: response.status().as_u16(),
            body: String::from_utf8_lossy(response.body())
                .chars()
                .take(SHOWN_BODY)
                .collect(),
        };
        journal.publish(|report| report.api = Some(answer));
        Ok(process_api_response(&response, journal.trace())?)
    }

    /// Withdraws the refresh token, if there is one, and then the access token. They are kept, so
    /// that the other actions can show that they are void.
    pub async fn revoke(
        &mut self,
        world: &impl World,
        journal: &mut Journal,
    ) -> Result<(), Failure> {
        let refresh_token = self
            .tokens
            .refresh_token
            .as_ref()
            .map(Revocable::RefreshToken);
        let access_token = Revocable::AccessToken(&self.tokens.access_token);
        for token in refresh_token.into_iter().chain([access_token]) {
            let (server, client) = (&self.server, &self.settings.client);
            let request = revocation_request(token, server, client, journal.trace())?;
            let sender = match token {
                Revocable::RefreshToken(_) => self.refresh_token_sender(),
                Revocable::AccessToken(_) => Sender::Page,
            };
            let response = journal
                .exchange(world, sender, Step::Revoke, request)
                .await?;
            process_revocation_response(&response, journal.trace())?;
            journal.publish(|_| ());
        }
        Ok(())
    }

    /// Where the browser goes to end the server's session too, and the state it comes back with.
    pub fn logout(
        &self,
        world: &impl World,
        origin: &str,
        journal: &mut Journal,
    ) -> Result<Logout, Failure> {
        // An origin that is no address the server may send to (`http` on a LAN) is not named to it.
        let back_to = Endpoint::parse(&format!("{origin}/client/")).ok();
        let hint = self.id_token.as_ref().map(VerifiedIdToken::raw);
        let (server, client) = (&self.server, &self.settings.client);
        let entropy = &mut world.entropy();
        Ok(logout_request(
            server,
            client,
            hint,
            back_to.as_ref(),
            entropy,
            journal.trace(),
        )?)
    }

    /// The tokens for the page and its JSON.
    pub(super) fn shown_tokens(&self, now: Timestamp) -> Tokens {
        let tokens = &self.tokens;
        let sent = tokens.id_token.as_ref().map(UnverifiedIdToken::raw);
        let id_token = sent.or(self.id_token.as_ref().map(VerifiedIdToken::raw));
        Tokens {
            access_token: AccessToken::expose_secret(&tokens.access_token).to_owned(),
            token_type: tokens.token_type.scheme().to_owned(),
            expires_in: tokens
                .expires_at
                .and_then(|end| u64::try_from(end.since(now)).ok()),
            expires_at: tokens.expires_at,
            scope: Some(tokens.scope.to_string()),
            refresh_token: tokens
                .refresh_token
                .as_ref()
                .filter(|_| self.stand_in.is_none())
                .map(|token| RefreshToken::expose_secret(token).to_owned()),
            id_token: id_token.map(|token| RawIdToken::expose_secret(token).to_owned()),
        }
    }

    /// Verifies the ID token that came with the latest tokens, if one did.
    pub(super) async fn verify(
        &mut self,
        world: &impl World,
        journal: &mut Journal,
    ) -> Result<(), Failure> {
        let Some(sent) = &self.tokens.id_token else {
            return Ok(());
        };
        let policy = &self.settings.policy;
        let verified = keys::verify_id_token(world, &mut self.keys, policy, sent, journal).await?;
        journal.publish(|report| report.id_token_claims = Some(verified.claims().clone()));
        self.id_token = Some(verified);
        Ok(())
    }
}
