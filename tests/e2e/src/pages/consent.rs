//! The question what an application may have.

use crate::browser::Browser;
use crate::trouble::Outcome;

/// A window that shows it.
pub struct ConsentPage<'browser>(&'browser Browser);

impl<'browser> ConsentPage<'browser> {
    /// Waits for it.
    pub async fn shown(browser: &'browser Browser) -> Outcome<Self> {
        browser.find("html[data-page=consent] form#consent").await?;
        Ok(Self(browser))
    }

    /// Ticks a scope, or takes its tick away.
    pub async fn toggle(&self, scope: &str) -> Outcome<()> {
        let css = format!("[name=grant_scope][value='{scope}']");
        self.0.click(&css).await
    }

    /// Ticks the wish not to be asked again.
    pub async fn remember(&self) -> Outcome<()> {
        self.0.click("[name=remember][type=checkbox]").await
    }

    /// Grants what is ticked.
    pub async fn accept(&self) -> Outcome<()> {
        self.0.click("button[name=decision][value=accept]").await
    }

    /// Grants nothing.
    pub async fn deny(&self) -> Outcome<()> {
        self.0.click("button[name=decision][value=deny]").await
    }
}
