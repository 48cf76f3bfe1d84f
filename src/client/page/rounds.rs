//! One round, from the settings to the tokens: by redirect and back, in a popup, or on another device.

use leptos::{prelude::*, task::spawn_local};
use oauth_browser::{
    dpop_key::DpopKey,
    navigation::CallbackParts,
    popup::{self, Delivery, Popup, PopupError},
};
use oauth_proto::{
    callback::CallbackParams,
    check::CheckId,
    endpoint::EndpointError,
    error::{BrowserFault, Denial, Error, Misuse},
    secret::ClientSecret,
};

use super::{CHECKING, Page, leave, memory};
use crate::client::{
    draft::Draft,
    report::{Advice, Exchange, Report},
    run::{self, Abilities, Failure, Journal, Restored, Saved, Session},
    settings::{Flow, Settings},
    views::document,
};

impl Page {
    /// From the settings to the server. A popup is opened here, in the click itself: browsers block
    /// what opens later.
    pub(super) fn begin(&self, secret: Option<ClientSecret>) {
        let page = self.clone();
        page.session.take();
        page.browser.renew();
        page.shown.abilities.set(Abilities::default());
        page.shown.notice.set("Asking the server …".to_owned());
        let draft = page.shown.draft.get_untracked();
        let settings = Settings::parse(&draft, secret.clone(), &document::origin());
        if settings.is_ok() {
            // Only now, for settings that are refused must not cost what was typed.
            document::forget_secret();
        }
        page.secret.replace(secret.clone());
        let flow = settings.as_ref().map_or(Flow::Redirect, |it| it.flow);
        let mut journal = page.journal(Report::started(flow.as_str()));
        let popup = (flow == Flow::Popup).then(Popup::open);
        spawn_local(async move {
            let settings = match settings {
                Ok(settings) => settings,
                Err(error) => return page.end(journal, Err(error.into())).await,
            };
            let result = match (flow, popup) {
                (Flow::Device, _) => page.by_device(settings, &mut journal).await,
                (_, Some(popup)) => page.by_popup(settings, popup, &mut journal).await,
                (_, None) => {
                    let left = page
                        .by_redirect(&settings, &draft, secret.as_ref(), &mut journal)
                        .await;
                    match left {
                        // The page goes on for a moment; it must not look finished meanwhile.
                        Ok(()) => return,
                        Err(failure) => Err(failure),
                    }
                }
            };
            page.end(journal, result).await;
        });
    }

    async fn by_redirect(
        &self,
        settings: &Settings,
        draft: &Draft,
        secret: Option<&ClientSecret>,
        journal: &mut Journal,
    ) -> Result<(), Failure> {
        let departure = run::begin(&*self.browser, settings, journal).await?;
        let saved = Saved::pack(draft, secret, journal.report(), &departure);
        memory::keep_run(departure.transaction.state(), &saved)
            .map_err(|error| journal.fail(error))?;
        self.shown
            .notice
            .set("Going to the server to sign in …".to_owned());
        leave(&departure.url, journal)
    }

    async fn by_popup(
        &self,
        settings: Settings,
        popup: Result<Popup, PopupError>,
        journal: &mut Journal,
    ) -> Result<Session<DpopKey>, Failure> {
        let popup = popup.map_err(|error| no_popup(&error))?;
        let departure = match run::begin(&*self.browser, &settings, journal).await {
            Ok(departure) => departure,
            Err(failure) => {
                popup.close();
                return Err(failure);
            }
        };
        self.shown.notice.set(IN_THE_POPUP.to_owned());
        self.shown.cancellable.set(true);
        let state = departure.transaction.state().expose_secret();
        let answer = popup
            .authorize(&departure.url, state, &self.browser.cancel())
            .await;
        self.shown.cancellable.set(false);
        let answer = answer.map_err(|error| no_popup(&error))?;
        let waiting = (departure.transaction, departure.server);
        self.finish(settings, waiting, &answer, journal).await
    }

    async fn by_device(
        &self,
        settings: Settings,
        journal: &mut Journal,
    ) -> Result<Session<DpopKey>, Failure> {
        self.shown.notice.set("Asking for a code …".to_owned());
        self.shown.cancellable.set(true);
        run::by_device(&*self.browser, settings, journal).await
    }

    /// The server's answer has come to this page: for the page that opened it as a popup, else for
    /// itself.
    pub(super) fn take(&self, answer: CallbackParts) {
        let page = self.clone();
        page.shown.notice.set(CHECKING.to_owned());
        page.show(&Report::started("code"));
        spawn_local(async move {
            // Where storage is off nobody can have waited for a popup.
            if matches!(popup::deliver(&answer).await, Ok(Delivery::Delivered)) {
                page.shown.notice.set(HANDED_OVER.to_owned());
                return document::close();
            }
            page.browser.serve_by(memory::command().await);
            let params = CallbackParams::parse(&answer.query, &answer.fragment);
            let restored = match memory::take_run(&params).await {
                Ok(restored) => restored,
                Err(refusal) => {
                    let mut journal = page.journal(Report::started("code"));
                    let failure = refusal.failure(&params, &mut journal);
                    return page.end(journal, Err(failure)).await;
                }
            };
            let Restored {
                draft,
                secret,
                report,
                transaction,
                server,
            } = restored;
            // From here on the answer is taken: a reload must find out what it was for.
            memory::keep_report(&draft, &report);
            page.shown.draft.set(draft.clone());
            page.secret.replace(secret.clone());
            let mut journal = page.journal(report);
            let result = match Settings::parse(&draft, secret, &document::origin()) {
                Ok(settings) => {
                    let waiting = (transaction, server);
                    page.finish(settings, waiting, &answer, &mut journal).await
                }
                Err(error) => Err(error.into()),
            };
            page.end(journal, result).await;
        });
    }

    /// From the server's answer to the tokens.
    async fn finish(
        &self,
        settings: Settings,
        waiting: run::Waiting,
        answer: &CallbackParts,
        journal: &mut Journal,
    ) -> Result<Session<DpopKey>, Failure> {
        self.shown.notice.set(CHECKING.to_owned());
        let redirect_uri = settings.authorization.redirect_uri.as_str();
        let exchange = Exchange::callback(redirect_uri, &answer.query, &answer.fragment);
        journal.navigated(&*self.browser, exchange);
        let answer = CallbackParams::parse(&answer.query, &answer.fragment);
        run::finish(&*self.browser, settings, waiting, &answer, journal).await
    }
}

const IN_THE_POPUP: &str = "Sign in, in the window that has opened …";
const HANDED_OVER: &str = "The answer went to the page that opened this window. You can close it.";

/// Why no answer came out of a popup, and the check that fails with it: what never was sent fails with
/// the settings, what the person ended fails with the server's answer.
fn no_popup(error: &PopupError) -> Failure {
    let cause = match error {
        PopupError::Closed | PopupError::Cancelled => {
            Error::new(CheckId::CallbackError, Denial::Cancelled)
        }
        PopupError::UncheckedAddress => Error::new(
            CheckId::ConfigEndpoints,
            Misuse::BadAddress("authorization_endpoint", EndpointError::Malformed),
        ),
        PopupError::Blocked => Error::new(CheckId::ConfigEndpoints, BrowserFault::PopupBlocked),
        _ => Error::new(CheckId::ConfigEndpoints, BrowserFault::NoStorage),
    };
    Failure::NoAnswer {
        error: cause,
        advice: Advice {
            help: error.help().to_owned(),
            evidence: error.to_string(),
            remedies: Vec::new(),
        },
    }
}
