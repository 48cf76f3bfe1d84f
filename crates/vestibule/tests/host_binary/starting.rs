//! How it starts, and what it says where it does not.

use std::{fs, io::Read as _, net::TcpListener, process::Stdio};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::{fails, names, start, vestibule};

#[test]
fn says_where_to_go_and_what_to_beware_of() {
    let host = start(&[]);
    let base = format!("http://127.0.0.1:{}", host.port);
    assert_eq!(
        host.stdout,
        format!(
            "
Vestibule is ready at {base}/

  Sign in now:  {base}/client/?issuer={base}&client_id=demo&scope=openid%20offline_access&autostart=1
  Demo user:    admin / 123456

  WARNING: THIS IS A DEMO. Everybody knows this password. Never let others reach this host
  with it; `vestibule init` writes a configuration to start from.

  The bundles are not there: pages work without script, the client page does not.
  Build them by `cargo xtask bundles`, or name their folder with --assets.

  Stop with Ctrl-C.
"
        )
    );
}

#[test]
fn a_taken_port_is_told_and_nothing_is_written() {
    let host = start(&[]);
    let folder = TempDir::new().unwrap();
    let address = format!("127.0.0.1:{}", host.port);
    assert_eq!(
        fails(folder.path(), &["serve", "--listen", &address]),
        (
            Some(1),
            format!(
                "vestibule: {address} is taken by another program; stop that one, \
                 or choose another address with --listen 127.0.0.1:PORT\n"
            )
        )
    );
    assert_eq!(names(folder.path()), [""; 0]);

    let file = format!(
        "[server]\nlisten = \"127.0.0.1:0\"\n[data]\ndir = \"data\"\ncreate = true\n\
         [log]\nmetrics = \"{address}\"\n"
    );
    fs::write(folder.path().join("v.toml"), file).unwrap();
    assert_eq!(
        fails(folder.path(), &["serve", "--config", "v.toml"]),
        (
            Some(1),
            format!(
                "vestibule: {address} is taken by another program; stop that one, or choose another \
                 address in the configuration file: metrics = \"127.0.0.1:PORT\"\n"
            )
        )
    );
    assert_eq!(names(folder.path()), ["v.toml"]);
}

#[test]
fn a_configuration_that_is_not_there_or_not_right_is_told() {
    let folder = TempDir::new().unwrap();
    let (code, message) = fails(folder.path(), &["serve", "--config", "none.toml"]);
    assert_eq!(code, Some(1));
    assert!(
        message.starts_with("vestibule: none.toml: there is no such file; "),
        "{message}"
    );

    fs::write(
        folder.path().join("bad.toml"),
        "[server]\nlisten = \"127.0.0.1:1\"\nport = 1\n",
    )
    .unwrap();
    let (code, message) = fails(folder.path(), &["serve", "--config", "bad.toml"]);
    assert_eq!(code, Some(1));
    assert!(
        message.starts_with("vestibule: bad.toml:3: unknown field `port`"),
        "{message}"
    );
    assert_eq!(names(folder.path()), ["bad.toml"]);
}

#[test]
fn folders_that_can_not_be_used_are_told() {
    let folder = TempDir::new().unwrap();
    assert_eq!(
        fails(
            folder.path(),
            &["serve", "--listen", "127.0.0.1:0", "--assets", "none"]
        ),
        (
            Some(1),
            "vestibule: the assets folder none does not exist; make it by `cargo xtask bundles`, \
             or name another with --assets\n"
                .to_owned()
        )
    );
    fs::write(folder.path().join("file"), "").unwrap();
    let (code, message) = fails(
        folder.path(),
        &["serve", "--listen", "127.0.0.1:0", "--data", "file/data"],
    );
    assert_eq!(code, Some(1));
    assert!(message.contains("file/data"), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
}

#[test]
fn wrong_options_are_told() {
    let folder = TempDir::new().unwrap();
    for arguments in [
        &["serve", "--listen", "6881"][..],
        &["serve", "--public-url", "login.example"],
        &["serve", "--application-url", "javascript:alert(1)"],
        &["surve"],
        &[],
    ] {
        assert_eq!(fails(folder.path(), arguments).0, Some(2), "{arguments:?}");
    }
    let (code, message) = fails(
        folder.path(),
        &["serve", "--public-url", "http://login.example"],
    );
    assert_eq!(code, Some(1));
    assert!(
        message.contains("would send passwords unencrypted"),
        "{message}"
    );
}

#[test]
fn plain_http_is_for_this_machine() {
    let folder = TempDir::new().unwrap();
    let (code, message) = fails(folder.path(), &["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(code, Some(1));
    assert!(
        message.contains("passwords would be sent unencrypted; add --https,"),
        "{message}"
    );
    assert_eq!(names(folder.path()), [""; 0]);
    // What is said about the password comes after it.
    for more in ["--danger-plain-http", "--https"] {
        let arguments = ["serve", "--listen", "0.0.0.0:0", more];
        let (code, message) = fails(folder.path(), &arguments);
        assert_eq!(code, Some(1));
        assert!(
            message.contains("--danger-public-demo-password"),
            "{message}"
        );
    }
}

#[test]
fn a_start_that_waits_for_a_database_can_be_stopped() {
    let folder = TempDir::new().unwrap();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let file = format!(
        "[server]\nlisten = \"127.0.0.1:0\"\n[data]\ndir = \"data\"\ncreate = true\n\
         [users]\ndatabase = \"postgres://u@{}/people\"\n",
        silent.local_addr().unwrap()
    );
    fs::write(folder.path().join("v.toml"), file).unwrap();
    let mut command = vestibule(folder.path(), &["serve", "--config", "v.toml"]);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    // Nothing is ever said to it.
    let (_waiting, _) = silent.accept().unwrap();
    let pid = Pid::from_raw(child.id().try_into().unwrap()).unwrap();
    kill_process(pid, Signal::TERM).unwrap();
    let mut said = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn the_demonstrations_password_is_not_served_to_others() {
    let folder = TempDir::new().unwrap();
    let public = ["serve", "--public-url", "https://login.example"];
    let on_free_port = ["--listen", "127.0.0.1:0"];
    let (status, told) = fails(folder.path(), &[&public[..], &on_free_port].concat());
    assert_eq!(status, Some(1));
    assert!(
        told.starts_with("vestibule: user \"admin\" has the demonstration's password"),
        "{told}"
    );
    assert!(names(folder.path()).is_empty());
}
