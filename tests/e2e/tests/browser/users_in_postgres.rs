//! People in PostgreSQL: added by the command line, signed in by the form, upgraded by signing in.

use std::path::Path;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use reqwest::{Client, redirect};
use vestibule_e2e::servers::{Postgres, Vestibule};
use vestibule_e2e::{Outcome, Trouble};

/// What a command prints.
async fn vestibule(config: &Path, arguments: &[&str], input: &str) -> Outcome<String> {
    let (printed, _) = Vestibule::user(config, arguments, input).await?;
    Ok(printed)
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

/// A certificate authority of this test.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn new() -> Result<Self, rcgen::Error> {
        let key = KeyPair::generate()?;
        let mut parameters = CertificateParams::default();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = parameters.self_signed(&key)?.pem();
        let issuer = Issuer::new(parameters, key);
        Ok(Self { issuer, pem })
    }

    /// A certificate for this name, and its key.
    fn certify(&self, name: &str) -> Result<(String, String), rcgen::Error> {
        let key = KeyPair::generate()?;
        let parameters = CertificateParams::new(vec![name.to_owned()])?;
        let certificate = parameters.signed_by(&key, &self.issuer)?;
        Ok((certificate.pem(), key.serialize_pem()))
    }
}

#[tokio::test]
async fn a_server_is_known_by_its_certificate() -> Outcome<()> {
    let failed = |error: rcgen::Error| Trouble::Answer(error.to_string());
    let (authority, stranger) = (
        Authority::new().map_err(failed)?,
        Authority::new().map_err(failed)?,
    );
    let folder = tempfile::tempdir().map_err(|error| Trouble::Answer(error.to_string()))?;
    let write = |name: &str, content: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, content)
            .map(|()| file)
            .map_err(|error| Trouble::Answer(error.to_string()))
    };
    let ca = write("ca.pem", &authority.pem)?;
    let other_ca = write("other.pem", &stranger.pem)?;
    let user = async |url: String, arguments: &[&str]| {
        let text = format!(
            "[server]\nlisten = \"127.0.0.1:0\"\n[data]\ndir = \"data\"\n\
             [users]\ndatabase = \"{url}\"\n"
        );
        let config = write("vestibule.toml", &text)?;
        Vestibule::user(&config, arguments, "first\n").await
    };
    let (certificate, key) = authority.certify("127.0.0.1").map_err(failed)?;
    let postgres = Postgres::start_encrypted(&certificate, &key).await?;
    let by = |postgres: &Postgres, ca: &Path| {
        let (url, ca) = (postgres.url(), ca.display());
        format!("{url}?sslmode=verify-full&sslrootcert={ca}")
    };
    for (arguments, printed) in [
        (&["add", "zoe"][..], "Added zoe.\n"),
        (&["list"], "zoe\tzoe\t\n"),
    ] {
        assert_eq!(
            user(by(&postgres, &ca), arguments).await?,
            (printed.to_owned(), String::new())
        );
    }
    let refused = async |url: String, why: &str| {
        let (printed, complained) = user(url, &["list"]).await?;
        assert_eq!(printed, "");
        assert!(complained.contains(why), "{complained}");
        Outcome::Ok(())
    };
    refused(by(&postgres, &other_ca), "invalid peer certificate").await?;
    // Without a file it is whom the system trusts.
    refused(
        format!("{}?sslmode=verify-full", postgres.url()),
        "invalid peer certificate",
    )
    .await?;
    refused(
        format!("{}?sslmode=disable", postgres.url()),
        "no encryption",
    )
    .await?;
    let (certificate, key) = authority.certify("db.example").map_err(failed)?;
    let elsewhere = Postgres::start_encrypted(&certificate, &key).await?;
    refused(by(&elsewhere, &ca), "invalid peer certificate").await
}
