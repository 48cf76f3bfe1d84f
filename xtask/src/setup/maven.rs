//! What Maven brings: the published jars of light-4j, with a code service of light-oauth2 and what serves files, for
//! the end-to-end tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::apt;
use super::cache::Cache;
use super::peer::Peer;
use crate::failure::{AtPath, Failure};
use crate::fingerprint::{Fingerprint, files_below};
use crate::process;

/// Sources and configuration of the service.
const SOURCES: &str = "tests/e2e/peers/light-oauth2";
const PROGRAMS: [&str; 4] = ["java", "javac", "keytool", "mvn"];
const DOWNLOAD_LIMIT: Duration = Duration::from_mins(10);
const LIMIT: Duration = Duration::from_mins(2);
/// Of key stores that are made anew on each machine and protect nothing.
const PASSWORD: &str = "password";

/// Finds the service in the cache, or builds it there; without a JDK and Maven it is absent.
pub(super) fn light_oauth2(cache: &Cache, root: &Path) -> Result<Peer, Failure> {
    let sources = root.join(SOURCES);
    let mut fingerprint = Fingerprint::new();
    fingerprint.add_tree(&sources)?;
    let digest: String = fingerprint.finish().chars().take(8).collect();
    let name = format!("light-oauth2-{digest}");
    if let Some(folder) = cache.find(&name) {
        return Ok(Peer::Present(folder));
    }
    if !all_there()? && apt::is_usable() {
        apt::install(&["openjdk-17-jdk-headless", "maven"])?;
    }
    if !all_there()? {
        let remedy =
            "Install a JDK and Maven (Debian: apt-get install openjdk-17-jdk-headless maven)";
        return Ok(Peer::Absent(remedy.to_owned()));
    }
    let folder = cache.install(&name, |staging| build(&sources, staging))?;
    Ok(Peer::Present(folder))
}

fn all_there() -> Result<bool, Failure> {
    for program in PROGRAMS {
        let version = if program == "keytool" {
            "-help"
        } else {
            "-version"
        };
        if process::ask(Command::new(program).arg(version))?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn build(sources: &Path, staging: &Path) -> Result<(), Failure> {
    let step = "Building light-oauth2's code service into the project's cache";
    eprintln!("{step}");
    let library = staging.join("lib");
    let mut maven = Command::new("mvn");
    maven
        .args(["-B", "-q", "-s"])
        .arg(sources.join("settings.xml"))
        .arg("-f")
        .arg(sources.join("pom.xml"))
        .arg("dependency:copy-dependencies")
        .arg(format!("-DoutputDirectory={}", library.display()));
    process::run(step, DOWNLOAD_LIMIT, &mut maven)?;

    let classes = staging.join("classes");
    fs::create_dir_all(&classes).at(&classes)?;
    let mut javac = Command::new("javac");
    javac
        .args(["-nowarn", "-proc:none", "-d"])
        .arg(&classes)
        .arg("-cp")
        .arg(library.join("*"))
        .args(files_below(&sources.join("src"))?);
    process::run(step, LIMIT, &mut javac)?;

    let config = staging.join("config");
    for file in files_below(&sources.join("config"))? {
        let target = config.join(file.strip_prefix(sources.join("config")).unwrap_or(&file));
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).at(folder)?;
        }
        fs::copy(&file, &target).at(&file)?;
    }
    keys(&config.join("common"), step)
}

/// The key stores that its configuration names.
fn keys(folder: &Path, step: &str) -> Result<(), Failure> {
    for (store, alias) in [
        ("server.keystore", "server"),
        ("client.keystore", "client"),
        ("primary.jks", "selfsigned"),
        ("secondary.jks", "selfsigned"),
    ] {
        let mut keytool = keytool(&folder.join(store), alias);
        keytool
            .args(["-genkeypair", "-keyalg", "RSA", "-keysize", "2048"])
            .args(["-validity", "3650", "-dname", "CN=localhost"])
            .args([
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-keypass",
                PASSWORD,
            ]);
        process::run(step, LIMIT, &mut keytool)?;
    }
    for (store, alias, certificate) in [
        ("primary.jks", "selfsigned", "primary.crt"),
        ("secondary.jks", "selfsigned", "secondary.crt"),
        ("server.keystore", "server", "server.crt"),
    ] {
        let mut export = keytool(&folder.join(store), alias);
        export
            .args(["-exportcert", "-rfc", "-file"])
            .arg(folder.join(certificate));
        process::run(step, LIMIT, &mut export)?;
    }
    for store in ["server.truststore", "client.truststore"] {
        let mut import = keytool(&folder.join(store), "server");
        import
            .args(["-importcert", "-noprompt", "-file"])
            .arg(folder.join("server.crt"));
        process::run(step, LIMIT, &mut import)?;
    }
    Ok(())
}

fn keytool(store: &PathBuf, alias: &str) -> Command {
    let mut command = Command::new("keytool");
    command
        .args(["-storetype", "JKS", "-storepass", PASSWORD, "-alias", alias])
        .arg("-keystore")
        .arg(store);
    command
}
