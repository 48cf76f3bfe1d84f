//! Mixed traffic, of which every acknowledgement is noted; and the questions afterwards.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use vestibule_load::Trouble;
use vestibule_load::flow::{self, Granted, Refused};
use vestibule_load::http::Connection;

use super::fact::{Fact, Ledger, Tally};

/// Tasks that make traffic.
const WORKERS: usize = 4;

/// Traffic under way.
pub(super) struct Traffic {
    ledger: Arc<Ledger>,
    stop: Arc<AtomicBool>,
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl Traffic {
    /// Starts it and lets it go on for a while; or, if `refused` is given, until a write is refused.
    pub(super) async fn begin(
        address: SocketAddr,
        time: Duration,
        refused: Option<Arc<AtomicBool>>,
    ) -> Result<Self, Trouble> {
        let (ledger, stop) = (
            Arc::new(Ledger::default()),
            Arc::new(AtomicBool::new(false)),
        );
        let mut connection = Connection::open(address).await?;
        let Ok(cookie) = flow::sign_in(&mut connection).await? else {
            return Err(Trouble::NotReady("the traffic"));
        };
        ledger.note(Fact::Session(cookie.clone()));
        let tasks = (0..WORKERS)
            .map(|worker| {
                let (ledger, stop) = (Arc::clone(&ledger), Arc::clone(&stop));
                let (cookie, refused) = (cookie.clone(), refused.clone());
                tokio::spawn(async move {
                    // Its end is the host's.
                    let _ =
                        work(address, worker, &cookie, &ledger, &stop, refused.as_deref()).await;
                })
            })
            .collect();
        let pause = Duration::from_millis(5);
        let mut left = time;
        while !left.is_zero()
            && !refused
                .as_ref()
                .is_some_and(|it| it.load(Ordering::Relaxed))
        {
            tokio::time::sleep(pause.min(left)).await;
            left = left.saturating_sub(pause);
        }
        Ok(Self {
            ledger,
            stop,
            tasks,
        })
    }

    /// Waits until every task has noticed that the host is gone, or has ended its story.
    pub(super) async fn finish(self) -> Vec<Fact> {
        self.stop.store(true, Ordering::Relaxed);
        for task in self.tasks {
            let _ = task.await;
        }
        self.ledger.take()
    }
}

/// One story after the other, each another one, until the connection breaks, a write is refused, or it
/// is enough.
async fn work(
    address: SocketAddr,
    worker: usize,
    cookie: &str,
    ledger: &Ledger,
    stop: &AtomicBool,
    refused: Option<&AtomicBool>,
) -> Result<(), Trouble> {
    let mut connection = Connection::open(address).await?;
    for turn in worker.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
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
    let first = match flow::exchange(connection, &code, None).await? {
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

/// Asks for every fact, `age` seconds after it was acknowledged.
pub(super) async fn check(
    address: SocketAddr,
    facts: Vec<Fact>,
    age: i64,
    tally: &mut Tally,
) -> Result<(), Trouble> {
    let mut connection = Connection::open(address).await?;
    for fact in facts {
        let holds = fact.works(&mut connection).await? == fact.must_work_after(age);
        if !holds {
            eprintln!("does not hold: {fact:?}");
        }
        tally.count(&fact, holds);
    }
    Ok(())
}
