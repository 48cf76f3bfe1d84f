//! The server of light-4j, with the handlers that the folder's own files name and nothing else.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use tokio::process::Command;

use super::FileServer;
use crate::servers::{baked::Baked, free_address};
use crate::trouble::{Outcome, Trouble, trying};

pub(super) async fn serve(baked: Baked) -> Outcome<FileServer> {
    let jars = env::var_os("LIGHT_OAUTH2").map(PathBuf::from);
    let jars = jars.ok_or(Trouble::Server("light-4j"))?;
    let address = free_address().await?;
    let config = baked.beside().join("config");
    fs::create_dir(&config).map_err(trying("making a folder"))?;
    let server = format!(
        "ip: {}\nhttpPort: {}\nenableHttp: true\nenableHttps: false\nenableHttp2: false\n\
         serviceId: login-view\nenableRegistry: false\ndynamicPort: false\n",
        address.ip(),
        address.port()
    );
    for (name, text) in [
        ("server.yml", server.as_str()),
        ("service.yml", "singletons: []\n"),
    ] {
        fs::write(config.join(name), text).map_err(trying("configuring light-4j"))?;
    }
    let mut java = Command::new("java");
    java.args(["-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"])
        .arg(format!(
            "-Dlight-4j-config-dir={}:{}/_server/light-4j",
            config.display(),
            baked.path().display()
        ))
        .arg(format!(
            "-Dlogback.configurationFile={}/config/common/logback.xml",
            jars.display()
        ))
        .arg("-cp")
        .arg(format!("{}/lib/*", jars.display()))
        .arg("com.networknt.server.Server")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    FileServer::start("light-4j", &mut java, address, baked).await
}
