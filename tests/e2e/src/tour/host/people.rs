//! The host itself, its people in a database, their devices, and their letters, which are files.

use std::fs;
use std::path::{Path, PathBuf};

use reqwest::{Client, Response, redirect};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::super::brand::{Brand, STEPS, WAYS};
use crate::servers::Vestibule;
use crate::trouble::{Outcome, Trouble, eventually, trying};

/// The one who is signed in.
pub(super) const USER: &str = "ada";
pub(super) const PASSWORD: &str = "correct horse battery staple";

/// The host, and what it stands on.
pub(crate) struct Host {
    served: Vestibule,
    http: Client,
    config: PathBuf,
    folder: TempDir,
    /// The token of a letter that nobody uses.
    pub(super) spare_letter: OnceCell<String>,
}

impl Host {
    pub(crate) async fn open(brand: &Brand) -> Outcome<Self> {
        let folder = tempfile::tempdir().map_err(trying("making a folder"))?;
        let letters = folder.path().join("letters");
        fs::create_dir(&letters).map_err(trying("making a folder"))?;
        let text = configuration(folder.path(), &letters, &brand.document());
        let config = folder.path().join("vestibule.toml");
        fs::write(&config, &text).map_err(trying("writing a configuration"))?;
        add(&config, USER, PASSWORD).await?;
        let http = Client::builder().redirect(redirect::Policy::none());
        Ok(Self {
            served: Vestibule::configured(&text).await?,
            http: http.build()?,
            config,
            folder,
            spare_letter: OnceCell::new(),
        })
    }

    /// An address on it; `path` starts with a slash.
    pub(super) fn url(&self, path: &str) -> String {
        self.served.url(path)
    }

    /// Posts a form as a program does, from that address.
    pub(super) async fn post(
        &self,
        path: &str,
        from: &str,
        form: &[(&str, &str)],
    ) -> Outcome<Response> {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let request = self
            .http
            .post(self.url(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-forwarded-for", from)
            .body(body);
        Ok(request.send().await?)
    }

    /// The code of a device that waits for a person, and that asks from that address.
    pub(super) async fn user_code(&self, from: &str) -> Outcome<String> {
        let form = [("client_id", "demo"), ("scope", "openid profile email")];
        let answer = self.post("/oauth2/device/auth", from, &form).await?;
        let answer: Value = serde_json::from_str(&answer.text().await?)?;
        let code = answer.get("user_code").and_then(Value::as_str);
        code.map(str::to_owned)
            .ok_or_else(|| Trouble::Answer(answer.to_string()))
    }

    /// The token of a letter that is wished for from that address.
    pub(super) async fn letter(&self, from: &str) -> Outcome<String> {
        // No address gets many letters, so each goes to somebody else.
        let name = format!("p{}", from.replace('.', "-"));
        add(&self.config, &name, PASSWORD).await?;
        let to = format!("{name}@example.com");
        self.post("/forgot", from, &[("email", &to)]).await?;
        let letters = self.folder.path().join("letters");
        eventually("a letter", || async {
            let entries = fs::read_dir(&letters).map_err(trying("reading the letters"))?;
            let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
            let is_whole =
                |path: &PathBuf| path.extension().is_some_and(|ending| ending == "letter");
            let texts = paths
                .filter(is_whole)
                .filter_map(|path| fs::read_to_string(path).ok());
            let mut ours = texts.filter(|text| text.contains(&format!("To: {to}\r\n")));
            Ok(ours.next().and_then(|text| token(&text)))
        })
        .await
    }
}

/// Adds somebody with an address for letters.
async fn add(config: &Path, name: &str, password: &str) -> Outcome<()> {
    let email = format!("{name}@example.com");
    let words = [
        "add",
        name,
        "--email",
        &email,
        "--full-name",
        "Ada Lovelace",
    ];
    let (said, complained) = Vestibule::user(config, &words, &format!("{password}\n")).await?;
    if said == format!("Added {name}.\n") {
        Ok(())
    } else {
        Err(Trouble::Answer(complained))
    }
}

fn configuration(folder: &Path, letters: &Path, brand: &Path) -> String {
    let client = |id: &str| {
        format!(
            "[[client]]\nclient_id = \"{id}\"\nname = \"Account overview\"\nredirect_uris = [\"/callback\"]\n\
             scope = \"openid profile email offline_access\"\npublic = true\n\
             grant_types = [\"authorization_code\", \"refresh_token\", \
             \"urn:ietf:params:oauth:grant-type:device_code\"]\n"
        )
    };
    let script = format!(
        "f=$(mktemp -p {}); cat > $f; mv $f $f.letter",
        letters.display()
    );
    format!(
        "[server]\nlisten = \"127.0.0.1:1\"\ntrusted_proxies = [\"127.0.0.1\"]\nbrand = \"{}\"\n\
         [data]\ndir = \"{}\"\ncreate = true\n\
         [mail]\nfrom = \"login@example.com\"\ncommand = [\"/bin/sh\", \"-c\", \"{script}\"]\n\
         [users]\ndatabase = \"sqlite:{}\"\n{}",
        brand.display(),
        folder.join("data").display(),
        folder.join("users.sqlite3").display(),
        ["demo", STEPS, WAYS].map(client).concat(),
    )
}

/// What the letter's link carries.
fn token(letter: &str) -> Option<String> {
    // Quoted-printable breaks long lines.
    let letter = letter.replace("=\r\n", "").replace("=3D", "=");
    let (_, rest) = letter.split_once("/reset?token=")?;
    rest.lines().next().map(str::to_owned)
}
