//! What the browser noted: its console, with every violation of a policy, and its network traffic.

use serde_json::Value;

use super::{Browser, Kind};
use crate::trouble::Outcome;

/// One line of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleEntry {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// Who speaks: `javascript`, `console-api`, `security`, `network`, …
    pub source: String,
    /// What it says.
    pub message: String,
}

/// The requests that pages have made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traffic {
    /// Method and address of each, in order, redirects too.
    pub requests: Vec<(String, String)>,
}

impl Browser {
    /// Every complaint in the console since the last call; none where the driver does not tell. A status such as 401
    /// is the browser's own remark on a response that the test knows of, and no complaint.
    pub async fn complaints(&self) -> Outcome<Vec<ConsoleEntry>> {
        let entries = match self.kind {
            Kind::Chromium => self.log("browser").await?,
            Kind::Firefox => self.run_in_chrome(FIREFOX_CONSOLE).await?,
            Kind::WebKit => return Ok(Vec::new()),
        };
        let entries = entries
            .as_array()
            .into_iter()
            .flatten()
            .map(|entry| ConsoleEntry {
                level: text(entry, "/level"),
                source: text(entry, "/source"),
                message: text(entry, "/message"),
            });
        let is_complaint = |entry: &ConsoleEntry| {
            matches!(entry.level.as_str(), "SEVERE" | "WARNING") && entry.source != "network"
        };
        Ok(entries.filter(is_complaint).collect())
    }

    /// Every request since the last call; only Chromium tells.
    pub async fn traffic(&self) -> Outcome<Traffic> {
        let mut requests = Vec::new();
        for entry in self
            .log("performance")
            .await?
            .as_array()
            .into_iter()
            .flatten()
        {
            let event: Value = serde_json::from_str(&text(entry, "/message"))?;
            if text(&event, "/message/method") == "Network.requestWillBeSent" {
                let request = |name| text(&event, &format!("/message/params/request/{name}"));
                requests.push((request("method"), request("url")));
            }
        }
        Ok(Traffic { requests })
    }
}

/// What Firefox's console has from pages: their errors and violations, and what they say themselves. Firefox's own
/// parts speak there too, and are not meant.
const FIREFOX_CONSOLE: &str = r#"
const fromPage = (url) => /^(https?|data|blob):/.test(url ?? "");
const entries = [];
for (const said of Services.console.getMessageArray()) {
  if (!(said instanceof Ci.nsIScriptError) || !fromPage(said.sourceName) && !/Security|CSP/.test(said.category)) continue;
  const level = said.flags & Ci.nsIScriptError.infoFlag ? "INFO" : said.flags & Ci.nsIScriptError.warningFlag ? "WARNING" : "SEVERE";
  entries.push({level, source: said.category, message: said.errorMessage + " " + said.sourceName});
}
Services.console.reset();
const pages = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
for (const said of pages.getEvents()) {
  if (!fromPage(said.filename)) continue;
  const level = {error: "SEVERE", assert: "SEVERE", warn: "WARNING"}[said.level] ?? "INFO";
  entries.push({level, source: "console-api", message: said.arguments.map(String).join(" ")});
}
pages.clearEvents();
return entries;
"#;

impl Traffic {
    /// The addresses that do not start with any of `origins`. `data:` and `blob:` are no requests to anybody, and
    /// `chrome:` is the window before its first page.
    pub fn beyond(&self, origins: &[&str]) -> Vec<&str> {
        let is_local = |url: &str| {
            ["data:", "blob:", "chrome:"]
                .iter()
                .any(|scheme| url.starts_with(scheme))
                || origins
                    .iter()
                    .any(|origin| url.starts_with(&format!("{origin}/")))
        };
        self.requests
            .iter()
            .map(|(_, url)| url.as_str())
            .filter(|url| !is_local(url))
            .collect()
    }

    /// How many requests went to `url`.
    pub fn count(&self, method: &str, url: &str) -> usize {
        self.requests
            .iter()
            .filter(|(m, u)| m == method && u == url)
            .count()
    }
}

/// The string at `pointer`, or none.
fn text(value: &Value, pointer: &str) -> String {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_merely_starts_like_ours_is_a_third_party() {
        let urls = [
            "http://127.0.0.1:1/a",
            "http://127.0.0.1:12/b",
            "data:,x",
            "https://x.example/",
        ];
        let traffic = Traffic {
            requests: urls.map(|url| ("GET".into(), url.into())).into(),
        };
        assert_eq!(
            traffic.beyond(&["http://127.0.0.1:1"]),
            ["http://127.0.0.1:12/b", "https://x.example/"]
        );
        assert_eq!(traffic.count("GET", "http://127.0.0.1:1/a"), 1);
        assert_eq!(traffic.count("POST", "http://127.0.0.1:1/a"), 0);
    }
}
