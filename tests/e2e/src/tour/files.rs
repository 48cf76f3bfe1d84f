//! The tour's files: the login view baked for a web server, which hands forms to its back end by script.

use super::brand::{Brand, STEPS};
use super::{REFUSED, Tour, stops};
use crate::servers::StaticFiles;
use crate::trouble::Outcome;

stops! {
    /// A state in files.
    FileStop:
    /// The form.
    Login = "file-login", "form#login #j_username";
    /// A server's error, above the form.
    LoginRefused = "file-login-refused", "#problem[data-code=access_denied]";
    /// The second of two steps, on the page of the first.
    Password = "file-password", "form#login #j_username[readonly]";
    /// What may an application have, asked where the form was.
    Consent = "file-consent", ":is([data-asks] form#consent)";
    /// Nobody asked for a sign-in.
    NoRequest = "file-no-request", "main:not(:has(form)) h1";
    /// Sign out? There is nobody to say no to.
    Logout = "file-logout", "form#logout";
    /// The error page.
    Error = "file-error", "#problem[data-code=access_denied]";
    /// There is no such file.
    NotFound = "file-not-found", "#problem[data-code=not_found]";
}

/// Where their forms go.
const SUBMIT: &str = r#"
[submit]
url = "/posted"
mode = "fetch"
forgot = { url = "/posted", method = "post" }
reset = { url = "/posted" }
logout = { url = "/posted" }
"#;

/// Their web server.
pub(super) struct Files(StaticFiles);

impl Files {
    pub(super) async fn open(brand: &Brand) -> Outcome<Self> {
        // A document of their own, since a host submits by script too where it is told to.
        let document = brand.document_with("files.toml", SUBMIT)?;
        Ok(Self(StaticFiles::bake_file(&document, "/").await?))
    }
}

impl Tour {
    pub(super) async fn reach_in_files(&self, stop: FileStop, language: &str) -> Outcome<()> {
        let browser = &self.browser;
        let file = |path: &str| self.files.0.url(&format!("/{language}/{path}"));
        let refused = |path: &str| file(&format!("{path}{REFUSED}"));
        match stop {
            FileStop::Login => browser.go(&file("?client_id=demo")).await,
            FileStop::LoginRefused => browser.go(&refused("?client_id=demo&")).await,
            FileStop::Password => {
                let path = format!("/client/{STEPS}/{language}/?client_id={STEPS}");
                browser.go(&self.files.0.url(&path)).await?;
                browser.find("html[data-enhanced]").await?;
                // By a press of the person's, since the page changes because of that alone.
                browser.type_into("#j_username", "ada").await?;
                browser.click("#sign-in").await
            }
            FileStop::Consent => {
                browser.go(&file("?client_id=demo")).await?;
                browser.find("html[data-enhanced]").await?;
                browser.run(ANSWER, Vec::new()).await?;
                browser.type_into("#j_username", "ada").await?;
                browser.type_into("#j_password", "any").await?;
                browser.click("#sign-in").await?;
                browser.find("[data-asks]").await?;
                browser.run_async(APPEARED, Vec::new()).await.map(|_| ())
            }
            FileStop::NoRequest => browser.go(&file("")).await,
            FileStop::Logout => browser.go(&file("logout/")).await,
            FileStop::Error => browser.go(&refused("error/?")).await,
            FileStop::NotFound => browser.go(&self.files.0.url("/no/such/file")).await,
        }
    }
}

/// A back end that leaves consent to the page, and answers when the page may no longer move for the press's sake
/// (Layout Instability: 500 ms).
const ANSWER: &str = "
const answer = { redirectUri: 'https://app.example/cb?code=c', denyUri: 'https://app.example/cb?error=access_denied',
  scopes: ['openid', 'profile', 'email', 'portal.w'] };
window.fetch = async () => {
  await new Promise((done) => setTimeout(done, 550));
  return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
};
";

/// Waits until all of the page is there.
const APPEARED: &str = "
const done = arguments[0];
Promise.all(document.getAnimations().map((it) => it.finished)).then(() => done());
";
