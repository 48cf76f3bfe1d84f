//! A tour of the login view: brings a browser into every state that it has, on a host and in files. What is
//! proved of each state is the tests' business.

mod place;

use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use self::place::{PASSWORD, Place, STEPS, USER, WAYS};
use crate::browser::{Browser, Scripts};
use crate::pages::LoginPage;
use crate::servers::root;
use crate::trouble::{Outcome, Trouble, eventually, trying};

macro_rules! stops {
    ($($(#[$doc:meta])* $stop:ident = $name:literal, $seen:literal;)+) => {
        /// A state of the login view.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Stop { $($(#[$doc])* $stop),+ }

        impl Stop {
            /// All of them, in the order of a visit.
            pub const ALL: &[Self] = &[$(Self::$stop),+];

            /// Its name in file names.
            pub fn name(self) -> &'static str {
                match self { $(Self::$stop => $name),+ }
            }

            /// What the document has in this state and in no other that a form leads to.
            fn seen(self) -> &'static str {
                match self { $(Self::$stop => $seen),+ }
            }
        }
    };
}

stops! {
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
    /// The form in a file.
    FileLogin = "file-login", "form#login #j_username";
    /// A server's error, above the form in a file.
    FileLoginRefused = "file-login-refused", "#problem[data-code=access_denied]";
    /// What may an application have, asked where the form was.
    FileConsent = "file-consent", ":is([data-asks] form#consent)";
    /// Nobody asked for a sign-in.
    FileNoRequest = "file-no-request", "main:not(:has(form)) h1";
    /// The error page in a file.
    FileError = "file-error", "#problem[data-code=access_denied]";
    /// There is no such file.
    FileNotFound = "file-not-found", "#problem[data-code=not_found]";
}

/// The tag of every language that the pages have.
pub fn languages() -> Outcome<Vec<String>> {
    let entries = fs::read_dir(root().join("locales")).map_err(trying("reading the languages"))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut tags: Vec<String> = names.collect();
    tags.sort();
    Ok(tags)
}

/// A browser, and what it visits.
pub struct Tour {
    /// Somebody is signed in with it.
    pub browser: Browser,
    place: Place,
    /// How many addresses and people have asked: whoever is slowed down is somebody else.
    asked: AtomicU32,
    letter: OnceCell<String>,
}

impl Tour {
    /// Opens the browser, in the name of one of `examples/brands` or in none.
    pub async fn open(example: Option<&str>) -> Outcome<Self> {
        let tour = Self {
            place: Place::open(example).await?,
            browser: Browser::open(Scripts::On).await?,
            asked: AtomicU32::default(),
            letter: OnceCell::new(),
        };
        let browser = &tour.browser;
        browser.go(&tour.request("/login", "demo", &[])).await?;
        let login = LoginPage::shown(browser).await?;
        login.sign_in(USER, PASSWORD).await?;
        eventually("the application", || async {
            let address = browser.address().await?;
            Ok((address.path() == "/callback").then_some(()))
        })
        .await?;
        Ok(tour)
    }

    /// Brings the browser there, for a person who reads this language; the bundle is at work then.
    pub async fn visit(&self, stop: Stop, language: &str) -> Outcome<()> {
        let address = self.address();
        let headers = [
            ("Accept-Language", language),
            ("X-Forwarded-For", address.as_str()),
        ];
        self.browser.send_headers(&headers).await?;
        self.reach(stop, language).await?;
        // A stop is reached in a document of its own, or in the one that was just opened.
        let seen = format!("html[data-enhanced] {}", stop.seen());
        self.browser.find(&seen).await.map(|_| ())
    }

    async fn reach(&self, stop: Stop, language: &str) -> Outcome<()> {
        let browser = &self.browser;
        let login = |client| self.request("/login", client, &[]);
        let credentials = |name| [("j_username", name), ("j_password", "wrong")];
        let host = |path: &str| self.place.host.url(path);
        let file = |path: &str| self.place.files.url(&format!("/{language}/{path}"));
        match stop {
            Stop::Login => browser.go(&login("demo")).await,
            Stop::LoginRefused => {
                browser.go(&login("demo")).await?;
                // Whoever it is, the answer is the same, and nobody is slowed down.
                self.send("#sign-in", &credentials(&self.person())).await
            }
            Stop::LoginThrottled => {
                // Whoever was slowed down before may try again in a moment.
                let name = self.person();
                self.throttle(&name).await?;
                browser.go(&login("demo")).await?;
                self.send("#sign-in", &credentials(&name)).await
            }
            Stop::LoginWays => browser.go(&login(WAYS)).await,
            Stop::Languages => {
                browser.go(&login("demo")).await?;
                // Where there are few, they are all in sight.
                if browser.count(".v-languages summary").await? == 1 {
                    browser.click(".v-languages summary").await?;
                }
                Ok(())
            }
            Stop::UserName => browser.go(&login(STEPS)).await,
            Stop::Password | Stop::PasswordRefused => {
                browser.go(&login(STEPS)).await?;
                let name = self.person();
                let name = ("j_username", name.as_str());
                self.send("#sign-in", &[name]).await?;
                if stop == Stop::PasswordRefused {
                    browser.find("#j_username[readonly]").await?;
                    self.send("#sign-in", &[("j_password", "wrong")]).await?;
                }
                Ok(())
            }
            Stop::NoRequest => browser.go(&host("/login")).await,
            Stop::Consent => {
                let prompt = [("prompt", "consent")];
                let url = self.request("/oauth2/auth", "demo", &prompt);
                browser.go(&url).await
            }
            Stop::Device => browser.go(&host("/device")).await,
            Stop::DeviceUnknown => {
                browser.go(&host("/device")).await?;
                self.send("#continue", &[("user_code", "wdjb mjht")]).await
            }
            Stop::DeviceUsed => {
                let code = self.decide("accept").await?;
                browser.go(&host("/device")).await?;
                self.send("#continue", &[("user_code", &code)]).await
            }
            Stop::DeviceConfirm => {
                let code = self.place.user_code(&self.address()).await?;
                browser
                    .go(&host(&format!("/device?user_code={code}")))
                    .await
            }
            Stop::DeviceDone => self.decide("accept").await.map(|_| ()),
            Stop::DeviceDenied => self.decide("deny").await.map(|_| ()),
            Stop::Logout => browser.go(&host("/logout")).await,
            Stop::Stayed => {
                browser.go(&host("/logout")).await?;
                self.send("button[value=deny]", &[]).await
            }
            Stop::SignedOut => browser.go(&host("/signed-out")).await,
            Stop::Forgot => browser.go(&self.request("/forgot", "demo", &[])).await,
            Stop::ForgotRefused | Stop::LetterSent => {
                browser.go(&self.request("/forgot", "demo", &[])).await?;
                let email = match stop {
                    Stop::LetterSent => "nobody@example.com",
                    _ => "nobody",
                };
                self.send("#continue", &[("email", email)]).await
            }
            Stop::Reset => self.reset(self.letter().await?).await,
            Stop::ResetShort | Stop::ResetMismatch => {
                self.reset(self.letter().await?).await?;
                let again = match stop {
                    Stop::ResetShort => "short",
                    _ => "another",
                };
                self.set_password("short", again).await
            }
            Stop::ResetExpired => self.reset("none").await,
            Stop::ResetDone => {
                let letter = self.place.letter(&self.address()).await?;
                self.reset(&letter).await?;
                self.set_password("a new password", "a new password").await
            }
            Stop::Error => browser.go(&host(&format!("/error?{REFUSED}"))).await,
            Stop::ErrorStatus => browser.go(&host(&format!("/error?{STATUS}"))).await,
            Stop::NotFound => browser.go(&host("/no/such/page")).await,
            Stop::MissingState => browser.go(&host("/consent")).await,
            Stop::FileLogin => browser.go(&file("?client_id=demo")).await,
            Stop::FileLoginRefused => {
                browser
                    .go(&file(&format!("?client_id=demo&{REFUSED}")))
                    .await
            }
            Stop::FileConsent => {
                browser.go(&file("?client_id=demo")).await?;
                browser.find("html[data-enhanced]").await?;
                browser.run(ANSWER, Vec::new()).await?;
                self.send("#sign-in", &credentials(USER)).await
            }
            Stop::FileNoRequest => browser.go(&file("")).await,
            Stop::FileError => browser.go(&file(&format!("error/?{REFUSED}"))).await,
            Stop::FileNotFound => browser.go(&self.place.files.url("/no/such/file")).await,
        }
    }

    /// An authorization request by this client, sent to that path.
    fn request(&self, path: &str, client: &str, more: &[(&str, &str)]) -> String {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", client)
            .append_pair("response_type", "code")
            .append_pair("redirect_uri", &self.place.host.url("/callback"))
            .append_pair("scope", "openid profile email offline_access")
            .append_pair("state", "12345678")
            .append_pair("code_challenge", CHALLENGE)
            .append_pair("code_challenge_method", "S256")
            .extend_pairs(more)
            .finish();
        self.place.host.url(&format!("{path}?{query}"))
    }

    /// An address that nobody has asked from.
    fn address(&self) -> String {
        let [_, a, b, c] = self.asked.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        format!("10.{a}.{b}.{c}")
    }

    /// Somebody whom nobody has tried to sign in as.
    fn person(&self) -> String {
        let number = self.asked.fetch_add(1, Ordering::Relaxed);
        format!("ada.lovelace{number}")
    }

    /// Fills in the form and presses its button. What a browser would refuse by itself is sent too.
    async fn send(&self, button: &str, values: &[(&str, &str)]) -> Outcome<()> {
        let values: serde_json::Map<String, Value> = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)))
            .collect();
        self.browser.find(button).await?;
        let arguments = vec![json!(button), Value::Object(values)];
        self.browser.run(SEND, arguments).await.map(|_| ())
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
                .place
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
        let code = self.place.user_code(&self.address()).await?;
        let url = format!("/device?user_code={code}");
        self.browser.go(&self.place.host.url(&url)).await?;
        let button = format!("button[name=decision][value={decision}]");
        self.send(&button, &[]).await?;
        self.browser.find("html[data-page=device-done]").await?;
        Ok(code)
    }

    /// The token of a letter that nobody uses.
    async fn letter(&self) -> Outcome<&str> {
        let letter = self.letter.get_or_try_init(|| async {
            let address = self.address();
            self.place.letter(&address).await
        });
        letter.await.map(String::as_str)
    }

    async fn reset(&self, token: &str) -> Outcome<()> {
        let url = format!("/reset?token={token}");
        self.browser.go(&self.place.host.url(&url)).await
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

/// RFC 7636, appendix B.
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

const REFUSED: &str = "error=access_denied&error_description=The+sign-in+was+cancelled+at+the+identity+provider.\
                       &error_uri=https://example.com/errors/access_denied";
const STATUS: &str =
    "statusCode=401&code=ERR12016&message=INCORRECT_PASSWORD&description=Incorrect+password.";

const SEND: &str = "
const [css, values] = arguments;
const button = document.querySelector(css);
const { form } = button;
for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
form.noValidate = true;
button.click();
";

/// A back end that leaves consent to the page.
const ANSWER: &str = "
const answer = { redirectUri: 'https://app.example/cb?code=c', denyUri: 'https://app.example/cb?error=access_denied',
  scopes: ['openid', 'profile', 'email', 'portal.w'] };
window.fetch = async () => new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
";
