//! The question whether to sign out.

use crate::browser::Browser;
use crate::trouble::Outcome;

/// A window that shows it.
pub struct LogoutPage<'browser>(&'browser Browser);

impl<'browser> LogoutPage<'browser> {
    /// Waits for it.
    pub async fn shown(browser: &'browser Browser) -> Outcome<Self> {
        browser.find("html[data-page=logout] form#logout").await?;
        Ok(Self(browser))
    }

    /// Signs out.
    pub async fn accept(&self) -> Outcome<()> {
        self.0.click("button[name=decision][value=accept]").await
    }

    /// Stays signed in.
    pub async fn deny(&self) -> Outcome<()> {
        self.0.click("button[name=decision][value=deny]").await
    }
}
