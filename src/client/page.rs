//! The page: ties the form, the run and the views, and remembers what must outlast a redirect.
//! It must not know a rule of the protocol.

mod actions;
mod arrival;
mod memory;
mod rounds;

use std::{cell::RefCell, rc::Rc};

use leptos::{prelude::*, task::spawn_local};
use oauth_browser::{dpop_key::DpopKey, navigation};
use oauth_proto::{
    check::CheckId,
    endpoint::EndpointError,
    error::{Error, Misuse},
    secret::ClientSecret,
};

use self::arrival::Arrival;
use super::{
    browser::Browser,
    command::Command,
    draft::Draft,
    report::{Outcome, Report},
    run::{self, Abilities, Failure, Journal, Session, World},
    settings::Settings,
    views::{self, Shown, document, form},
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
                move || actor.get_value().cancel(),
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
    /// For the rounds that the settings keep the page ready for.
    secret: Rc<RefCell<Option<ClientSecret>>>,
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
                cancellable: RwSignal::new(false),
            },
            session: Rc::default(),
            secret: Rc::default(),
            browser: Rc::new(Browser::new()),
        }
    }

    /// Does what the address of the page asks for.
    fn arrive(&self, arrival: Arrival) {
        if let Err(error) = self.browser.require() {
            self.shown.notice.set(error.help().to_owned());
        }
        match arrival {
            Arrival::Visit(draft) => {
                let draft = if draft.is_empty() {
                    form::recall().unwrap_or_default()
                } else {
                    draft
                };
                let command = self.meet_command();
                self.shown.draft.set(draft.clone());
                if draft.autostart() {
                    document::forget_autostart();
                    self.start_by_link(command);
                }
            }
            Arrival::Answer(answer) => self.take(answer),
            Arrival::NoAnswer => self.show_earlier(),
            Arrival::FromLogout(answer) => self.land(answer),
        }
    }

    /// The command that serves this page, if one does, names itself in the address that it opens; from
    /// then on the tab knows it.
    fn meet_command(&self) -> Option<Command> {
        let (_, _, fragment) = document::address();
        let Some(command) = Command::from_fragment(&fragment) else {
            let browser = Rc::clone(&self.browser);
            spawn_local(async move { browser.serve_by(memory::command().await) });
            return None;
        };
        document::forget_fragment();
        memory::keep_command(&command);
        self.browser.serve_by(Some(command.clone()));
        Some(command)
    }

    /// Starts what a link asks for: by its own right only if the command that serves this page has made it.
    fn start_by_link(&self, command: Option<Command>) {
        let Some(command) = command else {
            return self.begin(None);
        };
        let page = self.clone();
        spawn_local(async move {
            if command.is_there().await {
                page.shown.draft.update(Draft::vouch);
            }
            page.begin(None);
        });
    }

    /// Back from the server without an answer, by the browser's own button.
    fn came_back(&self) {
        if self
            .shown
            .report
            .with_untracked(|report| report.result == Outcome::Running)
        {
            self.show(&Report::default());
            self.shown
                .notice
                .set("You came back before the run ended. Start again.".to_owned());
        }
    }

    /// The start button.
    fn start(&self) {
        self.shown.draft.set(document::read_form());
        self.begin(document::secret().and_then(ClientSecret::parse));
    }

    /// The person gives up what the run waits for.
    fn cancel(&self) {
        self.browser.cancel().cancel();
    }

    /// Another round: at once when the settings say so, else from the form.
    fn again(&self) {
        self.session.take();
        let secret = self.secret.take();
        let keep = |draft: &Draft| draft.one("keep") == Some("1");
        if self.shown.draft.with_untracked(keep) {
            return self.begin(secret);
        }
        self.shown.abilities.set(Abilities::default());
        self.shown.notice.set(String::new());
        self.show(&Report::default());
        document::focus_when_drawn("start");
    }

    /// Ends a flow at its failure, or goes on to what comes after it.
    async fn end(&self, mut journal: Journal, result: Result<Session<DpopKey>, Failure>) {
        let (result, session) = match result {
            Err(failure) => (Err(failure), None),
            Ok(mut session) => {
                let result = session.afterwards(&*self.browser, &mut journal).await;
                (result, Some(session))
            }
        };
        journal.end(&result);
        self.settle(&journal, session);
        if let Some(command) = self.browser.command() {
            let has_heard = command.hand_over(journal.report()).await;
            let notice = if has_heard { HANDED_OVER } else { NOT_HEARD };
            self.shown.notice.set(notice.to_owned());
        }
    }

    /// Leaves the page as an ended flow or action leaves it.
    fn settle(&self, journal: &Journal, session: Option<Session<DpopKey>>) {
        let report = journal.report();
        self.shown.cancellable.set(false);
        self.shown.abilities.set(
            session
                .as_ref()
                .map_or(Abilities::AGAIN, Session::abilities),
        );
        self.shown.notice.set(
            match report.result {
                _ if report.is_refused() && self.is_form_at_fault() => REFUSED_FIELDS,
                _ if report.is_refused() => REFUSED,
                Outcome::Failed => "Stopped: a check failed.",
                _ if report.has_failure() => "Done, and this time every check held.",
                _ => "Done: every check held.",
            }
            .to_owned(),
        );
        memory::keep_report(&self.shown.draft.get_untracked(), report);
        self.session.replace(session);
    }

    /// Whether the run was refused for fields, which are marked; settings that are right by themselves may still not
    /// go together, or not be a link's to start with.
    fn is_form_at_fault(&self) -> bool {
        let secret = self.secret.borrow().clone();
        let draft = self.shown.draft.get_untracked();
        Settings::parse(&draft, secret, &document::origin()).is_err()
    }

    /// After a reload: the run that ended here, without its tokens, or the end of one that it cut short.
    fn show_earlier(&self) {
        let page = self.clone();
        spawn_local(async move {
            page.shown.abilities.set(Abilities::AGAIN);
            let Some((draft, report)) = memory::take_report().await else {
                return page.shown.notice.set(NO_ANSWER.to_owned());
            };
            page.shown.draft.set(draft.clone());
            if report.result == Outcome::Running {
                page.browser.serve_by(memory::command().await);
                let mut journal = page.journal(report);
                let failure = run::cut_short(&mut journal);
                return page.end(journal, Err(failure)).await;
            }
            memory::keep_report(&draft, &report);
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
        let waits = |report: &Report| report.device.is_some();
        let before = self.shown.report.with_untracked(waits);
        match (before, waits(report)) {
            (false, true) => self.shown.notice.set(CONFIRM.to_owned()),
            (true, false) => self.shown.notice.set(CHECKING.to_owned()),
            _ => {}
        }
        self.shown.report.set(report.clone());
        document::publish(report);
    }
}

const CHECKING: &str = "Checking the server's answer …";
const CONFIRM: &str = "Waiting until the code is confirmed …";
const EARLIER: &str = "This is the run that ended here before, as far as the tab kept it. \
                       Nothing was sent again.";
const HANDED_OVER: &str = "The terminal has what came of this run.";
const NOT_HEARD: &str = "The command that opened this page does not answer: what came of this run is \
                         only here.";
const NO_ANSWER: &str = "No server's answer came with this address. Start a run here.";

const REFUSED: &str = "Nothing was sent. What to do is said below.";
const REFUSED_FIELDS: &str = "Nothing was sent. Correct the marked fields, and start.";

fn leave(url: &str, journal: &mut Journal) -> Result<(), Failure> {
    navigation::redirect(url).map_err(|_| {
        let cause = Misuse::BadAddress("authorization_endpoint", EndpointError::Malformed);
        journal.fail(Error::new(CheckId::ConfigEndpoints, cause))
    })
}
