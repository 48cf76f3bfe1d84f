//! Consent: what a client asks for is shown to the person, who allows all of it, some, or nothing.
//!
//! The request waits in the database, bound to the browser's session, and is decided once.

use std::fmt;

use http::StatusCode;

use crate::engines::scope::Scope;
use crate::events::Event;

use super::Embedded;
use super::checked::Rejected;
use super::clients::Client;
use super::decision::Decision;
use super::failure::Failure;
use super::parameters::Parameters;
use super::prompt::Prompt;
use super::refusal::{NOT_OUR_FORM, Refusal};
use super::request::{BadDetails, Details, ResponseType};
use super::secret::{Digest, Secret};
use super::session::{Browser, FormToken};
use super::store::Write;

/// How long a request waits, in seconds.
const WAITS: i64 = 3600;

/// What the browser gets.
#[derive(Clone, PartialEq)]
pub enum Consent {
    /// The page that asks.
    Ask(Box<Asked>),
    /// To the client, with a code or an error.
    Redirect(String),
    /// An error page.
    Refused(Refusal),
}

impl fmt::Debug for Consent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ask(asked) => f.debug_tuple("Ask").field(&asked.client_id).finish(),
            Self::Redirect(location) => {
                let target = location.split(['?', '#']).next().unwrap_or_default();
                f.debug_tuple("Redirect").field(&target).finish()
            }
            Self::Refused(refusal) => f.debug_tuple("Refused").field(refusal).finish(),
        }
    }
}

/// What the page shows.
#[derive(Clone, PartialEq)]
pub struct Asked {
    /// The client's identifier.
    pub client_id: String,
    /// What the client calls itself.
    pub client_name: String,
    /// Where the answer goes, for the person to recognise.
    pub redirect_uri: String,
    /// Who is signed in.
    pub user_name: String,
    /// What is asked for.
    pub scope: Scope,
    /// What the form must carry.
    pub form_token: FormToken,
}

/// What the person said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentDecision<'a> {
    /// Yes or no.
    pub decision: Decision,
    /// The scope tokens that were left ticked.
    pub granted: &'a [String],
    /// Whether they want to be asked no more.
    pub remember: bool,
    /// What the form carried.
    pub form_token: &'a str,
}

/// Whether a client's request has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needed {
    Yes,
    No,
}

impl Embedded {
    /// Whether the person must be asked before the client gets what it asks for.
    pub(super) async fn consent_needed(
        &self,
        client: &Client,
        scope: &Scope,
        prompt: Prompt,
        subject: &str,
    ) -> Result<Needed, Failure> {
        if prompt.consent {
            return Ok(Needed::Yes);
        }
        if !client.ask_consent {
            return Ok(Needed::No);
        }
        let allowed = self.store.consent(subject, &client.id).await?;
        Ok(if allowed.is_some_and(|allowed| scope.within(&allowed)) {
            Needed::No
        } else {
            Needed::Yes
        })
    }

    /// Puts a request aside; the address of the page that asks for it.
    pub(super) async fn wait_for_consent(
        &self,
        write: &mut Write,
        session: &Digest,
        parameters: &Parameters,
        now: i64,
    ) -> Result<String, Failure> {
        let challenge = Secret::generate(&*self.entropy)?;
        let text = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(parameters.iter())
            .finish();
        write
            .add_consent_request(
                &challenge.digest(),
                session,
                &text,
                now.saturating_add(WAITS),
            )
            .await?;
        Ok(format!(
            "{}?consent_challenge={}",
            super::CONSENT_PATH,
            challenge.expose()
        ))
    }

    /// What is asked under this challenge.
    pub async fn consent_asked(&self, browser: &Browser, challenge: &str) -> Consent {
        self.ask(browser, challenge)
            .await
            .unwrap_or_else(|failure| Consent::Refused(failure.refusal("a consent page")))
    }

    async fn ask(&self, browser: &Browser, challenge: &str) -> Result<Consent, Failure> {
        let Some(session) = self.session(browser).await? else {
            return Ok(Consent::Refused(UNKNOWN));
        };
        let found = self
            .store
            .consent_request(&Digest::of(challenge), &session.digest, self.now())
            .await?;
        let Some(parameters) = found.and_then(|text| Parameters::parse(text.as_bytes()).ok())
        else {
            return Ok(Consent::Refused(UNKNOWN));
        };
        Ok(
            match self.checked(&parameters, ResponseType::DefaultsToCode) {
                Err(Rejected::Refused(refusal)) => Consent::Refused(refusal),
                Err(Rejected::Redirect(location)) => Consent::Redirect(location),
                Ok((target, details, _)) => Consent::Ask(Box::new(Asked {
                    client_id: target.client.id.clone(),
                    client_name: target.client.name.clone(),
                    redirect_uri: target.redirect_uri.to_owned(),
                    user_name: session.user.name.clone(),
                    scope: details.scope,
                    form_token: self.form_token(&session)?,
                })),
            },
        )
    }

    /// The person has decided.
    pub async fn consent_decided(
        &self,
        browser: &Browser,
        challenge: &str,
        decision: ConsentDecision<'_>,
    ) -> Consent {
        self.decide_consent(browser, challenge, decision)
            .await
            .unwrap_or_else(|failure| Consent::Refused(failure.refusal("a consent")))
    }

    async fn decide_consent(
        &self,
        browser: &Browser,
        challenge: &str,
        decision: ConsentDecision<'_>,
    ) -> Result<Consent, Failure> {
        let Some(session) = self.session(browser).await? else {
            return Ok(Consent::Refused(UNKNOWN));
        };
        if !session.is_of_form(decision.form_token) {
            return Ok(Consent::Refused(NOT_OUR_FORM));
        }
        let now = self.now();
        let mut write = self.store.write().await?;
        let found = write
            .take_consent_request(&Digest::of(challenge), &session.digest, now)
            .await?;
        let Some(parameters) = found.and_then(|text| Parameters::parse(text.as_bytes()).ok())
        else {
            return Ok(Consent::Refused(UNKNOWN));
        };
        let (target, details, reply) = match self.checked(&parameters, ResponseType::DefaultsToCode)
        {
            Err(Rejected::Refused(refusal)) => return Ok(Consent::Refused(refusal)),
            Err(Rejected::Redirect(location)) => return Ok(Consent::Redirect(location)),
            Ok(checked) => checked,
        };
        let granted = details.scope.only(decision.granted);
        // An empty scope asks for nothing, and that can be allowed; out of a scope nothing left is a no.
        let denied = decision.decision == Decision::Deny
            || (granted.is_empty() && !details.scope.is_empty());
        if denied {
            write.commit().await?;
            self.tell(Event::ConsentDenied {
                subject: &session.user.subject,
                client_id: &target.client.id,
            });
            return Ok(Consent::Redirect(
                reply.with_error(&BadDetails::AccessDenied),
            ));
        }
        if decision.remember {
            write
                .set_consent(&session.user.subject, &target.client.id, &granted, now)
                .await?;
        }
        let details = Details {
            scope: granted,
            ..details
        };
        let location = self
            .code_location(&mut write, &target, &details, &reply, session.who(), now)
            .await?;
        write.commit().await?;
        self.tell(Event::ConsentGiven {
            subject: &session.user.subject,
            client_id: &target.client.id,
            scope: &details.scope.to_string(),
            remembered: decision.remember,
        });
        Ok(Consent::Redirect(location))
    }
}

const UNKNOWN: Refusal = Refusal {
    status: StatusCode::BAD_REQUEST,
    code: "expired",
    description: "Nothing waits for your consent here: it was decided, its time is over, or you have signed in anew since. Start again at your application.",
};
