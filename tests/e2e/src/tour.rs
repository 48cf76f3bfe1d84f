//! A tour of the login view: brings a browser into every state that it has, on hosts and in files. What is
//! proved of each state is the tests' business.

mod brand;
mod files;
mod host;
mod hydra;
mod known_password;

use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

pub use self::files::FileStop;
pub use self::host::HostStop;
pub use self::hydra::HydraStop;
pub use self::known_password::KnownPasswordStop;

use self::brand::Brand;
use self::files::Files;
use self::host::Host;
use self::hydra::Hydra;
use self::known_password::KnownPassword;
use crate::browser::{Browser, Scripts};
use crate::request::authorization_request;
use crate::servers::root;
use crate::trouble::{Outcome, trying};

/// A state of the login view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// On a host that is the server itself.
    Host(HostStop),
    /// On one that others reach, by the demonstration's password.
    KnownPassword(KnownPasswordStop),
    /// On one that is the pages of Ory Hydra.
    Hydra(HydraStop),
    /// In files.
    File(FileStop),
}

impl Stop {
    /// All of them, in the order of a visit.
    pub fn all() -> Vec<Self> {
        let host = HostStop::ALL.iter().copied().map(Self::Host);
        let known = KnownPasswordStop::ALL.iter().copied();
        let hydra = HydraStop::ALL.iter().copied().map(Self::Hydra);
        let files = FileStop::ALL.iter().copied().map(Self::File);
        host.chain(known.map(Self::KnownPassword))
            .chain(hydra)
            .chain(files)
            .collect()
    }

    /// Its name in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Host(stop) => stop.name(),
            Self::KnownPassword(stop) => stop.name(),
            Self::Hydra(stop) => stop.name(),
            Self::File(stop) => stop.name(),
        }
    }

    /// What the document has in this state and in no other that a form leads to.
    fn seen(self) -> &'static str {
        match self {
            Self::Host(stop) => stop.seen(),
            Self::KnownPassword(stop) => stop.seen(),
            Self::Hydra(stop) => stop.seen(),
            Self::File(stop) => stop.seen(),
        }
    }
}

/// The states of one place: each has a name, and what the document has in it.
macro_rules! stops {
    ($(#[$about:meta])* $place:ident: $($(#[$doc:meta])* $stop:ident = $name:literal, $seen:literal;)+) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $place { $($(#[$doc])* $stop),+ }

        impl $place {
            pub(super) const ALL: &[Self] = &[$(Self::$stop),+];

            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$stop => $name),+ }
            }

            pub(super) fn seen(self) -> &'static str {
                match self { $(Self::$stop => $seen),+ }
            }
        }
    };
}
use stops;

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
    /// Somebody is signed in with it, at the host.
    pub browser: Browser,
    host: Host,
    known_password: KnownPassword,
    hydra: Hydra,
    files: Files,
    _brand: Brand,
    /// How many addresses and people have asked: whoever is slowed down is somebody else.
    asked: AtomicU32,
}

impl Tour {
    /// Opens the browser, in the name of one of `examples/brands` or in none.
    pub async fn open(example: Option<&str>) -> Outcome<Self> {
        let brand = Brand::of(example)?;
        let tour = Self {
            host: Host::open(&brand).await?,
            known_password: KnownPassword::open(&brand).await?,
            hydra: Hydra::open(&brand).await?,
            files: Files::open(&brand).await?,
            browser: Browser::open(Scripts::On).await?,
            _brand: brand,
            asked: AtomicU32::default(),
        };
        tour.sign_in().await?;
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
        match stop {
            Stop::Host(stop) => self.reach_on_host(stop).await?,
            Stop::KnownPassword(stop) => self.reach_by_known_password(stop).await?,
            Stop::Hydra(stop) => self.reach_at_hydra(stop).await?,
            Stop::File(stop) => self.reach_in_files(stop, language).await?,
        }
        // A stop is reached in a document of its own, or in the one that was just opened.
        let seen = format!("html[data-enhanced] {}", stop.seen());
        self.browser.find(&seen).await.map(|_| ())
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
}

/// An authorization request by this client, with an answer to that address.
fn request(client: &str, redirect_uri: &str, more: &[(&str, &str)]) -> String {
    let own = [
        ("scope", "openid profile email offline_access"),
        ("state", "12345678"),
    ];
    authorization_request(client, redirect_uri, &[&own, more].concat())
}

/// Another server's error, as OAuth tells it.
const REFUSED: &str = "error=access_denied&error_description=The+sign-in+was+cancelled+at+the+identity+provider.\
                       &error_uri=https://example.com/errors/access_denied";

const SEND: &str = "
const [css, values] = arguments;
const button = document.querySelector(css);
const { form } = button;
for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
form.noValidate = true;
button.click();
";
