//! The page's outside: the browser, as the run wants it. All of it is `oauth-browser`.

use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

use http::{HeaderValue, Method, Request, Uri, header::CONTENT_TYPE};
use oauth_browser::{
    browser,
    cancel::Cancel,
    clock::{self, Stopwatch},
    crypto::WebCrypto,
    dpop_key::{DpopKey, DpopKeyError},
    entropy::BrowserEntropy,
    fetch::{self, Answer, FetchError, FetchOptions},
    token_worker::{HeldToken, WorkerError, WorkerScript, stand_in},
};
use oauth_proto::{
    check::CheckId,
    crypto::CryptoError,
    error::{BrowserFault, Error, Step},
    metadata::ServerMetadata,
    secret::RefreshToken,
    time::Timestamp,
};

use super::{
    command::{Command, Relay},
    report::{Advice, Carrier, Remedy},
    run::{Answered, Failure, Sender, Waited, World},
};

/// The name of the key that this page's tokens are bound to.
const DPOP_KEY: &str = "client page";
/// Where the host serves the worker's script.
const TOKEN_WORKER: &str = "/client/token-worker.js";
/// How soon a wait notices that it was given up, or that the browser slept through its end.
const TICK: Duration = Duration::from_millis(250);

/// This browser.
pub(super) struct Browser {
    opened: f64,
    since: Stopwatch,
    /// The refresh token of the latest run that has one in the worker.
    held: RefCell<Option<HeldToken>>,
    /// Ends what the run under way waits for.
    cancel: RefCell<Cancel>,
    /// The command that serves this page, if one does.
    command: RefCell<Option<Command>>,
    /// Who carried the latest request.
    carrier: Cell<Carrier>,
    /// The endpoints that were tried, and whether their answers can be read here.
    readable: RefCell<Vec<(Uri, bool)>>,
}

impl Browser {
    /// With a stopwatch that starts now.
    pub(super) fn new() -> Self {
        Self {
            opened: clock::milliseconds_since_1970(),
            since: Stopwatch::start(),
            held: RefCell::default(),
            cancel: RefCell::default(),
            command: RefCell::default(),
            carrier: Cell::new(Carrier::Page),
            readable: RefCell::default(),
        }
    }

    /// From now on `command` helps.
    pub(super) fn serve_by(&self, command: Option<Command>) {
        self.command.replace(command);
    }

    /// The command that helps.
    pub(super) fn command(&self) -> Option<Command> {
        self.command.borrow().clone()
    }

    /// The switch that ends the run under way.
    pub(super) fn cancel(&self) -> Cancel {
        self.cancel.borrow().clone()
    }

    /// A new run begins: what ended the one before does not end this one.
    pub(super) fn renew(&self) {
        self.cancel.replace(Cancel::new());
    }
}

impl Browser {
    async fn fetch(&self, step: Step, request: Request<Vec<u8>>) -> Result<Answered, FetchError> {
        self.carrier.set(Carrier::Page);
        let options = match step {
            Step::Discovery | Step::Jwks => FetchOptions::document(),
            _ => FetchOptions::exchange(),
        };
        let answer = fetch::exchange(request, &options.with_cancel(self.cancel())).await?;
        Ok(answer.into())
    }

    async fn send_held(&self, step: Step, request: Request<Vec<u8>>) -> Result<Answered, Failure> {
        self.carrier.set(Carrier::Worker);
        // Taken out meanwhile: the page runs one action at a time.
        let held = self.held.take();
        let sent = match (&held, step) {
            (None, _) => Err(WorkerError::NotHeld),
            (Some(held), Step::Revoke) => held.revoke(&request).await,
            (Some(held), _) => held.refresh(&request).await,
        };
        self.held.replace(held);
        sent.map(Answered::from).map_err(|error| Failure::NoAnswer {
            error: error.at(step),
            advice: match &error {
                WorkerError::Fetch(error) => advice(error),
                error => Advice::from(error.help().as_str()),
            },
        })
    }

    /// Whether the endpoint lets this page read its answers. Found out by a request that asks for
    /// nothing: a code that went out is gone, also when nobody could read what came back.
    async fn may_read(&self, request: &Request<Vec<u8>>) -> bool {
        let url = request.uri();
        let known = |tried: &(Uri, bool)| (tried.0 == *url).then_some(tried.1);
        if let Some(known) = self.readable.borrow().iter().find_map(known) {
            return known;
        }
        let mut probe = Request::new(Vec::new());
        *probe.method_mut() = Method::POST;
        *probe.uri_mut() = url.clone();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        probe.headers_mut().insert(CONTENT_TYPE, form);
        let answer = fetch::exchange(probe, &FetchOptions::exchange()).await;
        let readable = !answer.is_err_and(|error| error.is_cors());
        self.readable.borrow_mut().push((url.clone(), readable));
        readable
    }

    async fn relay(
        &self,
        command: &Command,
        step: Step,
        request: &Request<Vec<u8>>,
    ) -> Result<Answered, Failure> {
        self.carrier.set(Carrier::Relay);
        command.send(step, request).await
    }
}

impl World for Browser {
    type Crypto = WebCrypto;
    type Entropy = BrowserEntropy;
    type Signer = DpopKey;

    fn require(&self) -> Result<(), Error> {
        browser::require_secure_context().map_err(|_| {
            let fault = BrowserFault::Crypto(CryptoError::Unavailable);
            Error::new(CheckId::ConfigEndpoints, fault)
        })
    }

    fn crypto(&self) -> &WebCrypto {
        &WebCrypto
    }

    fn entropy(&self) -> BrowserEntropy {
        BrowserEntropy
    }

    async fn dpop_key(&self) -> Result<DpopKey, Error> {
        DpopKey::load_or_create(DPOP_KEY).await.map_err(|error| {
            let fault = match error {
                DpopKeyError::Crypto(error) => BrowserFault::Crypto(error),
                _ => BrowserFault::NoStorage,
            };
            Error::new(CheckId::ConfigEndpoints, fault)
        })
    }

    fn now(&self) -> Timestamp {
        clock::now()
    }

    fn ticks(&self) -> f64 {
        self.opened + self.since.milliseconds()
    }

    async fn wait_until(&self, time: Timestamp) -> Waited {
        let cancel = self.cancel();
        while clock::now() < time && !cancel.is_cancelled() {
            clock::sleep(TICK).await;
        }
        if cancel.is_cancelled() {
            Waited::Cancelled
        } else {
            Waited::Passed
        }
    }

    fn carrier(&self) -> Carrier {
        self.carrier.get()
    }

    async fn send(
        &self,
        sender: Sender,
        step: Step,
        request: Request<Vec<u8>>,
    ) -> Result<Answered, Failure> {
        match self.command() {
            _ if sender == Sender::Worker => self.send_held(step, request).await,
            Some(command) if command.relay() == Relay::Always => {
                self.relay(&command, step, &request).await
            }
            Some(command) if command.relay() == Relay::Auto => {
                if is_sent_once(step) && !self.may_read(&request).await {
                    return self.relay(&command, step, &request).await;
                }
                match self.fetch(step, request.clone()).await {
                    Err(error) if error.is_cors() && may_be_repeated(step) => {
                        self.relay(&command, step, &request).await
                    }
                    sent => sent.map_err(|error| no_answer(step, &error)),
                }
            }
            _ => {
                let sent = self.fetch(step, request).await;
                sent.map_err(|error| no_answer(step, &error))
            }
        }
    }

    fn hold(&self, token: &RefreshToken, server: &ServerMetadata) -> Result<RefreshToken, Error> {
        let refused = || Error::new(CheckId::ConfigEndpoints, BrowserFault::NoWorker);
        let script = WorkerScript::at(TOKEN_WORKER).map_err(|_| refused())?;
        let held = HeldToken::hand_over(&script, token, server).map_err(|_| refused())?;
        self.held.replace(Some(held));
        stand_in().ok_or_else(refused)
    }
}

impl From<Answer> for Answered {
    fn from(answer: Answer) -> Self {
        let (response, headers) = answer.for_core();
        Self { response, headers }
    }
}

/// Whether a second request would be another one to the server than the first. (The relay has no part
/// in the steps that are in neither list.)
fn is_sent_once(step: Step) -> bool {
    matches!(step, Step::Par | Step::Token | Step::Refresh | Step::Revoke)
}

/// Whether the same may be asked again.
fn may_be_repeated(step: Step) -> bool {
    matches!(step, Step::Discovery | Step::Jwks | Step::Userinfo)
}

fn no_answer(step: Step, error: &FetchError) -> Failure {
    Failure::NoAnswer {
        advice: advice(error),
        error: error.at(step),
    }
}

/// What the CORS doctor has found out, for the page.
fn advice(error: &FetchError) -> Advice {
    let Some(diagnosis) = error.diagnosis() else {
        return Advice::from(error.help().as_str());
    };
    let remedies = diagnosis.remedies().iter();
    Advice {
        help: diagnosis.advice(),
        // What a person may have looked for; Firefox and Safari have words of their own for the same.
        evidence: [
            "The browser says no more than “Failed to fetch”. ",
            diagnosis.evidence(),
        ]
        .concat(),
        remedies: remedies
            .map(|remedy| Remedy {
                server: remedy.product.as_str().to_owned(),
                setting: remedy.setting.to_owned(),
            })
            .collect(),
    }
}
