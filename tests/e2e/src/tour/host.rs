//! The tour's host that is the server itself: the pages of the embedded engine, and those of any host.

mod people;

use reqwest::StatusCode;

pub(crate) use self::people::Host;
use self::people::{PASSWORD, USER};
use super::brand::{STEPS, WAYS};
use super::{REFUSED, Tour, request, stops};
use crate::pages::LoginPage;
use crate::request::CHALLENGE;
use crate::trouble::{Outcome, Trouble, eventually};

stops! {
    /// A state on a host that is the server itself.
    HostStop:
    /// The form.
    Login = "login", "form#login #j_username";
    /// A wrong password.
    LoginRefused = "login-refused", "#problem[data-code=invalid_credentials]";
    /// Too many wrong passwords.
    LoginThrottled = "login-throttled", "#problem[data-code=too_many_requests]";
    /// A form with kinds of users and other ways in.
    LoginWays = "login-ways", ".v-provider";
    /// The open list of languages.
    Languages = "login-languages", ":is(.v-languages [open], .v-languages > ul) a";
    /// The first of two steps.
    UserName = "login-name", "form#login .v-ahead";
    /// The second.
    Password = "login-password", "form#login #j_username[readonly]";
    /// The second, refused.
    PasswordRefused = "login-password-refused", ":has(#j_username[readonly]) #problem[data-code=invalid_credentials]";
    /// Nobody asked for a sign-in.
    NoRequest = "login-no-request", "h1";
    /// What may an application have?
    Consent = "consent", "form#consent";
    /// A device's code is asked for.
    Device = "device", "form#device input.v-code";
    /// No device has it.
    DeviceUnknown = "device-unknown", "#problem[data-code=invalid_user_code]";
    /// It was used before.
    DeviceUsed = "device-used", "#problem[data-code=expired_token]";
    /// Is it one's own device?
    DeviceConfirm = "device-confirm", ".v-shown-code";
    /// The device is signed in.
    DeviceDone = "device-done", "[role=status] h1";
    /// It was not one's own.
    DeviceDenied = "device-denied", "#problem[data-code=access_denied]";
    /// Sign out?
    Logout = "logout", "form#logout";
    /// No.
    Stayed = "logout-stayed", "[role=status] h1";
    /// It is done.
    SignedOut = "signed-out", "[role=status] h1";
    /// The address for a letter is asked for.
    Forgot = "forgot", "form#forgot";
    /// It is none.
    ForgotRefused = "forgot-refused", "#problem[data-code=invalid_email]";
    /// The letter is on its way.
    LetterSent = "letter-sent", "[role=status] h1";
    /// A new password is asked for.
    Reset = "reset", "form#reset";
    /// It is too short.
    ResetShort = "reset-short", "#problem[data-code=password_too_short]";
    /// The two differ.
    ResetMismatch = "reset-mismatch", "#problem[data-code=password_mismatch]";
    /// The letter was too old, or used.
    ResetExpired = "reset-expired", "#problem[data-code=invalid_token]";
    /// The new password is set.
    ResetDone = "reset-done", "[role=status] h1";
    /// Another server's error, as OAuth tells it.
    Error = "error", "#problem[data-code=access_denied]";
    /// As light-oauth2 tells it.
    ErrorStatus = "error-status", "#problem[data-code=ERR12016]";
    /// There is no such page.
    NotFound = "not-found", "#problem[data-code=not_found]";
    /// A page without what it needs.
    MissingState = "missing-state", "#problem[data-code=missing_state]";
}

impl Tour {
    /// Signs the person in, for the states that somebody must be signed in for.
    pub(super) async fn sign_in(&self) -> Outcome<()> {
        let browser = &self.browser;
        browser.go(&self.request("/login", "demo", &[])).await?;
        let login = LoginPage::shown(browser).await?;
        login.sign_in(USER, PASSWORD).await?;
        eventually("the application", || async {
            let address = browser.address().await?;
            Ok((address.path() == "/callback").then_some(()))
        })
        .await
    }

    pub(super) async fn reach_on_host(&self, stop: HostStop) -> Outcome<()> {
        let browser = &self.browser;
        let login = |client| self.request("/login", client, &[]);
        let credentials = |name| [("j_username", name), ("j_password", "wrong")];
        let host = |path: &str| self.host.url(path);
        match stop {
            HostStop::Login => browser.go(&login("demo")).await,
            HostStop::LoginRefused => {
                browser.go(&login("demo")).await?;
                // Whoever it is, the answer is the same, and nobody is slowed down.
                self.send("#sign-in", &credentials(&self.person())).await
            }
            HostStop::LoginThrottled => {
                // Whoever was slowed down before may try again in a moment.
                let name = self.person();
                self.throttle(&name).await?;
                browser.go(&login("demo")).await?;
                self.send("#sign-in", &credentials(&name)).await
            }
            HostStop::LoginWays => browser.go(&login(WAYS)).await,
            HostStop::Languages => {
                browser.go(&login("demo")).await?;
                // Where there are few, they are all in sight.
                if browser.count(".v-languages summary").await? == 1 {
                    browser.click(".v-languages summary").await?;
                }
                Ok(())
            }
            HostStop::UserName => browser.go(&login(STEPS)).await,
            HostStop::Password | HostStop::PasswordRefused => {
                browser.go(&login(STEPS)).await?;
                let name = self.person();
                let name = ("j_username", name.as_str());
                self.send("#sign-in", &[name]).await?;
                if stop == HostStop::PasswordRefused {
                    browser.find("#j_username[readonly]").await?;
                    self.send("#sign-in", &[("j_password", "wrong")]).await?;
                }
                Ok(())
            }
            HostStop::NoRequest => browser.go(&host("/login")).await,
            HostStop::Consent => {
                let prompt = [("prompt", "consent")];
                let url = self.request("/oauth2/auth", "demo", &prompt);
                browser.go(&url).await
            }
            HostStop::Device => browser.go(&host("/device")).await,
            HostStop::DeviceUnknown => {
                browser.go(&host("/device")).await?;
                self.send("#continue", &[("user_code", "wdjb mjht")]).await
            }
            HostStop::DeviceUsed => {
                let code = self.decide("accept").await?;
                browser.go(&host("/device")).await?;
                self.send("#continue", &[("user_code", &code)]).await
            }
            HostStop::DeviceConfirm => {
                let code = self.host.user_code(&self.address()).await?;
                browser
                    .go(&host(&format!("/device?user_code={code}")))
                    .await
            }
            HostStop::DeviceDone => self.decide("accept").await.map(|_| ()),
            HostStop::DeviceDenied => self.decide("deny").await.map(|_| ()),
            HostStop::Logout => browser.go(&host("/logout")).await,
            HostStop::Stayed => {
                browser.go(&host("/logout")).await?;
                self.send("button[value=deny]", &[]).await
            }
            HostStop::SignedOut => browser.go(&host("/signed-out")).await,
            HostStop::Forgot => browser.go(&self.request("/forgot", "demo", &[])).await,
            HostStop::ForgotRefused | HostStop::LetterSent => {
                browser.go(&self.request("/forgot", "demo", &[])).await?;
                let email = match stop {
                    HostStop::LetterSent => "nobody@example.com",
                    _ => "nobody",
                };
                self.send("#continue", &[("email", email)]).await
            }
            HostStop::Reset => self.reset(self.spare_letter().await?).await,
            HostStop::ResetShort | HostStop::ResetMismatch => {
                self.reset(self.spare_letter().await?).await?;
                let again = match stop {
                    HostStop::ResetShort => "short",
                    _ => "another",
                };
                self.set_password("short", again).await
            }
            HostStop::ResetExpired => self.reset("none").await,
            HostStop::ResetDone => {
                let letter = self.host.letter(&self.address()).await?;
                self.reset(&letter).await?;
                self.set_password("a new password", "a new password").await
            }
            HostStop::Error => browser.go(&host(&format!("/error?{REFUSED}"))).await,
            HostStop::ErrorStatus => browser.go(&host(&format!("/error?{STATUS}"))).await,
            HostStop::NotFound => browser.go(&host("/no/such/page")).await,
            HostStop::MissingState => browser.go(&host("/consent")).await,
        }
    }

    /// An authorization request by this client, sent to that path.
    fn request(&self, path: &str, client: &str, more: &[(&str, &str)]) -> String {
        let query = request(client, &self.host.url("/callback"), more);
        self.host.url(&format!("{path}?{query}"))
    }

    /// Tries wrong passwords until that makes no sense any more.
    async fn throttle(&self, name: &str) -> Outcome<()> {
        let form = [
            ("j_username", name),
            ("j_password", "wrong"),
            ("client_id", "demo"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        for _ in 0..20 {
            let answer = self
                .host
                .post("/oauth2/code", &self.address(), &form)
                .await?;
            if answer.status() == StatusCode::TOO_MANY_REQUESTS {
                return Ok(());
            }
        }
        Err(Trouble::Vain("a 429".to_owned()))
    }

    /// Decides on a new device, whose code it gives.
    async fn decide(&self, decision: &str) -> Outcome<String> {
        let code = self.host.user_code(&self.address()).await?;
        let url = format!("/device?user_code={code}");
        self.browser.go(&self.host.url(&url)).await?;
        let button = format!("button[name=decision][value={decision}]");
        self.send(&button, &[]).await?;
        self.browser.find("html[data-page=device-done]").await?;
        Ok(code)
    }

    /// The token of a letter that nobody uses.
    async fn spare_letter(&self) -> Outcome<&str> {
        let letter = self.host.spare_letter.get_or_try_init(|| async {
            let address = self.address();
            self.host.letter(&address).await
        });
        letter.await.map(String::as_str)
    }

    async fn reset(&self, token: &str) -> Outcome<()> {
        let url = format!("/reset?token={token}");
        self.browser.go(&self.host.url(&url)).await
    }

    async fn set_password(&self, new: &str, again: &str) -> Outcome<()> {
        let values = [
            ("email", "ada@example.com"),
            ("new_password", new),
            ("confirm_password", again),
        ];
        self.send("#continue", &values).await
    }
}

/// As light-oauth2 tells an error.
const STATUS: &str =
    "statusCode=401&code=ERR12016&message=INCORRECT_PASSWORD&description=Incorrect+password.";
