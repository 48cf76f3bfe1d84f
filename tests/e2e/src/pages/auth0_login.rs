//! The sign-in page of the simulated Auth0.

use serde_json::json;

use crate::browser::Browser;
use crate::trouble::Outcome;

/// A window that the simulated Auth0 has the word in.
pub struct Auth0LoginPage<'browser>(&'browser Browser);

impl<'browser> Auth0LoginPage<'browser> {
    /// Waits for its form.
    pub async fn shown(browser: &'browser Browser) -> Outcome<Self> {
        browser.find("form#the-form").await?;
        Ok(Self(browser))
    }

    /// Signs in. The page leaves that to Auth0's own script, which is elsewhere on the network; this
    /// makes the same two requests.
    pub async fn sign_in(&self, user_name: &str, password: &str) -> Outcome<()> {
        let arguments = vec![json!(user_name), json!(password)];
        self.0.run(SIGN_IN, arguments).await.map(|_| ())
    }
}

const SIGN_IN: &str = r#"
const [username, password] = arguments;
const asked = Object.fromEntries(new URLSearchParams(location.search));
const body = JSON.stringify({...asked, client_id: asked.client, username, password});
return fetch("/usernamepassword/login", {method: "POST", headers: {"Content-Type": "application/json"}, body})
  .then(response => response.text())
  .then(html => {
    document.body.innerHTML = html;
    setTimeout(() => document.forms.hiddenform.submit());
  });
"#;
