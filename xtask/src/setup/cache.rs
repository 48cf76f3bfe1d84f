//! The project's own folder of tools: one sub-folder for each tool and version, there whole or not at all.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{AtPath, Failure};
use crate::lock;

/// `$VESTIBULE_TOOLS`, else `vestibule/tools` in the user's cache folder.
pub(crate) struct Cache {
    root: PathBuf,
}

impl Cache {
    pub(crate) fn open() -> Result<Self, Failure> {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let root = set("VESTIBULE_TOOLS")
            .map(PathBuf::from)
            .or_else(|| Some(PathBuf::from(set("XDG_CACHE_HOME")?).join("vestibule/tools")))
            .or_else(|| Some(PathBuf::from(set("HOME")?).join(".cache/vestibule/tools")))
            .ok_or(Failure::Missing {
                what: "A folder for tools",
                remedy: "Set VESTIBULE_TOOLS to a folder that may be written".to_owned(),
            })?;
        fs::create_dir_all(&root).at(&root)?;
        // Tools are started from other folders than this one.
        root.canonicalize().at(&root).map(|root| Self { root })
    }

    /// Where builds of tools keep what they share.
    pub(crate) fn build_folder(&self) -> PathBuf {
        self.root.join("build")
    }

    /// The folder called `name`, if it has been finished.
    pub(crate) fn find(&self, name: &str) -> Option<PathBuf> {
        let folder = self.root.join(name);
        folder.is_dir().then_some(folder)
    }

    /// The folder called `name`, filled by `fill` unless another run has done so meanwhile.
    pub(crate) fn install(
        &self,
        name: &str,
        fill: impl FnOnce(&Path) -> Result<(), Failure>,
    ) -> Result<PathBuf, Failure> {
        let _lock = lock::hold(&self.root.join(format!("{name}.lock")), name)?;
        if let Some(folder) = self.find(name) {
            return Ok(folder);
        }
        let (staging, folder) = (
            self.root.join(format!("{name}.unfinished")),
            self.root.join(name),
        );
        if staging.exists() {
            fs::remove_dir_all(&staging).at(&staging)?;
        }
        fs::create_dir_all(&staging).at(&staging)?;
        fill(&staging)?;
        fs::rename(&staging, &folder).at(&folder)?;
        Ok(folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(name: &str) -> Cache {
        let root = env::temp_dir().join(format!("xtask-cache-{}-{name}", std::process::id()));
        fs::create_dir_all(&root).expect("the temporary folder is writable");
        Cache { root }
    }

    #[test]
    fn a_failed_installation_leaves_nothing_that_looks_finished() {
        let cache = cache("failed");
        let failed = cache.install("tool-1", |staging| {
            fs::write(staging.join("half"), "").at(staging)?;
            Err(Failure::Interrupted)
        });
        assert!(matches!(failed, Err(Failure::Interrupted)));
        assert_eq!(cache.find("tool-1"), None);

        let again = cache.install("tool-1", |staging| {
            assert!(!staging.join("half").exists());
            fs::write(staging.join("whole"), "").at(staging)
        });
        assert_eq!(again.ok(), Some(cache.root.join("tool-1")));
        assert!(cache.root.join("tool-1/whole").exists());
    }

    #[test]
    fn what_is_finished_is_not_installed_again() {
        let cache = cache("finished");
        fs::create_dir(cache.root.join("tool-2")).expect("the temporary folder is writable");
        let found = cache.install("tool-2", |_| Err(Failure::Interrupted));
        assert_eq!(found.ok(), Some(cache.root.join("tool-2")));
    }
}
