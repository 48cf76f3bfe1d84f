//! The brands of a host that runs: read again when their files change. A document with an error changes
//! nothing; the last good one stays, and the log says why.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};
use std::time::{Duration, SystemTime};
use std::{fs, io, thread};

use vestibule_ui::brand::Brand;

use super::{BrandSet, Finding, MOUNT, Severity, Unreadable, load};
use crate::stored_file::StoredFile;

/// How often the files are looked at. No request ever waits for it, and it works where no system tells
/// of changes: mounted volumes, network drives.
const EVERY: Duration = Duration::from_secs(1);

/// The brands as they are now.
#[derive(Clone, Debug, Default)]
pub struct Brands {
    current: Arc<RwLock<Generation>>,
    /// Where an engine sets new passwords.
    forgot_password: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Generation {
    now: Arc<BrandSet>,
    /// Pages that were sent a moment ago still name its files.
    before: Arc<BrandSet>,
}

/// Why there are no brands to begin with.
#[derive(Debug, thiserror::Error)]
pub enum BrandError {
    /// The file.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// What it says.
    #[error(
        "the brand document {path} has errors; `vestibule brand check {path}` tells more:\n{}",
        lines(.errors)
    )]
    Errors {
        /// The file.
        path: PathBuf,
        /// Each with its path in the document.
        errors: Vec<Finding>,
    },
}

fn lines(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings.iter().map(|it| format!("  {it}")).collect();
    lines.join("\n")
}

impl Brands {
    /// Those of a document.
    pub fn open(path: &Path) -> Result<Self, BrandError> {
        let set = good(path)?;
        Ok(Self {
            current: Arc::new(RwLock::new(Generation {
                now: Arc::new(set),
                before: Arc::default(),
            })),
            forgot_password: None,
        })
    }

    /// The same, leading to this path whoever forgot their password, where the document says nothing of
    /// it.
    #[must_use]
    pub fn with_forgot_password(mut self, path: Option<&str>) -> Self {
        self.forgot_password = path.map(str::to_owned);
        let now = self.completed((*self.generation().now).clone());
        self.write().now = now;
        self
    }

    fn completed(&self, mut set: BrandSet) -> Arc<BrandSet> {
        if let Some(path) = &self.forgot_password {
            set.offer_forgot_password(path);
        }
        Arc::new(set)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Generation> {
        self.current.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The brand of a client, now.
    pub fn of(&self, client_id: Option<&str>) -> Arc<Brand> {
        self.generation().now.of(client_id)
    }

    /// A file of a brand, by its name.
    pub fn file(&self, name: &str) -> Option<StoredFile> {
        let generation = self.generation();
        let find = |set: &BrandSet| set.files().get(name).cloned();
        find(&generation.now).or_else(|| find(&generation.before))
    }

    /// Reads the document again whenever one of the files in its folder changes, for as long as the
    /// program runs. On a thread of its own: files and compression would hold up the host's.
    pub fn follow(self, path: PathBuf) {
        let mut known = stamp(&path);
        thread::spawn(move || {
            loop {
                thread::sleep(EVERY);
                let found = stamp(&path);
                if found != known {
                    known = found;
                    self.read_again(&path);
                }
            }
        });
    }

    fn read_again(&self, path: &Path) {
        match good(path) {
            Ok(set) => {
                let now = self.completed(set);
                let mut current = self.write();
                current.before = std::mem::replace(&mut current.now, now);
                tracing::info!(brand = %path.display(), "the brand document was read again");
            }
            Err(error) => {
                tracing::error!(brand = %path.display(), "the last good brand stays: {error}");
            }
        }
    }

    fn generation(&self) -> Generation {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current.clone()
    }
}

fn good(path: &Path) -> Result<BrandSet, BrandError> {
    let report = load(path, MOUNT)?;
    let (errors, warnings): (Vec<_>, Vec<_>) = report
        .findings
        .into_iter()
        .partition(|it| it.problem.severity() == Severity::Error);
    for warning in warnings {
        tracing::warn!(brand = %path.display(), "{warning}");
    }
    report.brands.ok_or_else(|| BrandError::Errors {
        path: path.to_owned(),
        errors,
    })
}

/// What changes when a file is written: of each file in the document's folder and one below it, name,
/// time and size.
fn stamp(document: &Path) -> Vec<(PathBuf, Option<SystemTime>, u64)> {
    let folder = match document.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut found = Vec::new();
    // What can't be read now is looked at again in a moment.
    let _ = add(folder, 1, &mut found);
    found.sort();
    found
}

fn add(
    folder: &Path,
    deeper: u8,
    found: &mut Vec<(PathBuf, Option<SystemTime>, u64)>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Ok(about) = fs::metadata(&path) else {
            continue;
        };
        if about.is_file() {
            found.push((path, about.modified().ok(), about.len()));
        } else if deeper > 0 {
            let _ = add(&path, deeper - 1, found);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_document_replaces_and_a_broken_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("brand.toml");
        let logo = format!("<svg viewBox='0 0 4 1'>{}</svg>", " <g/>".repeat(2000));
        fs::write(folder.path().join("logo.svg"), logo).unwrap();
        fs::write(
            &path,
            "brand = { name = \"One\", logo = { light = \"logo.svg\" } }",
        )
        .unwrap();
        let brands = Brands::open(&path).unwrap();
        assert_eq!(brands.of(None).name, "One");
        let name = brands
            .generation()
            .now
            .files()
            .keys()
            .next()
            .unwrap()
            .clone();
        assert!(brands.file(&name).is_some());

        let before = stamp(&path);
        fs::write(&path, "brand.name = \"Two\"").unwrap();
        assert_ne!(stamp(&path), before);
        brands.read_again(&path);
        assert_eq!(brands.of(None).name, "Two");
        // A page that is on its way still finds its logo.
        assert!(brands.file(&name).is_some());

        fs::write(&path, "brand.name = \"\"").unwrap();
        brands.read_again(&path);
        assert_eq!(brands.of(None).name, "Two");
        assert_eq!(
            Brands::open(&path).unwrap_err().to_string(),
            format!(
                "the brand document {0} has errors; `vestibule brand check {0}` tells more:\n  \
                 error: brand.name: leave it out, or write something",
                path.display()
            )
        );
    }
}
