//! Builds the two WebAssembly bundles with trunk, compressed, unless nothing they are made of has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::failure::{AtPath, Failure};
use crate::fingerprint::{Fingerprint, files_below};
use crate::setup::Toolbox;
use crate::workspace::Workspace;
use crate::{compress, lock, process, shrink};

const LIMIT: Duration = Duration::from_mins(15);

/// What any bundle is made of, as files and folders of the clone.
const FILES: [&str; 3] = ["Cargo.toml", "Cargo.lock", "Trunk.toml"];
const FOLDERS: [&str; 5] = [
    "src",
    "style",
    "locales",
    "crates/oauth-proto",
    "crates/oauth-browser",
];

/// One HTML target of trunk's, and the wasm that belongs to it.
struct Bundle {
    name: &'static str,
    page: &'static str,
}

/// The login view's and the client page's; each name is also a feature, a `[[bin]]` and a folder in dist/.
const BUNDLES: [Bundle; 2] = [
    Bundle {
        name: "login",
        page: "index.html",
    },
    Bundle {
        name: "client",
        page: "client.html",
    },
];

/// Builds what is out of date into dist/.
pub(crate) fn build(workspace: &Workspace, tools: &Toolbox) -> Result<(), Failure> {
    let _lock = lock::hold(&workspace.target().join("bundles/lock"), "the bundles")?;
    for bundle in &BUNDLES {
        let inputs = bundle.inputs(workspace, tools)?;
        if bundle.is_current(workspace, &inputs)? {
            continue;
        }
        bundle.build(workspace, tools)?;
        let stamp = bundle.stamp(workspace);
        fs::write(&stamp, inputs + &bundle.outputs(workspace)?).at(&stamp)?;
    }
    Ok(())
}

impl Bundle {
    fn build(&self, workspace: &Workspace, tools: &Toolbox) -> Result<(), Failure> {
        let name = self.name;
        let step = format!("Building the {name} bundle");
        eprintln!("{step}");
        // Beside the finished one, so that a server that runs meanwhile never sees half a bundle.
        let fresh = workspace.assets().join(format!(".{name}.unfinished"));
        remove(&fresh)?;
        let mut trunk = tools.trunk();
        trunk
            .args(["--release", "--cargo-profile", "wasm-release"])
            .args(["--no-default-features", "--features", name])
            .args(["--public-url", &format!("/assets/{name}/"), "--dist"])
            .arg(&fresh)
            .arg(self.page);
        process::run(&step, LIMIT, &mut trunk)?;

        // Trunk's own HTML is for `trunk serve`; the host writes its own.
        for path in files_below(&fresh)? {
            if path
                .extension()
                .is_some_and(|extension| extension == "html")
            {
                fs::remove_file(&path).at(&path)?;
            }
        }
        eprintln!("Shrinking the {name} bundle");
        shrink::shrink(workspace, tools, name, &fresh)?;
        compress::compress_tree(&fresh)?;

        let finished = self.folder(workspace);
        remove(&finished)?;
        fs::rename(&fresh, &finished).at(&finished)
    }

    fn folder(&self, workspace: &Workspace) -> PathBuf {
        workspace.assets().join(self.name)
    }

    fn stamp(&self, workspace: &Workspace) -> PathBuf {
        workspace.target().join("bundles").join(self.name)
    }

    fn is_current(&self, workspace: &Workspace, inputs: &str) -> Result<bool, Failure> {
        let Ok(stamp) = fs::read_to_string(self.stamp(workspace)) else {
            return Ok(false);
        };
        Ok(stamp == inputs.to_owned() + &self.outputs(workspace)?)
    }

    fn inputs(&self, workspace: &Workspace, tools: &Toolbox) -> Result<String, Failure> {
        let mut fingerprint = Fingerprint::new();
        fingerprint.add(tools.bundle_versions()?.as_bytes());
        fingerprint.add(include_bytes!("bundles.rs"));
        shrink::add_inputs(workspace, &mut fingerprint)?;
        for file in FILES.into_iter().chain([self.page]) {
            fingerprint.add_file(&workspace.root().join(file))?;
        }
        for folder in FOLDERS {
            fingerprint.add_tree(&workspace.root().join(folder))?;
        }
        Ok(fingerprint.finish())
    }

    fn outputs(&self, workspace: &Workspace) -> Result<String, Failure> {
        let mut fingerprint = Fingerprint::new();
        fingerprint.add_tree(&self.folder(workspace))?;
        Ok(fingerprint.finish())
    }
}

fn remove(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).at(folder)
    } else {
        Ok(())
    }
}
