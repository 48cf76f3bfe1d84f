//! A scripted server, and an outside without chance: the clock stands but where a run waits, random
//! bytes are zero.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
};

use http::{Request, Response};
use oauth_proto::{
    crypto::{Crypto, CryptoError, Hash, Signer},
    entropy::{Entropy, NoEntropy},
    error::{Error, Step},
    jose::{Algorithm, PublicKey},
    json,
    metadata::ServerMetadata,
    secret::RefreshToken,
    time::Timestamp,
};

use crate::client::{
    report::{Advice, Carrier},
    run::{Answered, Failure, Sender, Waited, World},
};

type Answer = Result<Response<Vec<u8>>, Failure>;

/// Answers in the order of the script; a request out of order ends the test.
#[derive(Default)]
pub(super) struct Script {
    pub(super) answers: RefCell<VecDeque<(&'static str, Answer)>>,
    pub(super) sent: RefCell<Vec<String>>,
    pub(super) proofs: RefCell<Vec<Option<String>>>,
    /// What the outside lacks.
    pub(super) lacks: Option<Error>,
    /// Seconds since the script began, and how long each wait was.
    pub(super) clock: Cell<i64>,
    pub(super) waits: RefCell<Vec<i64>>,
    /// How much later than it should a wait ends: the tab slept.
    pub(super) sleeps: Cell<i64>,
    /// Whether the worker has sent the latest request.
    pub(super) by_worker: Cell<bool>,
    /// Whether somebody else carries what is sent.
    pub(super) is_relayed: bool,
    /// When the person gives up.
    pub(super) cancelled_at: Option<i64>,
}

/// When every script begins.
pub(super) const BEGIN: i64 = 1_800_000_000;

pub(super) struct Zeros;

impl Entropy for Zeros {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        bytes.fill(0);
        Ok(())
    }
}

pub(super) struct Deaf;

impl Crypto for Deaf {
    async fn digest(&self, _: Hash, _: &[u8]) -> Result<Vec<u8>, CryptoError> {
        Ok(vec![0; 32])
    }

    async fn verify(
        &self,
        _: Algorithm,
        _: &PublicKey,
        _: &[u8],
        _: &[u8],
    ) -> Result<bool, CryptoError> {
        Ok(false)
    }
}

pub(super) struct Key(PublicKey);

impl Signer for Key {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Es256
    }

    fn public_key(&self) -> &PublicKey {
        &self.0
    }

    async fn sign(&self, _: &[u8]) -> Result<Vec<u8>, CryptoError> {
        Ok(vec![0; 64])
    }
}

impl World for Script {
    type Crypto = Deaf;
    type Entropy = Zeros;
    type Signer = Key;

    fn require(&self) -> Result<(), Error> {
        self.lacks.clone().map_or(Ok(()), Err)
    }

    fn crypto(&self) -> &Deaf {
        &Deaf
    }

    fn entropy(&self) -> Zeros {
        Zeros
    }

    async fn dpop_key(&self) -> Result<Key, Error> {
        let jwk = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
        Ok(Key(PublicKey::from_jwk(
            &json::parse_object(jwk.as_bytes()).unwrap(),
        )
        .unwrap()))
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_unix(BEGIN + self.clock.get())
    }

    fn ticks(&self) -> f64 {
        1000.0
    }

    async fn wait_until(&self, time: Timestamp) -> Waited {
        let time = time.as_unix() - BEGIN;
        if self.cancelled_at.is_some_and(|cancelled| cancelled < time) {
            return Waited::Cancelled;
        }
        self.waits.borrow_mut().push(time - self.clock.get());
        self.clock.set(time + self.sleeps.take());
        Waited::Passed
    }

    fn carrier(&self) -> Carrier {
        match (self.by_worker.get(), self.is_relayed) {
            (true, _) => Carrier::Worker,
            (_, true) => Carrier::Relay,
            _ => Carrier::Page,
        }
    }

    async fn send(
        &self,
        sender: Sender,
        _: Step,
        request: Request<Vec<u8>>,
    ) -> Result<Answered, Failure> {
        let (url, answer) = self
            .answers
            .borrow_mut()
            .pop_front()
            .expect("an answer is scripted");
        assert_eq!(request.uri().to_string(), url);
        let proof = request
            .headers()
            .get("dpop")
            .map(|proof| proof.to_str().unwrap().to_owned());
        self.proofs.borrow_mut().push(proof);
        let body = String::from_utf8(request.body().clone()).unwrap();
        let sent = match sender {
            Sender::Page => body,
            Sender::Worker => format!("held {body}"),
        };
        self.by_worker.set(sender == Sender::Worker);
        self.sent.borrow_mut().push(sent);
        answer.map(|response| Answered {
            headers: shown(&response),
            response,
        })
    }

    fn hold(&self, token: &RefreshToken, _: &ServerMetadata) -> Result<RefreshToken, Error> {
        let held = format!("hold {}", token.expose_secret());
        self.sent.borrow_mut().push(held);
        Ok(RefreshToken::parse("stand-in").unwrap())
    }
}

/// A response's headers as text.
fn shown(response: &Response<Vec<u8>>) -> Vec<(String, String)> {
    let text = |text: &str| text.to_owned();
    let headers = response.headers().iter();
    headers
        .map(|(name, value)| (text(name.as_str()), text(value.to_str().unwrap())))
        .collect()
}

impl Script {
    pub(super) fn answer(self, url: &'static str, status: u16, body: &str) -> Self {
        let answer = Response::builder()
            .status(status)
            .body(body.as_bytes().to_vec())
            .unwrap();
        self.answers.borrow_mut().push_back((url, Ok(answer)));
        self
    }

    pub(super) fn wants_nonce(self, url: &'static str, nonce: &str) -> Self {
        let body = br#"{"error":"use_dpop_nonce"}"#.to_vec();
        let answer = Response::builder()
            .status(400)
            .header("dpop-nonce", nonce)
            .body(body);
        self.answers
            .borrow_mut()
            .push_back((url, Ok(answer.unwrap())));
        self
    }

    pub(super) fn silence(self, url: &'static str, error: Error) -> Self {
        let failure = Failure::NoAnswer {
            error,
            advice: Advice::from("Look at the log."),
        };
        self.answers.borrow_mut().push_back((url, Err(failure)));
        self
    }
}
