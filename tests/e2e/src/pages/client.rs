//! The client page: what a run leaves on it, and the buttons that act on its result.

use serde_json::Value;

use crate::browser::Browser;
use crate::trouble::{Outcome, Trouble, eventually};

/// A window that shows the client page, at `/client/` or `/callback`.
pub struct ClientPage<'browser>(&'browser Browser);

/// One check of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRow {
    /// Which check.
    pub id: String,
    /// `pass`, `fail`, `warn` or `skip`.
    pub status: String,
}

/// The whole of a run as the page tells it to programs.
#[derive(Clone, Debug)]
pub struct Run(pub Value);

impl<'browser> ClientPage<'browser> {
    /// The address that starts a sign-in at once.
    pub fn autostart(origin: &str, issuer: &str, client_id: &str, scope: &str) -> String {
        let mut url = format!("{origin}/client/?autostart=1&");
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("issuer", issuer)
            .append_pair("client_id", client_id);
        url.push_str(&query.append_pair("scope", scope).finish());
        url
    }

    /// Waits for it.
    pub async fn shown(browser: &'browser Browser) -> Outcome<Self> {
        browser
            .find("html[data-page=client][data-enhanced]")
            .await?;
        Ok(Self(browser))
    }

    /// Waits until the run or the action has ended, well or not, and gives all of it.
    pub async fn ended(&self) -> Outcome<Run> {
        eventually("the end of the run", || async {
            let result = self
                .0
                .attribute("html[data-page=client]", "data-result")
                .await?;
            if !matches!(result.as_deref(), Some("ok" | "failed")) {
                return Ok(None);
            }
            let run = self.run().await?;
            // The two are set one after the other.
            Ok((Some(run.result()) == result.as_deref()).then_some(run))
        })
        .await
    }

    /// Presses the button of an action and waits for its end.
    pub async fn act(&self, button: &str) -> Outcome<Run> {
        let before = self.run().await?.checks()?.len();
        self.0.click(button).await?;
        eventually("rows of the action", || async {
            let run = self.ended().await?;
            Ok((run.checks()?.len() > before).then_some(run))
        })
        .await
    }

    /// The check rows that can be seen.
    pub async fn rows(&self) -> Outcome<Vec<CheckRow>> {
        let script = "return [...document.querySelectorAll('[data-check]')]\
                      .map(row => ({id: row.dataset.check, status: row.dataset.status}))";
        rows(&self.0.run(script, Vec::new()).await?)
    }

    async fn run(&self) -> Outcome<Run> {
        let text = self.0.property("pre#result", "textContent").await?;
        Ok(Run(serde_json::from_str(&text.unwrap_or_default())?))
    }
}

impl Run {
    /// `ok` or `failed`.
    pub fn result(&self) -> &str {
        self.text("/result").unwrap_or_default()
    }

    /// The string at a JSON pointer.
    pub fn text(&self, pointer: &str) -> Option<&str> {
        self.0.pointer(pointer).and_then(Value::as_str)
    }

    /// Every check, in the order made.
    pub fn checks(&self) -> Outcome<Vec<CheckRow>> {
        rows(self.0.get("checks").unwrap_or(&Value::Null))
    }

    /// The status of the last check with this id, or that there is none.
    pub fn last(&self, id: &str) -> Outcome<String> {
        let checks = self.checks()?;
        let last = checks.into_iter().rev().find(|row| row.id == id);
        Ok(last.map_or_else(|| "absent".to_owned(), |row| row.status))
    }

    /// The checks as `id status`, for comparing at a glance.
    pub fn trace(&self) -> Outcome<Vec<String>> {
        Ok(self
            .checks()?
            .iter()
            .map(|row| format!("{} {}", row.id, row.status))
            .collect())
    }
}

fn rows(list: &Value) -> Outcome<Vec<CheckRow>> {
    let text = |row: &Value, name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
    let rows = list.as_array().into_iter().flatten();
    rows.map(|row| {
        Some(CheckRow {
            id: text(row, "id")?,
            status: text(row, "status")?,
        })
    })
    .collect::<Option<_>>()
    .ok_or_else(|| Trouble::Answer(list.to_string()))
}
