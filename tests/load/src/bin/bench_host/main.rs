//! `cargo xtask bench host`: sign-ins beside what Argon2id allows on the same cores, the token endpoint
//! beside Ory Hydra with its own SQLite, and what connections cost. What is compared is measured in turns.
//! Writes a Markdown table.

mod hydra;
mod rate;

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use argon2::{Argon2, PasswordHasher as _};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpStream;

use vestibule_load::Trouble;
use vestibule_load::flow::{self, Granted, Refused};
use vestibule_load::http::Connection;
use vestibule_load::server::{Server, free_address};

use hydra::Hydra;
use rate::Times;

/// How often each thing has its turn.
const TURNS: usize = 3;
/// How long a turn is.
const TIME: Duration = Duration::from_secs(4);
/// Clients at the same time.
const CLIENTS: usize = 8;
/// Codes that each client exchanges in a turn.
const CODES: usize = 20;
/// Connections that do nothing.
const IDLE: usize = 10_000;
/// Threads that the host checks passwords on.
const PASSWORD_THREADS: usize = 2;

#[expect(
    clippy::disallowed_methods,
    reason = "a program of its own that measures time"
)]
fn now() -> Instant {
    Instant::now()
}

#[tokio::main]
async fn main() -> Result<(), Trouble> {
    make_room(IDLE)?;
    let folder = tempfile::tempdir()?;
    let config = folder.path().join("vestibule.toml");
    std::fs::write(&config, include_str!("../../demo.toml"))?;
    let host = Server::vestibule(free_address().await?, folder.path(), &config, None).await?;
    let at_rest = host.memory().unwrap_or_default();
    let hydra = if let Some(program) = std::env::var_os("HYDRA") {
        Some(Hydra::start(program.as_ref(), folder.path()).await?)
    } else {
        eprintln!("HYDRA names no program: its rows are left out");
        None
    };
    let mut table = String::from("| what | per second | median ms | p99 ms |\n|---|--:|--:|--:|\n");
    table += &sign_ins(host.address).await?;
    table += &tokens(host.address, hydra.as_ref()).await?;
    let beside = match hydra {
        Some(hydra) => {
            let memory = hydra.server.memory().unwrap_or_default();
            hydra.server.kill().await?;
            format!(" Ory Hydra's, after the same: {memory} KB.")
        }
        None => String::new(),
    };
    table += &idle(&host, at_rest, &beside).await?;
    host.kill().await?;

    println!("{table}");
    if let Some(file) = std::env::args_os().nth(1) {
        std::fs::write(file, table)?;
    }
    Ok(())
}

/// Lets this program, and those that it starts, have as many connections as the system allows.
fn make_room(connections: usize) -> Result<(), Trouble> {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    if maximum.is_some_and(|most| most < connections as u64 + 1000) {
        return Err(Trouble::NotReady(
            "a hard limit of open files (ulimit -Hn) above 11000",
        ));
    }
    let limit = Rlimit {
        current: maximum,
        maximum,
    };
    setrlimit(Resource::Nofile, limit).map_err(|error| Trouble::Io(error.into()))
}

async fn sign_ins(host: SocketAddr) -> Result<String, Trouble> {
    let (mut alone, mut ours) = (Times::default(), Times::default());
    for _ in 0..TURNS {
        let hashing = tokio::task::spawn_blocking(argon2id);
        alone.add(hashing.await.unwrap_or_default());
        ours.add(
            by_clients(host, async |connection, _| {
                flow::sign_in(connection)
                    .await
                    .map(|done| done.map(|_| true))
            })
            .await?,
        );
    }
    Ok(alone.row(&format!(
        "Argon2id alone, {PASSWORD_THREADS} threads (19 MiB, 2 passes)"
    )) + &ours.row(&format!(
        "Vestibule, sign-ins by {CLIENTS} clients: {:.0} % of that",
        100.0 * ours.per_second() / alone.per_second()
    )))
}

/// Codes exchanged, and the tokens of each client refreshed again and again.
async fn tokens(host: SocketAddr, hydra: Option<&Hydra>) -> Result<String, Trouble> {
    let mut connection = Connection::open(host).await?;
    let cookie = granted(flow::sign_in(&mut connection).await)?;
    let mut times: [[Times; 2]; 2] = Default::default();
    for _ in 0..TURNS {
        // Its codes live for a few minutes only, so they are made for each turn.
        let mut connection = Connection::open(host).await?;
        let mut codes = Vec::new();
        for _ in 0..CLIENTS * CODES {
            codes.push(granted(flow::code(&mut connection, &cookie).await)?);
        }
        let (exchanges, refreshes) = turn(host, codes, None).await?;
        let [ours, theirs] = &mut times;
        ours[0].add(exchanges);
        ours[1].add(refreshes);
        if let Some(hydra) = hydra {
            let codes = hydra.codes(CLIENTS * CODES).await?;
            let uri = Some(hydra::REDIRECT_URI);
            let (exchanges, refreshes) = turn(hydra.server.address, codes, uri).await?;
            theirs[0].add(exchanges);
            theirs[1].add(refreshes);
        }
    }
    let [[our_exchanges, our_refreshes], [exchanges, refreshes]] = times;
    let mut rows = our_exchanges.row("Vestibule, codes exchanged");
    if hydra.is_some() {
        rows += &exchanges.row("Ory Hydra v2.3.0 with SQLite, codes exchanged");
    }
    rows += &our_refreshes.row("Vestibule, tokens refreshed");
    if hydra.is_some() {
        rows += &refreshes.row("Ory Hydra v2.3.0 with SQLite, tokens refreshed");
    }
    Ok(rows)
}

/// Every code is exchanged; then each client refreshes its newest token until the time is over.
async fn turn(
    address: SocketAddr,
    codes: Vec<String>,
    redirect_uri: Option<&str>,
) -> Result<(Times, Times), Trouble> {
    let codes = Mutex::new(codes);
    let families: [Mutex<String>; CLIENTS] = Default::default();
    let exchanges = by_clients(address, async |connection, client| {
        let Some(code) = locked(&codes).pop() else {
            return Ok(Ok(false));
        };
        let answer = flow::exchange(connection, &code, redirect_uri).await?;
        if let (Ok(token), Some(family)) = (&answer, families.get(client)) {
            locked(family).clone_from(token);
        }
        Ok(answer.map(|_| true))
    })
    .await?;
    let refreshes = by_clients(address, async |connection, client| {
        let Some(family) = families.get(client) else {
            return Ok(Ok(false));
        };
        let token = locked(family).clone();
        if token.is_empty() {
            return Ok(Ok(false));
        }
        let answer = flow::refresh(connection, "demo", &token).await?;
        if let Ok(next) = &answer {
            locked(family).clone_from(next);
        }
        Ok(answer.map(|_| true))
    })
    .await?;
    Ok((exchanges, refreshes))
}

/// What connections that do nothing cost, and whether anybody gets in beside them.
async fn idle(host: &Server, at_rest: u64, beside: &str) -> Result<String, Trouble> {
    let before = host.memory().unwrap_or_default();
    let mut idle = Vec::with_capacity(IDLE);
    for _ in 0..IDLE {
        idle.push(TcpStream::connect(host.address).await?);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let with_idle = host.memory().unwrap_or_default();
    // A new connection: the host has closed the former one meanwhile.
    let mut connection = Connection::open(host.address).await?;
    let good = flow::sign_in(&mut connection).await?.is_ok();
    #[expect(clippy::cast_precision_loss, reason = "kilobytes of a process")]
    let each = with_idle.saturating_sub(before) as f64 / IDLE as f64;
    let mut text = String::new();
    let _ = write!(
        text,
        "\nMemory: {at_rest} KB at rest; {before} KB after the load; {with_idle} KB with {IDLE} idle connections, \
         which are {each:.1} KB each. A sign-in beside them was {}.{beside}\n",
        if good { "good" } else { "refused" }
    );
    Ok(text)
}

/// What the cores give when they do nothing else.
fn argon2id() -> Times {
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
    Times::of_turn(times, 0, start.elapsed())
}

/// The same request by several clients, again and again: until the time is over, or there is no more to
/// ask for, which is not counted.
async fn by_clients(
    address: SocketAddr,
    request: impl AsyncFn(&mut Connection, usize) -> Granted<bool>,
) -> Result<Times, Trouble> {
    let times = Mutex::new((Vec::new(), 0));
    let start = now();
    let client = async |client| {
        let mut connection = Connection::open(address).await?;
        while start.elapsed() < TIME {
            let begin = now();
            match request(&mut connection, client).await {
                Ok(Ok(true)) => locked(&times).0.push(begin.elapsed()),
                Ok(Ok(false)) => break,
                Ok(Err(Refused::Unavailable)) => locked(&times).1 += 1,
                Ok(Err(Refused::InvalidGrant)) => {
                    return Err(Trouble::NotReady("a good grant"));
                }
                // Hydra hangs up after an error of its own.
                Err(Trouble::Io(_)) => {
                    locked(&times).1 += 1;
                    connection = Connection::open(address).await?;
                }
                Err(trouble) => return Err(trouble),
            }
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
    let (times, refused) = times.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(Times::of_turn(times, refused, total))
}

fn granted<T>(answer: Granted<T>) -> Result<T, Trouble> {
    answer?.map_err(|_| Trouble::NotReady("what was asked for"))
}

fn locked<T>(it: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}
