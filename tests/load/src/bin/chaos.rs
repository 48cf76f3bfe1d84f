//! `cargo xtask chaos`: the host killed again and again under mixed traffic, a full disk, and clients
//! that trickle. Whatever was acknowledged is asked for after each restart; the number of what is
//! missing, or came back, must be nought.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use vestibule_load::Trouble;
use vestibule_load::flow::{self, Granted, Refused};
use vestibule_load::http::Connection;
use vestibule_load::server::{Server, free_address};

/// Tasks that make traffic.
const WORKERS: usize = 4;
/// Slow connections at the same time.
const SLOW: usize = 200;

/// What was acknowledged, and must be so after a restart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Fact {
    /// Never exchanged, so it works.
    UnusedCode(String),
    /// Exchanged, so it never works again.
    UsedCode(String),
    /// The newest of its family, so it works.
    LiveToken(String),
    /// Its successor was given, so it never works again.
    SpentToken(String),
    /// Given back, so it never works again.
    RevokedToken(String),
    /// The browser is signed in.
    Session(String),
}

impl Fact {
    fn name(&self) -> &'static str {
        match self {
            Self::UnusedCode(_) => "codes issued",
            Self::UsedCode(_) => "codes used",
            Self::LiveToken(_) => "refresh tokens issued",
            Self::SpentToken(_) => "refresh tokens spent",
            Self::RevokedToken(_) => "refresh tokens revoked",
            Self::Session(_) => "sessions",
        }
    }

    /// Whether it is so.
    async fn holds(&self, connection: &mut Connection) -> Result<bool, Trouble> {
        let works = match self {
            Self::Session(cookie) => flow::code(connection, cookie).await?.is_ok(),
            Self::UnusedCode(code) | Self::UsedCode(code) => {
                flow::exchange(connection, code).await?.is_ok()
            }
            Self::LiveToken(token) | Self::SpentToken(token) | Self::RevokedToken(token) => {
                flow::refresh(connection, "demo", token).await?.is_ok()
            }
        };
        Ok(match self {
            Self::UnusedCode(_) | Self::LiveToken(_) | Self::Session(_) => works,
            Self::UsedCode(_) | Self::SpentToken(_) | Self::RevokedToken(_) => !works,
        })
    }
}

/// What is acknowledged in one round.
#[derive(Default)]
struct Ledger(Mutex<Vec<Fact>>);

impl Ledger {
    fn note(&self, fact: Fact) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(fact);
    }

    fn take(&self) -> Vec<Fact> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// How many facts of each kind there were, and how many did not hold.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, (u64, u64)>);

impl Tally {
    fn count(&mut self, fact: &Fact, holds: bool) {
        let (all, lost) = self.0.entry(fact.name()).or_default();
        *all += 1;
        *lost += u64::from(!holds);
    }

    fn lost(&self) -> u64 {
        self.0.values().map(|(_, lost)| lost).sum()
    }

    fn print(&self, what: &str) {
        println!("\n{what}\n\n| acknowledged | number | lost or come back |\n|---|---:|---:|");
        for (name, (all, lost)) in &self.0 {
            println!("| {name} | {all} | {lost} |");
        }
    }
}

/// Where a run keeps its things.
struct Place {
    data: PathBuf,
    config: PathBuf,
    address: SocketAddr,
}

impl Place {
    async fn start(&self, largest_file: Option<u32>) -> Result<Server, Trouble> {
        Server::vestibule(self.address, &self.data, &self.config, largest_file).await
    }
}

#[tokio::main]
async fn main() -> Result<(), Trouble> {
    let rounds = std::env::args()
        .nth(1)
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(100);
    let folder = tempfile::tempdir()?;
    let place = Place {
        data: folder.path().to_owned(),
        config: config(folder.path())?,
        address: free_address().await?,
    };
    let mut lost = kills(&place, rounds).await?;
    lost += full_disk(&place).await?;
    let trickled = trickle(&place).await?;
    if lost > 0 || !trickled {
        println!("\nNot everything held.");
        std::process::exit(1);
    }
    println!("\nEverything held.");
    Ok(())
}

/// The demonstration's configuration, with room for the traffic of one address.
fn config(folder: &Path) -> Result<PathBuf, Trouble> {
    let file = folder.join("vestibule.toml");
    std::fs::write(&file, include_str!("../demo.toml"))?;
    Ok(file)
}

/// Kills the host in the middle of traffic, and looks what is left, again and again.
async fn kills(place: &Place, rounds: u32) -> Result<u64, Trouble> {
    let mut tally = Tally::default();
    let mut server = place.start(None).await?;
    for round in 1..=rounds {
        let facts = traffic(place, delay(round)?, None).await?;
        server.kill().await?;
        let facts = facts.finish().await;
        server = place.start(None).await?;
        check(place, facts, &mut tally).await?;
        if round % 10 == 0 {
            eprintln!("{round} of {rounds} kills, {} lost", tally.lost());
        }
    }
    server.kill().await?;
    tally.print(&format!(
        "Killed by SIGKILL {rounds} times during mixed traffic:"
    ));
    Ok(tally.lost())
}

/// Makes traffic until nothing can be written any more, and looks what is left with room again.
async fn full_disk(place: &Place) -> Result<u64, Trouble> {
    let mut tally = Tally::default();
    // Half a megabyte for each file: less than the log of writes grows to.
    let mut server = place.start(Some(1024)).await?;
    let refused = Arc::new(AtomicBool::new(false));
    let traffic = traffic(place, Duration::from_secs(20), Some(Arc::clone(&refused))).await?;
    let runs = server.is_running()?;
    let answers = Connection::open(place.address)
        .await?
        .get("/health", "")
        .await?
        .status;
    server.kill().await?;
    let facts = traffic.finish().await;
    let server = place.start(None).await?;
    check(place, facts, &mut tally).await?;
    server.kill().await?;
    tally.print("With a full disk:");
    println!(
        "\nWrites were refused: {}. The host ran on: {runs}, and answered /health by {answers}.",
        refused.load(Ordering::Relaxed)
    );
    Ok(tally.lost() + u64::from(!runs || answers != 200 || !refused.load(Ordering::Relaxed)))
}

/// Clients that send a byte now and then keep nobody else out, and are shut out in time.
async fn trickle(place: &Place) -> Result<bool, Trouble> {
    let server = place.start(None).await?;
    let mut slow = Vec::new();
    for _ in 0..SLOW {
        let mut stream = TcpStream::connect(place.address).await?;
        stream
            .write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX: ")
            .await?;
        slow.push(tokio::spawn(async move {
            // Until the host has enough of it.
            for _ in 0..30 {
                tokio::time::sleep(Duration::from_secs(1)).await;
                let mut byte = [0];
                let closed = stream.write_all(b"x").await.is_err()
                    || matches!(
                        tokio::time::timeout(Duration::from_millis(10), stream.read(&mut byte))
                            .await,
                        Ok(Ok(0) | Err(_))
                    );
                if closed {
                    return true;
                }
            }
            false
        }));
    }
    let mut connection = Connection::open(place.address).await?;
    let mut signed_in = 0;
    for _ in 0..20 {
        signed_in += u32::from(flow::sign_in(&mut connection).await?.is_ok());
    }
    let mut closed = 0;
    for task in slow {
        closed += usize::from(task.await.unwrap_or(false));
    }
    server.kill().await?;
    println!(
        "\nBeside {SLOW} connections that trickle, {signed_in} of 20 sign-ins were good; the host closed {closed} of them within half a minute."
    );
    Ok(signed_in == 20 && closed == SLOW)
}

/// Traffic under way.
struct Traffic {
    ledger: Arc<Ledger>,
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl Traffic {
    /// Waits until every task has noticed that the host is gone.
    async fn finish(self) -> Vec<Fact> {
        for task in self.tasks {
            let _ = task.await;
        }
        self.ledger.take()
    }
}

/// Starts traffic and lets it go on for a while; or, if `refused` is given, until a write is refused.
async fn traffic(
    place: &Place,
    time: Duration,
    refused: Option<Arc<AtomicBool>>,
) -> Result<Traffic, Trouble> {
    let ledger = Arc::new(Ledger::default());
    let mut connection = Connection::open(place.address).await?;
    let Ok(cookie) = flow::sign_in(&mut connection).await? else {
        return Err(Trouble::NotReady("the traffic"));
    };
    ledger.note(Fact::Session(cookie.clone()));
    let tasks = (0..WORKERS)
        .map(|worker| {
            let (ledger, cookie, refused) = (Arc::clone(&ledger), cookie.clone(), refused.clone());
            let address = place.address;
            tokio::spawn(async move {
                let _ = work(address, worker, &cookie, &ledger, refused.as_deref()).await;
            })
        })
        .collect();
    let step = Duration::from_millis(5);
    let mut left = time;
    while !left.is_zero()
        && !refused
            .as_ref()
            .is_some_and(|it| it.load(Ordering::Relaxed))
    {
        tokio::time::sleep(step.min(left)).await;
        left = left.saturating_sub(step);
    }
    Ok(Traffic { ledger, tasks })
}

/// One story after the other, each another one, until the connection breaks or a write is refused.
async fn work(
    address: SocketAddr,
    worker: usize,
    cookie: &str,
    ledger: &Ledger,
    refused: Option<&AtomicBool>,
) -> Result<(), Trouble> {
    let mut connection = Connection::open(address).await?;
    for turn in worker.. {
        if story(&mut connection, turn, cookie, ledger).await? == Err(Refused::Unavailable) {
            match refused {
                Some(refused) => {
                    refused.store(true, Ordering::Relaxed);
                    return Ok(());
                }
                None => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }
    Ok(())
}

/// A fact is noted when its acknowledgement has arrived, and before anything that could change it is
/// sent; what was on its way when the host died may have happened or not.
async fn story(
    connection: &mut Connection,
    turn: usize,
    cookie: &str,
    ledger: &Ledger,
) -> Granted<()> {
    let code = match flow::code(connection, cookie).await? {
        Ok(code) => code,
        Err(refused) => return Ok(Err(refused)),
    };
    if turn.is_multiple_of(5) {
        ledger.note(Fact::UnusedCode(code));
        return Ok(Ok(()));
    }
    let first = match flow::exchange(connection, &code).await? {
        Ok(token) => token,
        Err(refused) => return Ok(Err(refused)),
    };
    if turn % 5 == 1 {
        ledger.note(Fact::UsedCode(code));
        return Ok(Ok(()));
    }
    let mut newest = first.clone();
    for _ in 0..=turn % 3 {
        newest = match flow::refresh(connection, "demo", &newest).await? {
            Ok(token) => token,
            Err(refused) => return Ok(Err(refused)),
        };
    }
    match turn % 5 {
        2 => ledger.note(Fact::LiveToken(newest)),
        3 => ledger.note(Fact::SpentToken(first)),
        _ => {
            if let Err(refused) = flow::revoke(connection, &newest).await? {
                return Ok(Err(refused));
            }
            ledger.note(Fact::RevokedToken(newest));
        }
    }
    Ok(Ok(()))
}

async fn check(place: &Place, facts: Vec<Fact>, tally: &mut Tally) -> Result<(), Trouble> {
    let mut connection = Connection::open(place.address).await?;
    for fact in facts {
        let holds = fact.holds(&mut connection).await?;
        if !holds {
            eprintln!("does not hold: {}", fact.name());
        }
        tally.count(&fact, holds);
    }
    Ok(())
}

/// Another moment each time, so that every step of a write has its turn.
fn delay(round: u32) -> Result<Duration, Trouble> {
    let mut random = [0; 2];
    #[expect(
        clippy::disallowed_methods,
        reason = "a program of its own, at its edge"
    )]
    getrandom::fill(&mut random).map_err(|_| Trouble::NotReady("the random number generator"))?;
    let spread = u64::from(u16::from_le_bytes(random)) % 300;
    Ok(Duration::from_millis(50 + spread + u64::from(round % 7)))
}
