//! A data folder has one host, and commands work beside it.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Stdio,
};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::{curl, fails, start, vestibule};

/// A configuration whose people are in a database, and whose data folder is made.
fn configured(folder: &Path) -> PathBuf {
    let config = folder.join("v.toml");
    let text = "[server]\nlisten = \"127.0.0.1:0\"\n[data]\ndir = \"data\"\ncreate = true\n\
        [users]\ndatabase = \"sqlite:users.sqlite3\"\n\
        [[client]]\nclient_id = \"app\"\nredirect_uris = [\"https://app.example/cb\"]\n\
        scope = \"openid\"\nsecret = \"x\"\nrequire_pkce = false\n";
    fs::write(&config, text).unwrap();
    config
}

#[test]
fn a_second_host_on_a_folder_is_refused_until_the_first_has_ended() {
    let folder = TempDir::new().unwrap();
    let config = configured(folder.path());
    let serve = ["--config", config.to_str().unwrap()];
    let refused = || {
        let told = format!(
            "vestibule: {}: another `vestibule serve` runs on this data folder; stop that one, or give \
             this one a folder of its own with --data or `dir` under [data]\n",
            folder.path().join("data").display()
        );
        let again = [&["serve", "--listen", "127.0.0.1:0"][..], &serve].concat();
        assert_eq!(fails(folder.path(), &again), (Some(1), told));
    };
    for signal in [Signal::TERM, Signal::KILL] {
        let mut host = start(&serve);
        refused();
        // Being refused takes nothing from the one that is there.
        refused();
        host.send_signal(signal);
        host.child.wait().unwrap();
    }
    drop(start(&serve));
}

#[test]
fn commands_work_beside_a_host() {
    let folder = TempDir::new().unwrap();
    let config = configured(folder.path());
    let config = config.to_str().unwrap();
    let host = start(&["--config", config]);
    let url = |path: &str| format!("http://127.0.0.1:{}{path}", host.port);
    let run = |arguments: &[&str], input: &str| {
        let mut command = vestibule(folder.path(), arguments);
        command.args(["--config", config]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input.as_bytes()).unwrap();
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        String::from_utf8(output.stdout).unwrap()
    };
    let added = run(&["user", "add", "zoe"], "correct horse\n");
    assert_eq!(added, "Added zoe.\n");
    let status = ["--output", "/dev/null", "--write-out", "%{http_code}"];
    let code = url("/oauth2/code?response_type=code&client_id=app");
    let asked = [&status[..], &["--user", "zoe:correct horse", &code]].concat();
    assert_eq!(curl(&asked), "302");
    let told = "A new key is published, and signs in an hour. The former ones stay until their last \
                token has expired.\n";
    assert_eq!(run(&["rotate-key"], ""), told);
}
