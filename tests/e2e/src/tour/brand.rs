//! The brand that the tour is in the name of: an example's files or none, with more in the document, so that there
//! is every state.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::servers::root;
use crate::trouble::{Outcome, trying};

/// Who begins with a user name alone.
pub(super) const STEPS: &str = "steps";
/// Who offers other ways in, and asks for the kind of user.
pub(super) const WAYS: &str = "ways";

/// What the document says besides: how those clients differ.
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

/// The document, and what it names beside it.
pub(super) struct Brand {
    said: String,
    folder: TempDir,
}

impl Brand {
    /// That of one of `examples/brands`, or none.
    pub(super) fn of(example: Option<&str>) -> Outcome<Self> {
        let folder = tempfile::tempdir().map_err(trying("making a folder"))?;
        if let Some(example) = example {
            let from = root().join("examples/brands").join(example);
            for entry in fs::read_dir(&from).map_err(trying("reading a brand"))? {
                let entry = entry.map_err(trying("reading a brand"))?;
                fs::copy(entry.path(), folder.path().join(entry.file_name()))
                    .map_err(trying("copying a brand"))?;
            }
        }
        let mut brand = Self {
            said: String::new(),
            folder,
        };
        if example.is_some() {
            let said = fs::read_to_string(brand.document());
            brand.said = said.map_err(trying("reading a brand"))?;
        }
        brand.said += MORE;
        brand.document_with("brand.toml", "")?;
        Ok(brand)
    }

    /// The document.
    pub(super) fn document(&self) -> PathBuf {
        self.folder.path().join("brand.toml")
    }

    /// Another of that name, with more at its end.
    pub(super) fn document_with(&self, name: &str, more: &str) -> Outcome<PathBuf> {
        let path = self.folder.path().join(name);
        let text = [&self.said, more].concat();
        fs::write(&path, text).map_err(trying("writing a brand"))?;
        Ok(path)
    }
}
