//! `cargo xtask bench host`: sign-ins beside what Argon2id allows on the same cores, the token
//! endpoint beside Ory Hydra with its own SQLite, and what connections cost. Writes a Markdown table.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use argon2::{Argon2, PasswordHasher as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::process::Command;

use vestibule_load::Trouble;
use vestibule_load::flow::{self, Granted};
use vestibule_load::http::Connection;
use vestibule_load::server::{Server, free_address};

/// How long each thing is measured.
const TIME: Duration = Duration::from_secs(8);
/// Clients at the same time.
const CLIENTS: usize = 8;
/// Connections that do nothing.
const IDLE: usize = 10_000;
/// Threads that the host checks passwords on.
const PASSWORD_THREADS: usize = 2;

/// How many in a second, and how long the middle one and the hundredth slowest took.
struct Rate {
    per_second: f64,
    median: Duration,
    p99: Duration,
}

impl Rate {
    fn of(mut times: Vec<Duration>, total: Duration) -> Self {
        times.sort_unstable();
        let at = |share: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                clippy::cast_sign_loss,
                reason = "a rank among some thousands"
            )]
            let rank = (times.len() as f64 * share) as usize;
            times
                .get(rank.min(times.len().saturating_sub(1)))
                .copied()
                .unwrap_or_default()
        };
        #[expect(clippy::cast_precision_loss, reason = "some thousands")]
        let per_second = times.len() as f64 / total.as_secs_f64();
        Self {
            per_second,
            median: at(0.5),
            p99: at(0.99),
        }
    }

    fn row(&self, name: &str) -> String {
        format!(
            "| {name} | {:.1} | {:.1} | {:.1} |\n",
            self.per_second,
            milliseconds(self.median),
            milliseconds(self.p99)
        )
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[expect(
    clippy::disallowed_methods,
    reason = "a program of its own that measures time"
)]
fn now() -> Instant {
    Instant::now()
}

#[tokio::main]
async fn main() -> Result<(), Trouble> {
    let mut table =
        String::from("| what | per second | median ms | p99 ms |\n|---|---:|---:|---:|\n");
    table += &argon2id().row(&format!(
        "Argon2id alone, {PASSWORD_THREADS} threads (19 MiB, 2 passes)"
    ));

    let folder = tempfile::tempdir()?;
    let config = folder.path().join("vestibule.toml");
    std::fs::write(&config, include_str!("../demo.toml"))?;
    let address = free_address().await?;
    let host = Server::vestibule(address, folder.path(), &config, None).await?;
    let at_rest = host.memory().unwrap_or_default();

    table += &by_clients(address, async |connection, _| {
        flow::sign_in(connection).await
    })
    .await?
    .row(&format!("Vestibule, sign-ins by {CLIENTS} clients"));
    let cookie = granted(flow::sign_in(&mut Connection::open(address).await?).await)?;
    table += &by_clients(address, async |connection, _| {
        let code = granted(flow::code(connection, &cookie).await)?;
        flow::exchange(connection, &code).await
    })
    .await?
    .row("Vestibule, code by session and its exchange");
    let mut families = Vec::new();
    let mut connection = Connection::open(address).await?;
    for _ in 0..CLIENTS {
        let code = granted(flow::code(&mut connection, &cookie).await)?;
        families.push(granted(flow::exchange(&mut connection, &code).await)?);
    }
    table += &refreshes(address, "demo", families)
        .await?
        .row("Vestibule, refreshes");

    match std::env::var_os("HYDRA") {
        Some(program) => table += &hydra(Path::new(&program), folder.path()).await?,
        None => eprintln!("HYDRA names no program: its row is left out"),
    }

    let before = host.memory().unwrap_or_default();
    let mut idle = Vec::with_capacity(IDLE);
    for _ in 0..IDLE {
        idle.push(TcpStream::connect(address).await?);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let with_idle = host.memory().unwrap_or_default();
    // A new connection: the host has closed the former one while Hydra was measured.
    let mut connection = Connection::open(address).await?;
    let beside = granted(flow::sign_in(&mut connection).await).is_ok();
    #[expect(clippy::cast_precision_loss, reason = "kilobytes of a process")]
    let each = with_idle.saturating_sub(before) as f64 / IDLE as f64;
    let _ = write!(
        table,
        "\nMemory: {at_rest} KB at rest; {before} KB after the load; {with_idle} KB with {IDLE} idle connections, \
         which are {each:.1} KB each. A sign-in beside them was {}.\n",
        if beside { "good" } else { "refused" }
    );
    host.kill().await?;

    println!("{table}");
    if let Some(file) = std::env::args_os().nth(1) {
        std::fs::write(file, table)?;
    }
    Ok(())
}

/// What the cores give when they do nothing else.
fn argon2id() -> Rate {
    let start = now();
    let threads: Vec<_> = (0..PASSWORD_THREADS)
        .map(|_| {
            std::thread::spawn(move || {
                let mut times = Vec::new();
                while start.elapsed() < TIME {
                    let begin = now();
                    let hashed =
                        Argon2::default().hash_password_with_salt(b"123456", b"sixteen bytes ..");
                    if hashed.is_ok() {
                        times.push(begin.elapsed());
                    }
                }
                times
            })
        })
        .collect();
    let times = threads
        .into_iter()
        .flat_map(|thread| thread.join().unwrap_or_default())
        .collect();
    Rate::of(times, start.elapsed())
}

/// The same request by several clients, again and again.
async fn by_clients<T>(
    address: SocketAddr,
    request: impl AsyncFn(&mut Connection, usize) -> Granted<T>,
) -> Result<Rate, Trouble> {
    let times = Mutex::new(Vec::new());
    let start = now();
    let client = async |client| {
        let mut connection = Connection::open(address).await?;
        while start.elapsed() < TIME {
            let begin = now();
            granted(request(&mut connection, client).await)?;
            times
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(begin.elapsed());
        }
        Ok::<_, Trouble>(())
    };
    tokio::try_join!(
        client(0),
        client(1),
        client(2),
        client(3),
        client(4),
        client(5),
        client(6),
        client(7)
    )?;
    let total = start.elapsed();
    Ok(Rate::of(
        times.into_inner().unwrap_or_else(PoisonError::into_inner),
        total,
    ))
}

/// Each client refreshes in a family of its own.
async fn refreshes(
    address: SocketAddr,
    client_id: &str,
    families: Vec<String>,
) -> Result<Rate, Trouble> {
    let families: Vec<_> = families
        .into_iter()
        .map(|token| Arc::new(Mutex::new(token)))
        .collect();
    by_clients(address, async |connection, client| {
        let Some(family) = families.get(client) else {
            return Err(Trouble::NotReady("a family"));
        };
        let token = family
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let next = granted(flow::refresh(connection, client_id, &token).await)?;
        *family.lock().unwrap_or_else(PoisonError::into_inner) = next;
        Ok(Ok(()))
    })
    .await
}

fn granted<T>(answer: Granted<T>) -> Result<T, Trouble> {
    answer?.map_err(|_| Trouble::NotReady("what was asked for"))
}

/// Ory Hydra's refreshes, with its state in SQLite too.
async fn hydra(program: &Path, folder: &Path) -> Result<String, Trouble> {
    let (public, admin) = (free_address().await?, free_address().await?);
    let dsn = format!(
        "sqlite://{}?_fk=true",
        folder.join("hydra.sqlite").display()
    );
    let migrated = Command::new(program)
        .args(["migrate", "sql", "-e", "--yes"])
        .env("DSN", &dsn)
        .output()
        .await?;
    if !migrated.status.success() {
        return Err(Trouble::NotReady("hydra's database"));
    }
    let mut command = Command::new(program);
    command
        .args(["serve", "all", "--dev", "--sqa-opt-out"])
        .env("DSN", &dsn)
        .env("LOG_LEVEL", "error")
        .env("SECRETS_SYSTEM", "a-secret-of-the-bench-only")
        .env("SERVE_PUBLIC_HOST", public.ip().to_string())
        .env("SERVE_PUBLIC_PORT", public.port().to_string())
        .env("SERVE_ADMIN_HOST", admin.ip().to_string())
        .env("SERVE_ADMIN_PORT", admin.port().to_string())
        .env("URLS_SELF_ISSUER", format!("http://{public}"))
        .env("URLS_LOGIN", format!("http://{public}/login"))
        .env("URLS_CONSENT", format!("http://{public}/consent"));
    let server = Server::start("hydra", public, &mut command).await?;
    let mut admin = Connection::open(admin).await?;
    let client = json!({
        "client_id": "demo",
        "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "scope": "openid offline_access",
        "redirect_uris": ["http://127.0.0.1/callback"],
    });
    ask(&mut admin, "POST", "/admin/clients", &client).await?;
    let mut families = Vec::new();
    for _ in 0..CLIENTS {
        families.push(hydra_family(public, &mut admin).await?);
    }
    let rate = refreshes(public, "demo", families).await?;
    let memory = server.memory().unwrap_or_default();
    server.kill().await?;
    Ok(rate.row(&format!(
        "Ory Hydra v2.3.0 with SQLite, refreshes ({memory} KB of memory)"
    )))
}

/// One sign-in at Hydra, whose login and consent are answered by its admin API.
async fn hydra_family(public: SocketAddr, admin: &mut Connection) -> Result<String, Trouble> {
    let mut browser = Connection::open(public).await?;
    let mut cookies: Vec<String> = Vec::new();
    let mut next = "/oauth2/auth?response_type=code&client_id=demo&scope=openid%20offline_access\
                    &redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&state=a-state-of-the-bench\
                    &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
        .to_owned();
    for _ in 0..6 {
        let answer = browser.get(&next, &cookies.join("; ")).await?;
        for cookie in answer.cookies {
            let name = cookie.split('=').next().unwrap_or_default().to_owned();
            cookies.retain(|each| !each.starts_with(&format!("{name}=")));
            cookies.push(cookie);
        }
        let location = answer
            .location
            .ok_or(Trouble::NotReady("hydra's redirect"))?;
        let value = |name: &str| {
            let (_, rest) = location.split_once(name)?;
            rest.split('&').next().map(str::to_owned)
        };
        if let Some(challenge) = value("login_challenge=") {
            let path =
                format!("/admin/oauth2/auth/requests/login/accept?login_challenge={challenge}");
            next = to(&ask(admin, "PUT", &path, &json!({ "subject": "admin" })).await?)?;
        } else if let Some(challenge) = value("consent_challenge=") {
            let path =
                format!("/admin/oauth2/auth/requests/consent/accept?consent_challenge={challenge}");
            let body = json!({ "grant_scope": ["openid", "offline_access"] });
            next = to(&ask(admin, "PUT", &path, &body).await?)?;
        } else if let Some(code) = value("code=") {
            let form = [
                ("grant_type", "authorization_code"),
                ("client_id", "demo"),
                ("code", &*code),
                ("redirect_uri", "http://127.0.0.1/callback"),
                (
                    "code_verifier",
                    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                ),
            ];
            let answer = browser.post("/oauth2/token", &form).await?;
            return answer
                .text("refresh_token")
                .ok_or(Trouble::NotReady("hydra's tokens"));
        }
    }
    Err(Trouble::NotReady("hydra's code"))
}

async fn ask(
    admin: &mut Connection,
    method: &str,
    path: &str,
    body: &Value,
) -> Result<Value, Trouble> {
    let answer = admin
        .send_body(method, path, "application/json", "", &body.to_string())
        .await?;
    if answer.status >= 400 {
        return Err(Trouble::Answer {
            what: "hydra's admin API",
            status: answer.status,
            body: answer.body,
        });
    }
    Ok(serde_json::from_str(&answer.body).unwrap_or_default())
}

/// The path and query that Hydra sends the browser on to.
fn to(answer: &Value) -> Result<String, Trouble> {
    let location = answer.get("redirect_to").and_then(Value::as_str);
    location
        .and_then(|location| location.splitn(4, '/').nth(3))
        .map(|path| format!("/{path}"))
        .ok_or(Trouble::NotReady("hydra's redirect"))
}
