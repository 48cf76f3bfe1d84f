//! The commands that end by themselves.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Output, Stdio},
};

use tempfile::TempDir;

use crate::{curl, fails, names, start, vestibule};

#[test]
fn init_writes_a_file_to_serve_from_and_never_over_another() {
    let folder = TempDir::new().unwrap();
    let output = vestibule(folder.path(), &["init"]).output().unwrap();
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "Wrote vestibule.toml. Set your users and clients in it, then start with\n\n  \
         vestibule serve --config vestibule.toml\n"
    );
    assert_eq!(names(folder.path()), ["vestibule.toml"]);
    let config = folder.path().join("vestibule.toml");
    drop(start(&["--config", config.to_str().unwrap()]));

    fs::write(&config, "mine").unwrap();
    assert_eq!(
        fails(folder.path(), &["init"]),
        (
            Some(1),
            "vestibule: vestibule.toml exists already and is left as it is; \
             name another file with --config, or remove it first\n"
                .to_owned()
        )
    );
    assert_eq!(fs::read_to_string(&config).unwrap(), "mine");
    let (code, message) = fails(folder.path(), &["init", "--config", "none/v.toml"]);
    assert_eq!(code, Some(1));
    assert!(
        message.starts_with("vestibule: none/v.toml can't be written: "),
        "{message}"
    );
}

/// What `hash-password` prints for this standard input.
fn hash_password(input: &[u8]) -> Output {
    let mut child = vestibule(Path::new("."), &["hash-password"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_hashed_password_goes_into_the_configuration_and_signs_in() {
    let [first, second] = [(); 2].map(|()| {
        let output = hash_password(b"s3cret\n");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        String::from_utf8(output.stdout).unwrap()
    });
    assert_ne!(first, second, "each has a salt of its own");

    let folder = TempDir::new().unwrap();
    let config = folder.path().join("v.toml");
    fs::write(
        &config,
        format!(
            "[server]\nlisten = \"127.0.0.1:0\"\n[data]\ndir = \"data\"\ncreate = true\n\
             [[client]]\nclient_id = \"app\"\nredirect_uris = [\"https://app.example/cb\"]\n\
             scope = \"openid\"\nsecret = \"x\"\nrequire_pkce = false\n\
             [[user]]\nname = \"ada\"\npassword_hash = \"{}\"\n",
            first.trim_end()
        ),
    )
    .unwrap();
    let host = start(&["--config", config.to_str().unwrap()]);
    let status = |password: &str| {
        curl(&[
            "--output",
            "/dev/null",
            "--write-out",
            "%{http_code}",
            "--user",
            &format!("ada:{password}"),
            &format!(
                "http://127.0.0.1:{}/oauth2/code?response_type=code&client_id=app",
                host.port
            ),
        ])
    };
    assert_eq!(
        (status("s3cret"), status("s3cret ")),
        ("302".into(), "401".into())
    );
}

#[test]
fn a_password_that_can_not_be_hashed_is_told() {
    let output = hash_password(b"\n");
    assert_eq!(
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap()
        ),
        (
            Some(1),
            String::new(),
            "vestibule: the password is empty; give one of at least one character\n".to_owned()
        )
    );
}

#[test]
fn says_its_version() {
    let output = vestibule(Path::new("."), &["--version"]).output().unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        concat!("vestibule ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn a_brand_check_fails_for_errors_and_not_for_warnings() {
    let folder = TempDir::new().unwrap();
    let check = |text: &str| {
        fs::write(folder.path().join("brand.toml"), text).unwrap();
        let output = vestibule(folder.path(), &["brand", "check", "brand.toml"])
            .output()
            .unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), stdout, stderr)
    };
    let (code, stdout, stderr) = check("brand.nam = \"x\"");
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    let warning =
        "warning: brand.nam: there is no such key here, so it is ignored; did you mean `name`?\n";
    assert!(stdout.starts_with(warning), "{stdout}");
    assert!(stdout.contains("\nContrast in dark mode\n"));
    assert!(stdout.ends_with("\nbrand.toml: no errors, 1 warning\n"));

    let (code, stdout, stderr) = check("version = 7");
    assert_eq!(
        (code, stderr.as_str()),
        (Some(1), "vestibule: brand.toml can't be used as it is\n")
    );
    assert!(stdout.starts_with("error: version: this program reads version 1, not 7\n"));

    // Of what is no document there is nothing more to be said.
    let (_, stdout, _) = check("color = {");
    assert!(
        stdout.starts_with("error: TOML parse error at line 1"),
        "{stdout}"
    );
    assert!(!stdout.contains("Contrast"), "{stdout}");
    assert!(
        stdout.ends_with("\nbrand.toml: 1 error, no warnings\n"),
        "{stdout}"
    );
    let (code, _, _) = check("\u{feff}brand.name = \"x\"");
    assert_eq!(code, Some(0));

    let (code, stderr) = fails(folder.path(), &["serve", "--brand", "none.toml"]);
    assert_eq!(code, Some(1));
    assert!(
        stderr.starts_with("vestibule: the brand document none.toml can't be read: "),
        "{stderr}"
    );
}
