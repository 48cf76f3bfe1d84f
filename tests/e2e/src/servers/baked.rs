//! A folder that `vestibule bake` wrote, and what it says that a server must say of each address.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tempfile::TempDir;
use tokio::process::Command;

use super::vestibule::assets;
use super::{Vestibule, start};
use crate::trouble::{Outcome, Trouble, trying};

/// A baked folder, gone with its value.
pub struct Baked {
    base: String,
    out: PathBuf,
    headers: String,
    folder: TempDir,
}

impl Baked {
    /// Bakes for this path pages in two languages with a logo and a style sheet of their own.
    pub async fn new(base: &str) -> Outcome<Self> {
        let folder = tempfile::tempdir().map_err(trying("making a folder"))?;
        // Too large to stand inside the page.
        let path = "M0 0h1v1z".repeat(600);
        let logo = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 3'><path d='{path}'/></svg>"
        );
        for (name, content) in [
            ("logo.svg", logo.as_str()),
            ("more.css", ".v-lead{margin:0}"),
        ] {
            fs::write(folder.path().join(name), content).map_err(trying("writing a brand"))?;
        }
        let out = bake(BRAND, base, folder.path(), &[]).await?;
        let headers = fs::read_to_string(out.join("_headers"));
        Ok(Self {
            base: base.to_owned(),
            headers: headers.map_err(trying("reading what was baked"))?,
            out,
            folder,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.out
    }

    /// The path that it is to be served under.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// A folder for what is not to be served.
    pub(super) fn beside(&self) -> &Path {
        self.folder.path()
    }

    /// Every file that a browser asks for, below the folder; compressed forms are none.
    pub fn files(&self) -> Outcome<Vec<String>> {
        let list = fs::read_to_string(self.out.join(".baked"));
        let list = list.map_err(trying("reading what was baked"))?;
        let asked_for = |name: &&str| {
            !name.starts_with('_') && ![".br", ".gz"].iter().any(|form| name.ends_with(form))
        };
        Ok(list.lines().filter(asked_for).map(str::to_owned).collect())
    }

    /// A file's content, if there is that file.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.out.join(name)).ok()
    }

    /// What `_headers` says of an address.
    pub fn headers(&self, path: &str) -> Outcome<HeaderMap> {
        let mut headers = HeaderMap::new();
        let mut applies = false;
        for line in self.headers.lines() {
            let Some(said) = line.strip_prefix("  ") else {
                applies = line
                    .strip_suffix('*')
                    .is_some_and(|start| path.starts_with(start));
                continue;
            };
            if !applies {
                continue;
            }
            let bad = || Trouble::Answer(format!("_headers says {said}"));
            if let Some(name) = said.strip_prefix("! ") {
                headers.remove(name);
            } else if let Some((name, value)) = said.split_once(": ") {
                let name = HeaderName::try_from(name).map_err(|_| bad())?;
                let value = HeaderValue::try_from(value).map_err(|_| bad())?;
                headers.append(name, value);
            }
        }
        Ok(headers)
    }
}

const BRAND: &str = "
locales.enabled = [\"en\", \"de\"]
brand.logo = { light = \"logo.svg\", alt = \"A logo\" }
customCss = \"more.css\"
";

/// Bakes this brand document for this path, by these options too, into a folder below `folder`.
pub(super) async fn bake(
    brand: &str,
    base: &str,
    folder: &Path,
    options: &[&str],
) -> Outcome<PathBuf> {
    let document = folder.join("brand.toml");
    fs::write(&document, brand).map_err(trying("writing a brand"))?;
    let out = folder.join("out");
    bake_into(&out, &document, base, options).await?;
    Ok(out)
}

/// Bakes the document in a file.
pub(super) async fn bake_into(
    out: &Path,
    document: &Path,
    base: &str,
    options: &[&str],
) -> Outcome<()> {
    let mut command = Command::new(Vestibule::program());
    command.arg("bake").arg("--brand").arg(document);
    command.arg("--out").arg(out).args(["--base", base]);
    command.arg("--root").arg(out).args(options);
    command.arg("--assets").arg(assets()).stdout(Stdio::null());
    let status = start(&mut command)?.wait().await;
    if status.map_err(trying("baking"))?.success() {
        Ok(())
    } else {
        Err(Trouble::Server("vestibule bake"))
    }
}
