//! Which browsers there are, and what each is told when it is opened.

use std::env;
use std::path::Path;

use serde_json::{Map, Value, json};

/// A make of browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium, headless. Its driver tells and does more than the others', so most tests are for it alone.
    Chromium,
    /// Firefox, headless.
    Firefox,
    /// WebKit as GTK has it, in the browser of its own tests.
    WebKit,
}

impl Kind {
    /// Whether its driver tells what the console says, violations of a policy among it. WebKit's has no command for
    /// that, and what happens while a document loads is over before the test's first script.
    pub fn tells_complaints(self) -> bool {
        self != Self::WebKit
    }

    /// Whether its driver tells which requests were made.
    pub fn tells_traffic(self) -> bool {
        self == Self::Chromium
    }
}

/// Whether pages may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// As usual.
    On,
    /// Forbidden by policy.
    Off,
}

const CHROMIUM: [&str; 8] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// For Chromium, which looks up hosts by `rules` and has its profile in `profile`.
pub(super) fn chromium(scripts: Scripts, rules: &str, profile: &Path) -> Map<String, Value> {
    let mut arguments: Vec<String> = CHROMIUM.map(str::to_owned).into();
    arguments.push(format!("--host-resolver-rules={rules}"));
    arguments.push(format!("--user-data-dir={}", profile.display()));
    let mut options = Map::from_iter([("args".to_owned(), json!(arguments))]);
    if let Some(binary) = env::var_os("CHROMIUM") {
        options.insert("binary".to_owned(), json!(binary.to_string_lossy()));
    }
    if scripts == Scripts::Off {
        let forbidden = json!({ "profile.managed_default_content_settings.javascript": 2 });
        options.insert("prefs".to_owned(), forbidden);
    }
    let mut capabilities = asked("goog:chromeOptions", Value::Object(options));
    capabilities.insert(
        "goog:loggingPrefs".to_owned(),
        json!({ "browser": "ALL", "performance": "ALL" }),
    );
    capabilities
}

/// For Firefox, which knows no host by name. The test's own scripts run whatever pages may.
pub(super) fn firefox(scripts: Scripts) -> Map<String, Value> {
    let settings = json!({
        "javascript.enabled": scripts == Scripts::On,
        "network.dns.disabled": true,
    });
    let options = json!({ "args": ["-headless"], "prefs": settings });
    asked("moz:firefoxOptions", options)
}

/// For WebKit. The test's own scripts run whatever pages may.
pub(super) fn webkit(scripts: Scripts) -> Map<String, Value> {
    let scripts = format!("--enable-javascript={}", scripts == Scripts::On);
    let options = json!({ "args": ["--automation", scripts] });
    asked("webkitgtk:browserOptions", options)
}

fn asked(name: &str, options: Value) -> Map<String, Value> {
    Map::from_iter([
        // Test servers sign their certificates themselves.
        ("acceptInsecureCerts".to_owned(), json!(true)),
        (name.to_owned(), options),
    ])
}
