//! The second half of `cargo xtask bench page`: the login page drawn by the host for each request, beside
//! nginx, which serves it as it was baked. Writes a Markdown table; fails below half of nginx.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

use vestibule_load::Trouble;
use vestibule_load::server::{Server, free_address};

/// How often each is measured, in turns; the tables have the middle one.
const ROUNDS: usize = 3;
/// For how long, in the words of wrk.
const TIME: &str = "4s";
/// Connections at the same time.
const CONNECTIONS: usize = 32;
/// What the host must reach of nginx's requests a second.
const AT_LEAST: f64 = 0.5;

const REQUEST: &str = "client_id=demo&response_type=code&scope=openid%20profile&state=Jp0mZ3nq7wA\
    &redirect_uri=%2Fcallback&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

/// How a page is asked for.
#[derive(Clone, Copy)]
struct Way {
    name: &'static str,
    encoding: &'static str,
    connections: usize,
}

const WAYS: [Way; 3] = [
    Way {
        name: "one at a time",
        encoding: "identity",
        connections: 1,
    },
    Way {
        name: "many at a time",
        encoding: "identity",
        connections: CONNECTIONS,
    },
    Way {
        // As browsers ask. nginx has no brotli without a module, so what it sends is gzip.
        name: "many, compressed",
        encoding: "gzip, deflate, br",
        connections: CONNECTIONS,
    },
];

#[tokio::main]
async fn main() -> Result<(), Trouble> {
    let folder = tempfile::tempdir()?;
    let config = folder.path().join("vestibule.toml");
    std::fs::write(&config, include_str!("../demo.toml"))?;
    let host = Server::vestibule(free_address().await?, folder.path(), &config, None).await?;
    let nginx = nginx(folder.path(), &named("BAKED")?).await?;
    let drawn = format!("http://{}/login?{REQUEST}", host.address);
    let baked = format!("http://{}/?{REQUEST}", nginx.address);

    let mut table = format!(
        "| the login page, {CONNECTIONS} at a time | drawn by the host | baked, by nginx | host to nginx |\n\
         |---|--:|--:|--:|\n"
    );
    let mut reached = true;
    for way in WAYS {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(load(&drawn, way).await?);
            theirs.push(load(&baked, way).await?);
        }
        let (ours, theirs) = (middle(ours), middle(theirs));
        let ratio = ours / theirs;
        if way.connections == 1 {
            let microseconds = |rate: f64| 1_000_000.0 / rate;
            let _ = writeln!(
                table,
                "| {} | {:.0} µs | {:.0} µs | |",
                way.name,
                microseconds(ours),
                microseconds(theirs)
            );
        } else {
            reached &= ratio >= AT_LEAST;
            let _ = writeln!(
                table,
                "| {} | {ours:.0} /s | {theirs:.0} /s | {ratio:.2} |",
                way.name
            );
        }
    }
    host.kill().await?;
    nginx.end().await?;

    println!("{table}");
    if let Some(file) = std::env::args_os().nth(1) {
        std::fs::write(file, table)?;
    }
    if !reached {
        eprintln!("The host is below {AT_LEAST} of nginx.");
        std::process::exit(1);
    }
    Ok(())
}

/// Debian's nginx with what `vestibule bake` says of the folder, and a worker for each core.
async fn nginx(folder: &Path, baked: &Path) -> Result<Server, Trouble> {
    let address = free_address().await?;
    let file = baked.join("_server/nginx.conf");
    let site = std::fs::read_to_string(file)?;
    let site = site.replace("/srv/login", &baked.display().to_string());
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {}/{name};\n", folder.display()))
        .concat();
    let config = folder.join("nginx.conf");
    std::fs::write(
        &config,
        format!(
            "daemon off; user root; worker_processes auto; pid {folder}/nginx.pid; error_log {folder}/nginx.log;\n\
             events {{ worker_connections 1024; }}\n\
             http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;\n{temporary}\
             server {{ listen {address};\n{site}}}\n}}\n",
            folder = folder.display(),
        ),
    )?;
    let mut command = Command::new(named("NGINX")?);
    command
        .arg("-c")
        .arg(&config)
        .arg("-p")
        .arg(folder)
        .stderr(Stdio::null());
    Server::start("nginx", address, &mut command).await
}

/// Requests a second, as wrk counts them.
async fn load(url: &str, way: Way) -> Result<f64, Trouble> {
    let output = Command::new(named("WRK")?)
        .args(["--threads", "1", "--duration", TIME, "--connections"])
        .arg(way.connections.to_string())
        .args(["--header", &format!("Accept-Encoding: {}", way.encoding)])
        .arg(url)
        .output()
        .await?;
    let said = String::from_utf8_lossy(&output.stdout);
    let rate = said
        .lines()
        .find_map(|line| line.strip_prefix("Requests/sec:"))
        .and_then(|rate| rate.trim().parse().ok());
    // wrk counts answers of any status.
    if said.contains("Non-2xx") || said.contains("Socket errors") {
        return Err(Trouble::Answer {
            what: "a page",
            status: 0,
            body: said.into_owned(),
        });
    }
    rate.ok_or(Trouble::NotReady("wrk"))
}

fn middle(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}

fn named(variable: &'static str) -> Result<PathBuf, Trouble> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .ok_or(Trouble::NotReady(variable))
}
