//! More windows than the first: popups, and tabs that a person opens.

pub use fantoccini::wd::WindowHandle;

use super::Browser;
use crate::trouble::{Outcome, eventually};

impl Browser {
    /// Acts from now on in the window that a page has opened; gives the one before.
    pub async fn enter_popup(&self) -> Outcome<WindowHandle> {
        let here = self.client.window().await?;
        let popup = eventually("a popup", || async {
            let all = self.client.windows().await?;
            Ok(all.into_iter().find(|window| *window != here))
        })
        .await?;
        self.client.switch_to_window(popup).await?;
        Ok(here)
    }

    /// Opens a tab and acts from now on in it; gives the window before.
    pub async fn enter_new_tab(&self) -> Outcome<WindowHandle> {
        let here = self.client.window().await?;
        let tab = self.client.new_window(true).await?;
        self.client.switch_to_window(tab.handle).await?;
        Ok(here)
    }

    /// Acts from now on in this window.
    pub async fn enter(&self, window: WindowHandle) -> Outcome<()> {
        Ok(self.client.switch_to_window(window).await?)
    }

    /// Closes the window that is acted in.
    pub async fn close_window(&self) -> Outcome<()> {
        Ok(self.client.close_window().await?)
    }

    /// How many windows there are.
    pub async fn windows(&self) -> Outcome<usize> {
        Ok(self.client.windows().await?.len())
    }
}
