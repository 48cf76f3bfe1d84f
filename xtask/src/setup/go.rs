//! What Go brings: Ory Hydra, built from its module, for the end-to-end tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::cache::Cache;
use super::peer::Peer;
use crate::failure::{AtPath, Failure, minutes};
use crate::fingerprint::Fingerprint;
use crate::process;

/// The module that depends on Hydra and does nothing else.
const MODULE: &str = "tests/e2e/peers/hydra";
const HYDRA: &str = "github.com/ory/hydra/v2";
const PROGRAM: &str = "hydra";

/// As the module's own `go` line demands.
const OLDEST_GO: (u32, u32) = (1, 22);
const BUILD_LIMIT: Duration = Duration::from_mins(20);

/// Finds Hydra in the cache, or builds it there; without Go it is absent.
pub(super) fn hydra(cache: &Cache, root: &Path) -> Result<Peer, Failure> {
    let module = root.join(MODULE);
    let name = folder_name(&module)?;
    if let Some(folder) = cache.find(&name) {
        return Ok(Peer::Present(folder.join(PROGRAM)));
    }
    let go = process::ask(Command::new("go").arg("version"))?;
    let go = go.as_deref().and_then(version);
    if go.is_none_or(|go| go < OLDEST_GO) {
        return Ok(Peer::Absent(format!(
            "Install Go {}.{} or newer from your system's packages or go.dev",
            OLDEST_GO.0, OLDEST_GO.1
        )));
    }
    let folder = cache.install(&name, |staging| build(&module, &staging.join(PROGRAM)))?;
    Ok(Peer::Present(folder.join(PROGRAM)))
}

/// Another version, or another way to build it, is another folder.
fn folder_name(module: &Path) -> Result<String, Failure> {
    let mut fingerprint = Fingerprint::new();
    for file in ["go.mod", "go.sum", "main.go"] {
        fingerprint.add_file(&module.join(file))?;
    }
    let manifest = module.join("go.mod");
    let text = fs::read_to_string(&manifest).at(&manifest)?;
    let version = required_version(&text, HYDRA)
        .ok_or_else(|| Failure::Project(format!("{} requires no {HYDRA}", manifest.display())))?;
    let digest: String = fingerprint.finish().chars().take(8).collect();
    Ok(format!("hydra-{version}-{digest}"))
}

fn build(module: &Path, program: &PathBuf) -> Result<(), Failure> {
    let step = "Building Ory Hydra into the project's cache";
    eprintln!("{step} (limit {})", minutes(BUILD_LIMIT));
    let mut go = Command::new("go");
    go.args(["build", "-mod=readonly", "-trimpath", "-ldflags=-s -w"])
        .args(["-tags", "sqlite,sqlite_omit_load_extension", "-o"])
        .arg(program)
        .arg(".")
        .current_dir(module)
        .env("CGO_ENABLED", "1")
        // SQLite is one large C file; what the tests ask of it is little.
        .env("CGO_CFLAGS", "-O1")
        .env("GOFLAGS", "-buildvcs=false");
    process::run(step, BUILD_LIMIT, &mut go)
}

/// `go version go1.26.8 linux/amd64` as its release.
fn version(answer: &str) -> Option<(u32, u32)> {
    let mut parts = answer
        .split_whitespace()
        .find_map(|word| word.strip_prefix("go").filter(|rest| !rest.is_empty()))?
        .split('.')
        .map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}

fn required_version<'manifest>(manifest: &'manifest str, module: &str) -> Option<&'manifest str> {
    manifest.lines().find_map(|line| {
        let mut words = line
            .split_whitespace()
            .skip_while(|word| *word == "require");
        (words.next() == Some(module)).then(|| words.next())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gos_answer_has_a_release() {
        assert_eq!(version("go version go1.26.8 linux/amd64\n"), Some((1, 26)));
        assert_eq!(version("go version go1.24 linux/arm64"), Some((1, 24)));
        assert_eq!(version("go version devel"), None);
        assert_eq!(version(""), None);
    }

    #[test]
    fn the_manifest_tells_which_hydra() {
        let manifest = "module x\n\nrequire github.com/ory/hydra/v2 v2.3.0\n\
                        require (\n\tgithub.com/ory/hydra-client-go/v2 v2.2.1 // indirect\n)\n";
        assert_eq!(required_version(manifest, HYDRA), Some("v2.3.0"));
        assert_eq!(
            required_version(manifest, "github.com/ory/hydra-client-go/v2"),
            Some("v2.2.1")
        );
        assert_eq!(required_version(manifest, "github.com/ory"), None);
    }
}
