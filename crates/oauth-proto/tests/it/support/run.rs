//! A client that goes through a whole flow against a [`Server`] and on: userinfo, API, refresh, revocation, logout.

use http::{Method, Request, Response};
use oauth_proto::Verification;
use oauth_proto::access_token::{AccessTokenPolicy, verify_access_token};
use oauth_proto::api::{api_request, process_api_response};
use oauth_proto::authorize::{AuthorizationParams, AuthorizationRequest};
use oauth_proto::callback::{CallbackParams, process_callback};
use oauth_proto::check::Trace;
use oauth_proto::client::{Client, ClientAuth};
use oauth_proto::crypto::{Crypto, Signer};
use oauth_proto::device::{
    DeviceParams, NextPoll, PollOutcome, device_authorization_request,
    process_device_authorization_response,
};
use oauth_proto::discovery::{Discovery, DiscoveryStep};
use oauth_proto::dpop::{Attempt, Dpop, NonceOutcome};
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::error::Error;
use oauth_proto::grant::Grant;
use oauth_proto::id_token::{IdTokenPolicy, UnverifiedIdToken, VerifiedIdToken};
use oauth_proto::jose::KeyStore;
use oauth_proto::logout::{logout_request, process_logout_callback};
use oauth_proto::metadata::ServerMetadata;
use oauth_proto::par::{par_request, process_par_response};
use oauth_proto::refresh::{process_refresh_response, refresh_request};
use oauth_proto::revocation::{Revocable, process_revocation_response, revocation_request};
use oauth_proto::scope::Scope;
use oauth_proto::token::{
    TokenBody, TokenResponse, authorization_code_request, process_token_response,
};
use oauth_proto::userinfo::{
    Subject, UserinfoResponse, process_userinfo_response, userinfo_request,
};

use super::document::Reply;
use super::server::{Flow, Server, Token, half_hash};
use super::{API, CLIENT_ID, Counted, ISSUER, NOW, REDIRECT_URI};

/// Cryptography for both sides.
pub(crate) struct Hands<C, S> {
    pub(crate) crypto: C,
    /// The server's key.
    pub(crate) key: S,
    /// A key that is not the server's.
    pub(crate) stranger: S,
    /// The client's `DPoP` key.
    pub(crate) dpop_key: Box<dyn Fn() -> S>,
}

/// What a run left behind.
#[derive(Default)]
pub(crate) struct Left {
    pub(crate) trace: Trace,
    pub(crate) requests: Vec<Request<Vec<u8>>>,
    pub(crate) key_fetches: usize,
    pub(crate) authorization_url: String,
}

struct Run<'a, C, S> {
    server: &'a Server,
    hands: &'a Hands<C, S>,
    left: &'a mut Left,
    entropy: Counted,
    keys: Option<KeyStore>,
    dpop: Option<Dpop<S>>,
}

/// Repeats a verification with fetched keys until it ends.
macro_rules! verified {
    ($run:ident, $keys:ident => $verify:expr) => {{
        let mut $keys = $run.keys.take().expect("known after discovery");
        let outcome = loop {
            match $verify.await {
                Ok(Verification::Verified(value)) => break Ok(value),
                Ok(Verification::KeysNeeded) => {
                    let request = $keys.request(&mut $run.left.trace)?;
                    let reply = $run.server.key_set(&$run.hands.key, $run.left.key_fetches);
                    $run.left.requests.push(request);
                    $run.left.key_fetches += 1;
                    assert!($run.left.key_fetches < 10, "keys are fetched without end");
                    $keys.process_response(&reply.response(), NOW, &mut $run.left.trace)?;
                }
                Err(error) => break Err(error),
            }
        };
        $run.keys = Some($keys);
        outcome
    }};
}

/// Runs everything; what is left is there for failed runs too.
pub(crate) async fn run<C: Crypto, S: Signer>(
    server: &Server,
    hands: &Hands<C, S>,
) -> (Left, Result<(), Error>) {
    let mut left = Left::default();
    let run = Run {
        server,
        hands,
        left: &mut left,
        entropy: Counted::default(),
        keys: None,
        dpop: None,
    };
    let outcome = run.all().await;
    (left, outcome)
}

impl<C: Crypto, S: Signer> Run<'_, C, S> {
    async fn all(mut self) -> Result<(), Error> {
        let metadata = self.discover()?;
        self.keys = Some(KeyStore::new(&metadata));
        let client = Client::new(CLIENT_ID, ClientAuth::None).expect("sound");
        if self.server.settings.dpop {
            let key = (self.hands.dpop_key)();
            self.dpop = Some(Dpop::new(key, &metadata, &mut self.left.trace)?);
        }
        let tokens = match self.server.settings.flow {
            Flow::Code => self.code_flow(&metadata, &client).await?,
            Flow::Device => self.device_flow(&metadata, &client).await?,
        };
        let id_token = match &tokens.id_token {
            Some(id_token) => Some(self.verify(id_token).await?),
            None => None,
        };

        self.userinfo(&metadata, &client, &tokens, id_token.as_ref())
            .await?;
        self.api(&metadata, &client, &tokens).await?;
        if tokens.refresh_token.is_some() {
            let grant = tokens.grant(id_token.as_ref());
            self.refresh(&metadata, &client, &grant).await?;
        }
        let revocable = match &tokens.refresh_token {
            Some(token) => Revocable::RefreshToken(token),
            None => Revocable::AccessToken(&tokens.access_token),
        };
        let trace = &mut self.left.trace;
        let request = revocation_request(revocable, &metadata, &client, trace)?;
        self.left.requests.push(request);
        let response = self.server.revocation.response();
        process_revocation_response(&response, &mut self.left.trace)?;
        self.log_out(&metadata, &client, id_token.as_ref())
    }

    fn discover(&mut self) -> Result<ServerMetadata, Error> {
        let trace = &mut self.left.trace;
        let issuer = Issuer::parse(ISSUER).expect("sound");
        let discovery = Discovery::new(issuer, trace)?;
        self.left.requests.push(discovery.request());
        let response = self.server.metadata.response();
        match discovery.process_response(&response, trace)? {
            DiscoveryStep::Found(metadata) => Ok(*metadata),
            DiscoveryStep::TryNext(discovery) => {
                self.left.requests.push(discovery.request());
                let response = self.server.metadata_8414.response();
                match discovery.process_response(&response, trace)? {
                    DiscoveryStep::Found(metadata) => Ok(*metadata),
                    DiscoveryStep::TryNext(_) => panic!("there are two addresses only"),
                }
            }
        }
    }

    async fn code_flow(
        &mut self,
        metadata: &ServerMetadata,
        client: &Client,
    ) -> Result<TokenResponse, Error> {
        let settings = &self.server.settings;
        let mut params = AuthorizationParams::new(
            Endpoint::parse(REDIRECT_URI).expect("sound"),
            Scope::parse(settings.scope).expect("sound"),
        );
        params.max_age = settings.max_age;
        params.acr_values.clone_from(&settings.acr_values);
        params.require_acr = settings.require_acr;
        params.par = settings.par;
        if let Some(dpop) = &self.dpop {
            let thumbprint = dpop.thumbprint(&self.hands.crypto, &mut self.left.trace);
            params.dpop_jkt = Some(thumbprint.await?);
        }
        let (crypto, trace) = (&self.hands.crypto, &mut self.left.trace);
        let request = AuthorizationRequest::new(
            metadata,
            client,
            params,
            crypto,
            &mut self.entropy,
            NOW,
            trace,
        );
        let request = request.await?;
        let redirect = if request.must_be_pushed() {
            let (push, pushed) = par_request(request, metadata, client, trace)?;
            self.left.requests.push(push);
            process_par_response(pushed, &self.server.par.response(), trace)?
        } else {
            request.redirect(trace)?
        };
        self.left.authorization_url = redirect.url;

        let [query, fragment] =
            [&self.server.query, &self.server.fragment].map(|pairs| form(pairs));
        let params = CallbackParams::parse(&query, &fragment);
        let callback = process_callback(redirect.transaction, &params, metadata, trace)?;
        let (request, exchange) =
            authorization_code_request(callback, client, TokenBody::Form, trace)?;
        let reply = self.tokens(&self.server.token, &self.server.id_token).await;
        let first = self.server.token_first.clone();
        let response = self.send(request, None, &reply, first).await?;
        process_token_response(exchange, &response, NOW, &mut self.left.trace)
    }

    async fn device_flow(
        &mut self,
        metadata: &ServerMetadata,
        client: &Client,
    ) -> Result<TokenResponse, Error> {
        let trace = &mut self.left.trace;
        let params = DeviceParams::new(Scope::parse(self.server.settings.scope).expect("sound"));
        let (request, asked) = device_authorization_request(metadata, client, params, trace)?;
        self.left.requests.push(request);
        let response = self.server.device.response();
        let mut device = process_device_authorization_response(asked, &response, NOW, trace)?;
        let mut now = NOW;
        let mut replies = self.server.polls.clone();
        let mut last = self.server.id_token.clone();
        last.claims.remove("nonce");
        replies.push(self.tokens(&self.server.token, &last).await);
        for reply in replies {
            match device.next_poll(now) {
                NextPoll::At(later) => now = later,
                NextPoll::Now => {}
                NextPoll::Expired => break,
            }
            if device.next_poll(now) == NextPoll::Expired {
                break;
            }
            self.left
                .requests
                .push(device.poll_request(client, TokenBody::Form));
            let trace = &mut self.left.trace;
            match device.process_poll_response(&reply.response(), now, trace)? {
                PollOutcome::Pending => {}
                PollOutcome::Tokens(tokens) => return Ok(*tokens),
            }
        }
        Err(device.expire(&mut self.left.trace))
    }

    async fn verify(&mut self, token: &UnverifiedIdToken) -> Result<VerifiedIdToken, Error> {
        let settings = &self.server.settings;
        let mut policy = IdTokenPolicy::default();
        policy.danger_accept_missing_nonce = settings.accept_missing_nonce;
        policy
            .trusted_audiences
            .clone_from(&settings.trusted_audiences);
        let crypto = &self.hands.crypto;
        verified!(self, keys => token.verify(&policy, &keys, crypto, NOW, &mut self.left.trace))
    }

    async fn userinfo(
        &mut self,
        metadata: &ServerMetadata,
        client: &Client,
        tokens: &TokenResponse,
        id_token: Option<&VerifiedIdToken>,
    ) -> Result<(), Error> {
        let trace = &mut self.left.trace;
        let request = userinfo_request(metadata, &tokens.access_token, tokens.token_type, trace)?;
        let mut reply = self.server.userinfo.clone();
        if let Some(token) = &self.server.signed_userinfo {
            let token = token.sign(&self.hands.key, &self.hands.stranger).await;
            reply.headers = vec![("content-type", "application/jwt; charset=utf-8".to_owned())];
            reply.body.raw(token);
        }
        let response = self.send(request, Some(tokens), &reply, None).await?;
        let about = id_token.map_or(Subject::DangerAnyone, |token| Subject::Of(token.binding()));
        let trace = &mut self.left.trace;
        match process_userinfo_response(&response, metadata, client, about, trace)? {
            UserinfoResponse::Checked(_) => {}
            UserinfoResponse::Signed(signed) => {
                let crypto = &self.hands.crypto;
                verified!(self, keys => signed.verify(&keys, crypto, NOW, &mut self.left.trace))?;
            }
        }
        Ok(())
    }

    async fn api(
        &mut self,
        metadata: &ServerMetadata,
        client: &Client,
        tokens: &TokenResponse,
    ) -> Result<(), Error> {
        let url = Endpoint::parse(API).expect("sound");
        let request = api_request(Method::GET, &url, &tokens.access_token, tokens.token_type);
        let response = self
            .send(request, Some(tokens), &self.server.api, None)
            .await?;
        process_api_response(&response, &mut self.left.trace)?;
        let mut policy = AccessTokenPolicy::new(API);
        policy.scope = Scope::parse(self.server.settings.api_scope).expect("sound");
        let (token, crypto) = (&tokens.access_token, &self.hands.crypto);
        verified!(self, keys => verify_access_token(
            token, metadata, client, &policy, &keys, crypto, NOW, &mut self.left.trace,
        ))?;
        Ok(())
    }

    async fn refresh(
        &mut self,
        metadata: &ServerMetadata,
        client: &Client,
        grant: &Grant,
    ) -> Result<(), Error> {
        let trace = &mut self.left.trace;
        let (request, refresh) = refresh_request(grant, metadata, client, TokenBody::Form, trace)?;
        let reply = self
            .tokens(&self.server.refresh, &self.server.refreshed_id_token)
            .await;
        let response = self.send(request, None, &reply, None).await?;
        let refreshed = process_refresh_response(refresh, &response, NOW, &mut self.left.trace)?;
        if let Some(id_token) = &refreshed.tokens.id_token {
            self.verify(id_token).await?;
        }
        Ok(())
    }

    fn log_out(
        &mut self,
        metadata: &ServerMetadata,
        client: &Client,
        id_token: Option<&VerifiedIdToken>,
    ) -> Result<(), Error> {
        let trace = &mut self.left.trace;
        let home = Endpoint::parse("https://app.example/").expect("sound");
        let hint = id_token.map(VerifiedIdToken::raw);
        let entropy = &mut self.entropy;
        let logout = logout_request(metadata, client, hint, Some(&home), entropy, trace)?;
        let state = logout.state.expect("asked back");
        let query = if self.server.logout_query.is_empty() {
            form(&[("state".to_owned(), state.expose_secret().to_owned())])
        } else {
            form(&self.server.logout_query)
        };
        process_logout_callback(&state, &CallbackParams::parse(&query, ""), trace)
    }

    /// Completes a token reply with freshly signed tokens, unless the test set others.
    async fn tokens(&self, reply: &Reply, id_token: &Token) -> Reply {
        let (key, stranger) = (&self.hands.key, &self.hands.stranger);
        let access_token = self.server.access_token.sign(key, stranger).await;
        let mut id_token = id_token.clone();
        let crypto = &self.hands.crypto;
        id_token
            .claims
            .set_default("at_hash", half_hash(crypto, &access_token).await);
        if self.server.settings.flow == Flow::Code {
            id_token
                .claims
                .set_default("c_hash", half_hash(crypto, "code-1").await);
        }
        let id_token = id_token.sign(key, stranger).await;
        let mut reply = reply.clone();
        reply.body.set_default("access_token", access_token);
        if self.server.settings.scope.contains("openid") {
            reply.body.set_default("id_token", id_token);
        }
        reply
    }

    /// Sends a request, with a `DPoP` proof where the run has a key, and answers it.
    async fn send(
        &mut self,
        request: Request<Vec<u8>>,
        tokens: Option<&TokenResponse>,
        reply: &Reply,
        first: Option<Reply>,
    ) -> Result<Response<Vec<u8>>, Error> {
        let Some(dpop) = &mut self.dpop else {
            self.left.requests.push(request);
            return Ok(first.as_ref().unwrap_or(reply).response());
        };
        let access_token = tokens.map(|tokens| &tokens.access_token);
        let mut attempt = Attempt::first();
        let mut first = first;
        loop {
            let mut proved = request.clone();
            let (crypto, entropy) = (&self.hands.crypto, &mut self.entropy);
            let trace = &mut self.left.trace;
            dpop.prove(&mut proved, access_token, crypto, entropy, NOW, trace)
                .await?;
            let response = first.take().unwrap_or_else(|| reply.clone()).response();
            let outcome = dpop.process_response(&proved, &response, &attempt, trace)?;
            self.left.requests.push(proved);
            match outcome {
                NonceOutcome::Proceed => return Ok(response),
                NonceOutcome::Retry(again) => attempt = again,
            }
        }
    }
}

fn form(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}
