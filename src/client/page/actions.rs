//! The buttons below a finished run, and the way back from the server's logout.

use leptos::{prelude::*, task::spawn_local};
use oauth_browser::{dpop_key::DpopKey, navigation::CallbackParts};
use oauth_proto::callback::CallbackParams;

use super::{Page, leave, memory};
use crate::client::{
    run::{self, Action, Failure, Journal, Session},
    views::document,
};

impl Page {
    /// Does what a button asks for.
    pub(super) fn act(&self, action: Action) {
        let page = self.clone();
        if action == Action::Again {
            return page.again();
        }
        // Taken out while the action runs: a second click finds nothing to act on.
        let Some(mut session) = page.session.take() else {
            return;
        };
        page.browser.renew();
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
                    match page.leave_for_logout(&session, &mut journal) {
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
        journal: &mut Journal,
    ) -> Result<(), Failure> {
        let logout = session.logout(&*self.browser, &document::origin(), journal)?;
        let draft = self.shown.draft.get_untracked();
        if let Some(state) = &logout.state {
            memory::keep_logout(&draft, journal.report(), state)
                .map_err(|error| journal.fail(error))?;
        }
        leave(&logout.url, journal)
    }

    /// Back from the server's logout.
    pub(super) fn land(&self, answer: CallbackParts) {
        let page = self.clone();
        spawn_local(async move {
            let Some((draft, report, state)) = memory::take_logout().await else {
                return;
            };
            page.shown.draft.set(draft);
            let mut journal = page.journal(report);
            let answer = CallbackParams::parse(&answer.query, &answer.fragment);
            let result = run::landed(&state, &answer, &mut journal);
            journal.end(&result);
            page.settle(&journal, None);
        });
    }
}
