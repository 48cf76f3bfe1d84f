//! The page that says why nothing can go on.

use crate::browser::Browser;
use crate::trouble::Outcome;

/// A window that shows the error page.
pub struct ErrorPage<'browser>(&'browser Browser);

impl<'browser> ErrorPage<'browser> {
    /// Waits for it.
    pub async fn shown(browser: &'browser Browser) -> Outcome<Self> {
        browser.find("html[data-page=error]").await?;
        Ok(Self(browser))
    }

    /// The code of the problem.
    pub async fn code(&self) -> Outcome<Option<String>> {
        self.0.attribute("#problem", "data-code").await
    }

    /// What a person would read to a support desk.
    pub async fn correlation_id(&self) -> Outcome<String> {
        Ok(self.0.find("#correlation-id").await?.text().await?)
    }

    /// Goes back to where signing in starts.
    pub async fn restart(&self) -> Outcome<()> {
        self.0.click("a#restart").await
    }
}
