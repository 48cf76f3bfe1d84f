//! A real light-oauth2 code service, from its published jars in `peers/light-oauth2`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use reqwest::{Certificate, Client, StatusCode};
use serde_json::Value;
use tempfile::TempDir;
use tokio::process::{Child, Command};

use super::{free_address, start};
use crate::trouble::{Outcome, Trouble, eventually, trying};

/// What a JVM has to be told to let Hazelcast look into it.
const OPEN: [&str; 9] = [
    "--add-modules",
    "java.se",
    "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.management/sun.management=ALL-UNNAMED",
    "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
];

/// A running code service with the development data of light-oauth2: `admin` with the password `123456`.
pub struct LightOauth2 {
    origin: String,
    certificate: PathBuf,
    http: Client,
    child: Child,
    _config: TempDir,
}

impl LightOauth2 {
    /// Starts it and waits until it says that it is well.
    pub async fn start() -> Outcome<Self> {
        let folder = env::var_os("LIGHT_OAUTH2").map(PathBuf::from);
        let folder = folder.ok_or(Trouble::Server("light-oauth2"))?;
        let address = free_address().await?;
        let config = configuration(&folder, address.port())?;
        let common = folder.join("config/common");
        let mut java = Command::new("java");
        java.args(OPEN)
            .arg("-Xmx256m")
            .arg(format!(
                "-Dlight-4j-config-dir={}:{}",
                config.path().display(),
                common.display()
            ))
            .arg(format!(
                "-Dlogback.configurationFile={}",
                common.join("logback.xml").display()
            ))
            .arg("-cp")
            .arg(format!("{0}/classes:{0}/lib/*", folder.display()))
            .arg("com.networknt.server.Server")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let certificate = common.join("server.crt");
        let service = Self {
            origin: format!("https://{address}"),
            http: client(&certificate)?,
            certificate,
            child: start(&mut java)?,
            _config: config,
        };
        eventually("light-oauth2", || async {
            let url = service.url("/health/com.networknt.oauth2-code-1.0.0");
            let answer = service.http.get(url).send().await;
            Ok(answer
                .is_ok_and(|it| it.status().is_success())
                .then_some(()))
        })
        .await?;
        Ok(service)
    }

    /// Ends it without a farewell.
    pub async fn kill(&mut self) -> Outcome<()> {
        self.child
            .kill()
            .await
            .map_err(trying("ending light-oauth2"))
    }

    /// An address on it; `path` starts with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Its self-signed certificate.
    pub fn certificate(&self) -> &Path {
        &self.certificate
    }

    /// A client that trusts that certificate and follows no redirect.
    pub fn http(&self) -> &Client {
        &self.http
    }

    /// What it keeps of a code that is not spent.
    pub async fn stored(&self, code: &str) -> Outcome<Option<Value>> {
        let url = format!("{}?code={code}", self.url("/probe/code"));
        let answer = self.http.get(url).send().await?;
        if answer.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        let text = answer.text().await?;
        Ok(Some(serde_json::from_str(&text)?))
    }
}

/// The service's own files, and its port.
fn configuration(folder: &Path, port: u16) -> Outcome<TempDir> {
    let config = tempfile::tempdir().map_err(trying("making a folder"))?;
    let own = folder.join("config/code");
    for entry in fs::read_dir(&own).map_err(trying("reading light-oauth2's configuration"))? {
        let entry = entry.map_err(trying("reading light-oauth2's configuration"))?;
        let target = config.path().join(entry.file_name());
        fs::copy(entry.path(), target).map_err(trying("copying light-oauth2's configuration"))?;
    }
    let values = format!(
        "server.serviceId: com.networknt.oauth2-code-1.0.0\nserver.httpsPort: {port}\n\
         server.httpPort: {port}\nprobe.initSql: {}/config/common/init.sql\n",
        folder.display()
    );
    fs::write(config.path().join("values.yml"), values)
        .map_err(trying("writing light-oauth2's configuration"))?;
    Ok(config)
}

fn client(certificate: &Path) -> Outcome<Client> {
    let pem = fs::read(certificate).map_err(trying("reading light-oauth2's certificate"))?;
    let certificate = Certificate::from_pem(&pem)?;
    Ok(Client::builder()
        .tls_certs_only([certificate])
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(10))
        .build()?)
}
