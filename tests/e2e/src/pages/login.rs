//! The sign-in form.

use crate::browser::Browser;
use crate::trouble::{Outcome, eventually};

/// A window that shows, or is about to show, the sign-in form.
pub struct LoginPage<'browser>(&'browser Browser);

impl<'browser> LoginPage<'browser> {
    /// Waits for the form.
    pub async fn shown(browser: &'browser Browser) -> Outcome<Self> {
        browser.find("html[data-page=login] form#login").await?;
        Ok(Self(browser))
    }

    /// Waits until the login bundle is at work.
    pub async fn enhanced(&self) -> Outcome<()> {
        self.0.find("html[data-enhanced]").await.map(|_| ())
    }

    /// Whether the login bundle is at work.
    pub async fn is_enhanced(&self) -> Outcome<bool> {
        Ok(self.0.count("html[data-enhanced]").await? == 1)
    }

    /// Types the two and presses the button.
    pub async fn sign_in(&self, user_name: &str, password: &str) -> Outcome<()> {
        self.0.type_into("[name=j_username]", user_name).await?;
        self.submit(password).await
    }

    /// Types the password alone and presses the button.
    pub async fn submit(&self, password: &str) -> Outcome<()> {
        self.0.type_into("[name=j_password]", password).await?;
        self.0.click("button#sign-in").await
    }

    /// What the user name field holds.
    pub async fn user_name(&self) -> Outcome<String> {
        Ok(self
            .0
            .property("[name=j_username]", "value")
            .await?
            .unwrap_or_default())
    }

    /// What the password field holds.
    pub async fn password(&self) -> Outcome<String> {
        Ok(self
            .0
            .property("[name=j_password]", "value")
            .await?
            .unwrap_or_default())
    }

    /// The code of the problem that is told, once one is.
    pub async fn problem(&self) -> Outcome<String> {
        eventually("a problem", || self.0.attribute("#problem", "data-code")).await
    }

    /// Whether `#show-password` can be seen.
    pub async fn offers_to_show_password(&self) -> Outcome<bool> {
        if self.0.count("#show-password").await? == 0 {
            return Ok(false);
        }
        Ok(self.0.find("#show-password").await?.is_displayed().await?)
    }
}
