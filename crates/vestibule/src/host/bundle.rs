//! Finds the two wasm bundles at start, in a folder or inside the binary, and works out what pages
//! say of them: addresses and integrity. It knows nothing of HTTP; `assets` serves what it found.

#[cfg(feature = "embed-assets")]
use std::borrow::Cow;
use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use aws_lc_rs::digest::{SHA384, digest};
use axum::body::Bytes;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use vestibule_ui::pages;

use crate::stored_file::StoredFile;

/// Which of the two bundles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleName {
    /// The islands of the login view.
    Login,
    /// The client page.
    Client,
}

impl BundleName {
    /// Its folder, its path under `/assets/` and the start of its files' names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Client => "client",
        }
    }
}

impl fmt::Display for BundleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why the bundles can't be used, each with what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// There is no such folder.
    #[error(
        "the assets folder {0} does not exist; make it by `cargo xtask bundles`, or name another with --assets"
    )]
    NoFolder(PathBuf),
    /// The system does not let this program read there.
    #[error("{path} can't be read: {source}; check its permissions")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that pages name is missing.
    #[error(
        "the {bundle} bundle has no {bundle}-<hash>{ending}; build it again by `cargo xtask bundles`"
    )]
    Incomplete {
        /// The bundle.
        bundle: BundleName,
        /// How the missing file's name ends.
        ending: &'static str,
    },
    /// Two builds are mixed up.
    #[error(
        "the {bundle} bundle has two files of one kind, {first} and {second}; empty its folder and build it again by `cargo xtask bundles`"
    )]
    Ambiguous {
        /// The bundle.
        bundle: BundleName,
        /// A file that fits.
        first: String,
        /// Another one that does.
        second: String,
    },
}

/// A complete bundle.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// What a page needs to load it.
    pub entry: pages::Assets,
    /// Every file, by its path below the bundle's folder.
    pub files: BTreeMap<String, StoredFile>,
}

/// Both bundles; one that is absent leaves its pages without script.
#[derive(Clone, Debug, Default)]
pub struct Bundles {
    /// That of the login view.
    pub login: Option<Bundle>,
    /// That of the client page.
    pub client: Option<Bundle>,
}

impl Bundles {
    /// Reads `<folder>/login` and `<folder>/client`.
    pub fn from_folder(folder: &Path) -> Result<Self, BundleError> {
        if !folder.is_dir() {
            return Err(BundleError::NoFolder(folder.to_owned()));
        }
        let read = |bundle: BundleName| {
            let mut files = Vec::new();
            let root = folder.join(bundle.as_str());
            if root.is_dir() {
                collect(&root, "", &mut files)?;
            }
            assemble(bundle, files)
        };
        Ok(Self {
            login: read(BundleName::Login)?,
            client: read(BundleName::Client)?,
        })
    }

    /// The bundles that were compiled into the binary.
    #[cfg(feature = "embed-assets")]
    pub fn embedded() -> Result<Self, BundleError> {
        let read = |bundle: BundleName| {
            let prefix = format!("{bundle}/");
            let files = Embedded::iter().filter_map(|path| {
                let name = path.strip_prefix(&prefix)?.to_owned();
                let content = match Embedded::get(&path)?.data {
                    Cow::Borrowed(content) => Bytes::from_static(content),
                    Cow::Owned(content) => content.into(),
                };
                Some((name, content))
            });
            assemble(bundle, files)
        };
        Ok(Self {
            login: read(BundleName::Login)?,
            client: read(BundleName::Client)?,
        })
    }
}

#[cfg(feature = "embed-assets")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../../dist"]
struct Embedded;

fn collect(
    folder: &Path,
    prefix: &str,
    files: &mut Vec<(String, Bytes)>,
) -> Result<(), BundleError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        |source| BundleError::Unreadable { path, source }
    };
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        // A name that is not UTF-8 can't be asked for by URL.
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else {
            files.push((name, fs::read(&path).map_err(unreadable(&path))?.into()));
        }
    }
    Ok(())
}

/// Pairs each file with its compressed siblings and finds the three that a page names.
/// The builder's own HTML is left out: pages are drawn by the host.
fn assemble(
    bundle: BundleName,
    found: impl IntoIterator<Item = (String, Bytes)>,
) -> Result<Option<Bundle>, BundleError> {
    let found: BTreeMap<String, Bytes> = found.into_iter().collect();
    let files: BTreeMap<String, StoredFile> = found
        .iter()
        .filter(|(name, _)| {
            !Path::new(name).extension().is_some_and(|ext| {
                ["br", "gz", "html"]
                    .iter()
                    .any(|other| ext.eq_ignore_ascii_case(other))
            })
        })
        .map(|(name, identity)| {
            let sibling = |ending: &str| found.get(&format!("{name}.{ending}")).cloned();
            (
                name.clone(),
                StoredFile {
                    identity: identity.clone(),
                    brotli: sibling("br"),
                    gzip: sibling("gz"),
                },
            )
        })
        .collect();
    if files.is_empty() {
        return Ok(None);
    }
    let entry = pages::Assets {
        stylesheet: find(bundle, &files, ".css")?,
        script: find(bundle, &files, ".js")?,
        wasm: find(bundle, &files, "_bg.wasm")?,
    };
    Ok(Some(Bundle { entry, files }))
}

/// The one file called `<bundle>-<hash><ending>`.
fn find(
    bundle: BundleName,
    files: &BTreeMap<String, StoredFile>,
    ending: &'static str,
) -> Result<pages::Asset, BundleError> {
    let mut matching = files.iter().filter(|(name, _)| {
        name.strip_prefix(bundle.as_str())
            .and_then(|rest| rest.strip_prefix('-'))
            .and_then(|rest| rest.strip_suffix(ending))
            .is_some_and(|hash| !hash.is_empty() && hash.bytes().all(|b| b.is_ascii_hexdigit()))
    });
    let (name, file) = matching
        .next()
        .ok_or(BundleError::Incomplete { bundle, ending })?;
    if let Some((second, _)) = matching.next() {
        return Err(BundleError::Ambiguous {
            bundle,
            first: name.clone(),
            second: second.clone(),
        });
    }
    Ok(pages::Asset {
        url: format!("/assets/{bundle}/{name}"),
        integrity: format!(
            "sha384-{}",
            STANDARD.encode(digest(&SHA384, &file.identity))
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assembled(names: &[&str]) -> Result<Option<Bundle>, BundleError> {
        assemble(
            BundleName::Login,
            names
                .iter()
                .map(|&name| (name.to_owned(), Bytes::from(name.to_owned()))),
        )
    }

    #[test]
    fn finds_the_three_files_by_pattern_and_keeps_siblings_together() {
        let bundle = assembled(&[
            "index.html",
            "login-00ff.js",
            "login-00ff.js.br",
            "login-00ff.js.gz",
            "login-00ff_bg.wasm",
            "login-ab12.css",
            "snippets/x-1/inline0.js",
        ])
        .unwrap()
        .unwrap();
        assert_eq!(bundle.entry.script.url, "/assets/login/login-00ff.js");
        assert_eq!(bundle.entry.wasm.url, "/assets/login/login-00ff_bg.wasm");
        assert_eq!(bundle.entry.stylesheet.url, "/assets/login/login-ab12.css");
        assert_eq!(
            bundle.files.keys().collect::<Vec<_>>(),
            [
                "login-00ff.js",
                "login-00ff_bg.wasm",
                "login-ab12.css",
                "snippets/x-1/inline0.js"
            ]
        );
        let script = &bundle.files["login-00ff.js"];
        assert_eq!(script.brotli.as_deref(), Some(&b"login-00ff.js.br"[..]));
        assert_eq!(script.gzip.as_deref(), Some(&b"login-00ff.js.gz"[..]));
        // echo -n login-00ff.js | openssl dgst -sha384 -binary | base64
        assert_eq!(
            bundle.entry.script.integrity,
            "sha384-PGTgP3Ed4h4DPuj3pbdjJtRyaQAljCjihNuUHtghLPvZeMyz7KOHauQM0hrGooFC"
        );
    }

    #[test]
    fn an_empty_folder_is_no_bundle_and_half_a_bundle_is_an_error() {
        assert!(assembled(&[]).unwrap().is_none());
        assert_eq!(
            assembled(&["login-00ff.js", "login-00ff.css"])
                .unwrap_err()
                .to_string(),
            "the login bundle has no login-<hash>_bg.wasm; build it again by `cargo xtask bundles`"
        );
        assert_eq!(
            assembled(&["login-00ff.css", "login-11ff.css"])
                .unwrap_err()
                .to_string(),
            "the login bundle has two files of one kind, login-00ff.css and login-11ff.css; \
             empty its folder and build it again by `cargo xtask bundles`"
        );
    }
}
