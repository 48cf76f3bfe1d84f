//! Where the tour goes: a host whose people are in a database and whose letters are files, and the same brand as
//! files of a web server.

use std::fs;
use std::path::{Path, PathBuf};

use reqwest::{Client, Response, redirect};
use serde_json::Value;
use tempfile::TempDir;

use crate::servers::{StaticFiles, Vestibule, root};
use crate::trouble::{Outcome, Trouble, eventually, trying};

/// The one who is signed in.
pub(super) const USER: &str = "ada";
pub(super) const PASSWORD: &str = "correct horse battery staple";
/// Who begins with a user name alone.
pub(super) const STEPS: &str = "steps";
/// Who offers other ways in, and asks for the kind of user.
pub(super) const WAYS: &str = "ways";

/// What a brand document says besides: how those clients differ.
const MORE: &str = r#"
[clients.steps.features]
identifierFirst = true

[clients.ways.features]
social = [
    { id = "passport", label = "Passport", href = "/passport" },
    { id = "company", label = "Company account", href = "/company" },
]

[clients.ways.features.userType]
options = [{ value = "C", label = "Customer" }, { value = "E", label = "Employee" }]
default = "C"
"#;

/// The document of the files, beside the host's.
const FILES: &str = "files.toml";

/// Where their forms go.
const SUBMIT: &str = r#"
[submit]
url = "/posted"
mode = "fetch"
forgot = { url = "/posted", method = "post" }
reset = { url = "/posted" }
logout = { url = "/posted" }
"#;

/// The servers, and what they stand on.
pub(super) struct Place {
    pub(super) host: Vestibule,
    pub(super) files: StaticFiles,
    http: Client,
    config: PathBuf,
    folder: TempDir,
}

impl Place {
    /// In the name of one of `examples/brands`, or in none.
    pub(super) async fn open(example: Option<&str>) -> Outcome<Self> {
        let folder = tempfile::tempdir().map_err(trying("making a folder"))?;
        let brand = brand(&folder.path().join("brand"), example)?;
        let letters = folder.path().join("letters");
        fs::create_dir(&letters).map_err(trying("making a folder"))?;
        let text = configuration(folder.path(), &letters, &brand);
        let config = folder.path().join("vestibule.toml");
        fs::write(&config, &text).map_err(trying("writing a configuration"))?;
        let http = Client::builder().redirect(redirect::Policy::none());
        let place = Self {
            http: http.build()?,
            files: StaticFiles::bake_file(&brand.with_file_name(FILES), "/").await?,
            host: {
                add(&config, USER, PASSWORD).await?;
                Vestibule::configured(&text).await?
            },
            config,
            folder,
        };
        Ok(place)
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
            .post(self.host.url(path))
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

/// Copies an example's files, with more in the document.
fn brand(folder: &Path, example: Option<&str>) -> Outcome<PathBuf> {
    fs::create_dir(folder).map_err(trying("making a folder"))?;
    if let Some(example) = example {
        let from = root().join("examples/brands").join(example);
        for entry in fs::read_dir(&from).map_err(trying("reading a brand"))? {
            let entry = entry.map_err(trying("reading a brand"))?;
            fs::copy(entry.path(), folder.join(entry.file_name()))
                .map_err(trying("copying a brand"))?;
        }
    }
    let document = folder.join("brand.toml");
    let said = match example {
        Some(_) => fs::read_to_string(&document).map_err(trying("reading a brand"))?,
        None => String::new(),
    };
    let said = said + MORE;
    let of_files = [&said, SUBMIT].concat();
    for (name, text) in [("brand.toml", said), (FILES, of_files)] {
        fs::write(folder.join(name), text).map_err(trying("writing a brand"))?;
    }
    Ok(document)
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
