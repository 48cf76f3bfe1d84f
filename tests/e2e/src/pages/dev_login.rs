//! The sign-in and consent pages that the foreign server shows while one develops against it.

use crate::browser::Browser;
use crate::trouble::{Outcome, eventually};

/// A window that the foreign server has the word in.
pub struct DevLoginPage<'browser>(&'browser Browser);

impl<'browser> DevLoginPage<'browser> {
    /// Waits for its sign-in form.
    pub async fn shown(browser: &'browser Browser) -> Outcome<Self> {
        browser.find("form input[name=login]").await?;
        Ok(Self(browser))
    }

    /// Signs in, which takes any password, and agrees to everything asked.
    pub async fn sign_in_and_consent(&self, login: &str) -> Outcome<()> {
        self.0.type_into("input[name=login]", login).await?;
        self.0.type_into("input[name=password]", "any").await?;
        self.0.click("button[type=submit]").await?;
        self.0
            .find("form input[name=prompt][value=consent]")
            .await?;
        self.0.click("button[type=submit]").await
    }

    /// Confirms the code of a device that the browser has come with and signs in, or turns back. Waits for
    /// the end: a tab that is closed before has decided nothing.
    pub async fn decide_on_device(
        browser: &'browser Browser,
        confirms: bool,
        login: &str,
    ) -> Outcome<()> {
        let button = |rest| format!("button[form='op.deviceConfirmForm']{rest}");
        let end = if confirms {
            browser.click(&button("[autofocus]")).await?;
            Self::shown(browser)
                .await?
                .sign_in_and_consent(login)
                .await?;
            "Sign-in Success"
        } else {
            browser.click(&button("[name=abort]")).await?;
            "Sign-in"
        };
        eventually(end, || async {
            let title = browser.property("h1", "textContent").await?;
            Ok((title.as_deref() == Some(end)).then_some(()))
        })
        .await
    }

    /// Says yes to the question whether to sign out, once it is asked.
    pub async fn confirm_logout(browser: &'browser Browser) -> Outcome<()> {
        browser.click("button[name=logout][value=yes]").await
    }
}
