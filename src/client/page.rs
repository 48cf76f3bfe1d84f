//! The page: ties the form, the run and the views, and remembers what must outlast a redirect.
//! It must not know a rule of the protocol.

mod arrival;
mod memory;

use std::{cell::RefCell, rc::Rc};

use leptos::{prelude::*, task::spawn_local};
use oauth_browser::{dpop_key::DpopKey, navigation};
use oauth_proto::{
    callback::CallbackParams,
    check::CheckId,
    endpoint::EndpointError,
    error::{Error, Misuse},
    secret::ClientSecret,
};

use self::arrival::Arrival;
use super::{
    browser::Browser,
    draft::Draft,
    report::{Outcome, Report},
    run::{self, Abilities, Action, Failure, Journal, Restored, Saved, Session},
    settings::Settings,
    views::{self, Shown, document},
};

/// Draws the page into `main` and does what its address asks for.
pub fn start() {
    let Some(main) = document::main() else { return };
    let page = Page::new();
    let arrival = Arrival::read();
    mount_to(main, {
        let page = page.clone();
        move || {
            let (starter, actor) = (page.clone(), StoredValue::new_local(page.clone()));
            views::app(
                page.shown,
                move || starter.start(),
                move |action| actor.get_value().act(action),
            )
        }
    })
    .forget();
    document::enhance();
    document::on_return({
        let page = page.clone();
        move || page.came_back()
    });
    page.arrive(arrival);
}

/// The page's state. Clones share it.
#[derive(Clone)]
struct Page {
    shown: Shown,
    session: Rc<RefCell<Option<Session<DpopKey>>>>,
    browser: Rc<Browser>,
}

impl Page {
    fn new() -> Self {
        Self {
            shown: Shown {
                draft: RwSignal::new(Draft::default()),
                report: RwSignal::new(Report::default()),
                abilities: RwSignal::new(Abilities::default()),
                notice: RwSignal::new(String::new()),
            },
            session: Rc::default(),
            browser: Rc::new(Browser::new()),
        }
    }

    /// Does what the address of the page asks for.
    fn arrive(&self, arrival: Arrival) {
        match arrival {
            Arrival::Visit(draft) => {
                let autostart = draft.autostart();
                self.shown.draft.set(draft);
                if autostart {
                    document::forget_autostart();
                    self.begin(None);
                }
            }
            Arrival::Answer(answer) => self.finish(answer),
            Arrival::NoAnswer => self.show_earlier(),
            Arrival::FromLogout(answer) => self.land(answer),
        }
    }

    /// Back from the server without an answer, by the browser's own button.
    fn came_back(&self) {
        if self
            .shown
            .report
            .with_untracked(|report| report.result == Outcome::Running)
        {
            self.shown
                .notice
                .set("You came back before the run ended. Start again.".to_owned());
            self.show(&Report::default());
        }
    }

    /// The start button.
    fn start(&self) {
        self.shown.draft.set(document::read_form());
        self.begin(document::take_secret().and_then(ClientSecret::parse));
    }

    /// From the settings to the server.
    fn begin(&self, secret: Option<ClientSecret>) {
        let page = self.clone();
        page.session.take();
        page.shown.abilities.set(Abilities::default());
        page.shown.notice.set("Asking the server …".to_owned());
        let draft = page.shown.draft.get_untracked();
        spawn_local(async move {
            let mut journal = page.journal(Report::started("code"));
            let departure = page.prepare(&draft, secret.as_ref(), &mut journal).await;
            if let Err(failure) = departure {
                page.end(&mut journal, Err(failure));
            }
        });
    }

    async fn prepare(
        &self,
        draft: &Draft,
        secret: Option<&ClientSecret>,
        journal: &mut Journal,
    ) -> Result<(), Failure> {
        let settings = Settings::parse(draft, secret.cloned(), &document::origin())?;
        let departure = run::begin(&*self.browser, &settings, journal).await?;
        let saved = Saved::pack(draft, secret, journal.report(), &departure);
        memory::keep_run(departure.transaction.state(), &saved)
            .map_err(|error| journal.fail(error))?;
        self.shown
            .notice
            .set("Going to the server to sign in …".to_owned());
        leave(&departure.url, journal)
    }

    /// From the server's answer to the tokens.
    fn finish(&self, answer: CallbackParams) {
        let page = self.clone();
        page.shown
            .notice
            .set("Checking the server's answer …".to_owned());
        page.show(&Report::started("code"));
        spawn_local(async move {
            let Restored {
                draft,
                secret,
                report,
                transaction,
                server,
            } = match memory::take_run(&answer).await {
                Ok(restored) => restored,
                Err(refusal) => {
                    let mut journal = page.journal(Report::started("code"));
                    let failure = refusal.failure(&answer, &mut journal);
                    return page.end(&mut journal, Err(failure));
                }
            };
            page.shown.draft.set(draft.clone());
            let mut journal = page.journal(report);
            let result = match Settings::parse(&draft, secret, &document::origin()) {
                Ok(settings) => {
                    let waiting = (transaction, server);
                    run::finish(&*page.browser, settings, waiting, &answer, &mut journal).await
                }
                Err(error) => Err(error.into()),
            };
            page.end(&mut journal, result.map(Some));
        });
    }

    /// A button below the finished run.
    fn act(&self, action: Action) {
        let page = self.clone();
        if action == Action::Again {
            return page.again();
        }
        // Taken out while the action runs: a second click finds nothing to act on.
        let Some(mut session) = page.session.take() else {
            return;
        };
        page.shown.notice.set(action.doing().to_owned());
        spawn_local(async move {
            let mut report = page.shown.report.get_untracked();
            report.resume();
            let mut journal = page.journal(report);
            let world = &*page.browser;
            let result = match action {
                Action::Refresh => session.refresh(world, &mut journal).await,
                Action::Userinfo => session.userinfo(world, &mut journal).await,
                Action::CallApi => session.call_api(world, &mut journal).await,
                Action::Revoke => session.revoke(world, &mut journal).await,
                Action::Logout => {
                    match page.leave_for_logout(&session, world, &mut journal) {
                        // The page goes on for a moment; it must not look finished meanwhile.
                        Ok(()) => return,
                        Err(failure) => Err(failure),
                    }
                }
                Action::Again => Ok(()),
            };
            journal.end(&result);
            page.settle(&journal, Some(session));
        });
    }

    fn leave_for_logout(
        &self,
        session: &Session<DpopKey>,
        world: &Browser,
        journal: &mut Journal,
    ) -> Result<(), Failure> {
        let logout = session.logout(world, &document::origin(), journal)?;
        let draft = self.shown.draft.get_untracked();
        if let Some(state) = &logout.state {
            memory::keep_logout(&draft, journal.report(), state)
                .map_err(|error| journal.fail(error))?;
        }
        leave(&logout.url, journal)
    }

    /// Back from the server's logout.
    fn land(&self, answer: CallbackParams) {
        let page = self.clone();
        spawn_local(async move {
            let Some((draft, report, state)) = memory::take_logout().await else {
                return;
            };
            page.shown.draft.set(draft);
            let mut journal = page.journal(report);
            let result = run::landed(&state, &answer, &mut journal);
            journal.end(&result);
            page.settle(&journal, None);
        });
    }

    /// Another round: at once when the settings say so, else from the form.
    fn again(&self) {
        let keep = self
            .session
            .borrow()
            .as_ref()
            .is_some_and(|it| it.settings().keep);
        self.session.take();
        if keep {
            return self.begin(None);
        }
        self.shown.abilities.set(Abilities::default());
        self.shown.notice.set(String::new());
        self.show(&Report::default());
        document::focus_when_drawn("start");
    }

    /// Ends a flow.
    fn end(&self, journal: &mut Journal, result: Result<Option<Session<DpopKey>>, Failure>) {
        journal.end(&result);
        self.settle(journal, result.ok().flatten());
    }

    /// Leaves the page as an ended flow or action leaves it.
    fn settle(&self, journal: &Journal, session: Option<Session<DpopKey>>) {
        let report = journal.report();
        let again = Abilities {
            again: true,
            ..Abilities::default()
        };
        self.shown
            .abilities
            .set(session.as_ref().map_or(again, Session::abilities));
        self.shown.notice.set(
            match report.result {
                Outcome::Failed => "Stopped at the first check that failed.",
                _ => "Done: every check held.",
            }
            .to_owned(),
        );
        memory::keep_finished(&self.shown.draft.get_untracked(), report);
        self.session.replace(session);
    }

    /// After a reload: the run that ended here, without its tokens.
    fn show_earlier(&self) {
        let page = self.clone();
        spawn_local(async move {
            let Some((draft, report)) = memory::take_finished().await else {
                return page.shown.notice.set(NO_ANSWER.to_owned());
            };
            memory::keep_finished(&draft, &report);
            page.shown.draft.set(draft);
            page.shown.abilities.set(Abilities {
                again: true,
                ..Abilities::default()
            });
            page.shown.notice.set(EARLIER.to_owned());
            page.show(&report);
        });
    }

    fn journal(&self, report: Report) -> Journal {
        let page = self.clone();
        page.show(&report);
        Journal::new(report, move |report| page.show(report))
    }

    fn show(&self, report: &Report) {
        self.shown.report.set(report.clone());
        document::publish(report);
    }
}

const EARLIER: &str = "This is the run that ended here before, as far as the tab kept it. \
                       Nothing was sent again.";
const NO_ANSWER: &str = "No server's answer came with this address. Start a run here.";

fn leave(url: &str, journal: &mut Journal) -> Result<(), Failure> {
    navigation::redirect(url).map_err(|_| {
        let cause = Misuse::BadAddress("authorization_endpoint", EndpointError::Malformed);
        journal.fail(Error::new(CheckId::ConfigEndpoints, cause))
    })
}
