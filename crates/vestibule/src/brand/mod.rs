//! The brand document: read, checked, and turned into brands: one for everybody, and one for each client
//! that has a part of its own. It knows no route and no page; `host` and `bake` draw with what it gives.

mod address;
mod check;
mod colour;
pub mod command;
mod contrast;
mod css;
mod document;
mod files;
mod finding;
pub mod live;
mod markup;
mod read;
mod reference;
mod role;
mod schema;
mod scheme;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use vestibule_ui::brand::Brand;

use crate::stored_file::StoredFile;

pub use finding::{Finding, Problem, Severity};
pub use reference::reference;
pub use schema::schema_text;

use check::check;
use files::Files;
use schema::join;

/// The path under which a host serves the files of brands.
pub const MOUNT: &str = "/brand/";

/// Every brand of a document, with their files.
#[derive(Clone, Debug, Default)]
pub struct BrandSet {
    base: Arc<Brand>,
    clients: BTreeMap<String, Arc<Brand>>,
    files: BTreeMap<String, StoredFile>,
}

/// A document that was read and checked.
#[derive(Debug)]
pub struct Report {
    /// The brands; none if the document has an error.
    pub brands: Option<BrandSet>,
    /// What is to be said of the document, errors first.
    pub findings: Vec<Finding>,
    /// The colours that meet, for each brand and mode: its name, the mode, the pairs.
    contrast: Vec<(Option<String>, &'static str, Vec<contrast::Pair>)>,
}

/// The file can't be read at all.
#[derive(Debug, thiserror::Error)]
#[error("the brand document {path} can't be read: {source}")]
pub struct Unreadable {
    path: PathBuf,
    source: io::Error,
}

impl BrandSet {
    /// The brand of a client; the common one for whoever has none of its own.
    pub fn of(&self, client_id: Option<&str>) -> Arc<Brand> {
        let own = client_id.and_then(|id| self.clients.get(id));
        Arc::clone(own.unwrap_or(&self.base))
    }

    /// Leads to this path whoever forgot their password, where the document says nothing of it.
    fn offer_forgot_password(&mut self, path: &str) {
        let brands = std::iter::once(&mut self.base).chain(self.clients.values_mut());
        for brand in brands {
            let features = &mut Arc::make_mut(brand).features;
            features
                .forgot_password
                .get_or_insert_with(|| path.to_owned());
        }
    }

    /// The clients that have a brand of their own.
    pub fn clients(&self) -> impl Iterator<Item = &str> {
        self.clients.keys().map(String::as_str)
    }

    /// The files of all brands, by name below the mount.
    pub fn files(&self) -> &BTreeMap<String, StoredFile> {
        &self.files
    }
}

/// Reads the document at `path`. Files are named as below `mount`, a path with a slash at its end.
pub fn load(path: &Path, mount: &str) -> Result<Report, Unreadable> {
    let text = fs::read_to_string(path).map_err(|source| Unreadable {
        path: path.to_owned(),
        source,
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let read = match read::read(&text, path) {
        Ok(read) => read,
        Err(finding) => {
            return Ok(Report {
                brands: None,
                findings: vec![finding],
                contrast: Vec::new(),
            });
        }
    };
    let mut files = Files::new(folder, mount);
    let mut findings = read.findings;
    let mut contrast = Vec::new();

    let base = check(&read.base, &mut files);
    contrast.extend(base.contrast.into_iter().map(|(mode, it)| (None, mode, it)));
    let common = base.findings;
    let mut clients = BTreeMap::new();
    for (id, document) in &read.clients {
        let own = check(document, &mut files);
        contrast.extend(
            own.contrast
                .into_iter()
                .map(|(mode, it)| (Some(id.clone()), mode, it)),
        );
        // What is wrong in the common part is said once.
        let own_findings = own.findings.into_iter().filter(|it| !common.contains(it));
        findings.extend(own_findings.map(|finding| Finding {
            path: join(&join("clients", id), &finding.path),
            problem: finding.problem,
        }));
        clients.insert(id.clone(), Arc::new(own.brand));
    }
    findings.extend(common);
    findings.sort_by(|one, other| {
        let key = |it: &Finding| (it.problem.severity(), it.path.clone());
        key(one).cmp(&key(other))
    });
    let has_error = findings
        .iter()
        .any(|finding| finding.problem.severity() == Severity::Error);
    let brands = (!has_error).then(|| BrandSet {
        base: Arc::new(base.brand),
        clients,
        files: files.into_stored(),
    });
    Ok(Report {
        brands,
        findings,
        contrast,
    })
}

#[cfg(test)]
mod effects;
#[cfg(test)]
mod tests;
