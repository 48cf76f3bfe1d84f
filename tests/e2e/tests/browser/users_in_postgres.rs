//! People in PostgreSQL: added by the command line, signed in by the form, upgraded by signing in.

use std::path::Path;
use std::process::Stdio;

use reqwest::{Client, redirect};
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;
use vestibule_e2e::servers::{Postgres, Vestibule};
use vestibule_e2e::{Outcome, Trouble};

/// What a command prints.
async fn vestibule(config: &Path, arguments: &[&str], input: &str) -> Outcome<String> {
    let failed = |error: std::io::Error| Trouble::Answer(error.to_string());
    let mut child = Command::new(Vestibule::program())
        .arg("user")
        .args(arguments)
        .arg("--config")
        .arg(config)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes()).await.map_err(failed)?;
    }
    let output = child.wait_with_output().await.map_err(failed)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[tokio::test]
async fn people_are_added_imported_and_signed_in() -> Outcome<()> {
    let postgres = Postgres::start().await?;
    let folder = tempfile::tempdir().map_err(|error| Trouble::Answer(error.to_string()))?;
    let config = folder.path().join("vestibule.toml");
    let imported = folder.path().join("htpasswd");
    let text = format!(
        "[server]\nlisten = \"127.0.0.1:0\"\n[data]\ndir = \"data\"\ncreate = true\n\
         [users]\ndatabase = \"{}\"\n\
         [[client]]\nclient_id = \"demo\"\nredirect_uris = [\"/callback\"]\nscope = \"openid\"\npublic = true\n",
        postgres.url()
    );
    // crypt(3) of 123456.
    let hash = "ada:$2y$05$abcdefghijklmnopqrstuu1Z..wm/IlVbtpza52hgqCBArL1cvSg6\n";
    for (file, content) in [(&config, &*text), (&imported, hash)] {
        std::fs::write(file, content).map_err(|error| Trouble::Answer(error.to_string()))?;
    }
    let add = ["add", "zoe", "--sub", "1", "--email", "zoe@example.com"];
    assert_eq!(vestibule(&config, &add, "first\n").await?, "Added zoe.\n");
    assert_eq!(vestibule(&config, &add, "again\n").await?, "");
    let import = ["import", imported.to_str().unwrap_or_default()];
    assert_eq!(
        vestibule(&config, &import, "").await?,
        "Imported 1; 0 were there already and stay as they are.\n"
    );
    assert_eq!(
        vestibule(&config, &["list"], "").await?,
        "ada\tada\t\timported password, until the next sign-in\nzoe\t1\tzoe@example.com\n"
    );

    let host = Vestibule::configured(&text).await?;
    let http = Client::builder()
        .redirect(redirect::Policy::none())
        .build()?;
    let sign_in = async |name: &str, password: &str| {
        let body = format!(
            "j_username={name}&j_password={password}&client_id=demo&code_challenge_method=S256\
             &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
        let request = http
            .post(host.url("/oauth2/code"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        Outcome::Ok(request.send().await?.status().as_u16())
    };
    assert_eq!(sign_in("zoe", "first").await?, 302);
    assert_eq!(sign_in("zoe", "again").await?, 403);
    assert_eq!(sign_in("ada", "1234567").await?, 403);
    assert_eq!(sign_in("ada", "123456").await?, 302);
    assert_eq!(
        vestibule(&config, &["list"], "").await?,
        "ada\tada\t\nzoe\t1\tzoe@example.com\n"
    );
    assert_eq!(sign_in("ada", "123456").await?, 302);
    vestibule(&config, &["passwd", "zoe"], "second\n").await?;
    assert_eq!(sign_in("zoe", "first").await?, 403);
    assert_eq!(sign_in("zoe", "second").await?, 302);
    Ok(())
}
