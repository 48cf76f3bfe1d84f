//! The host's files can't grow any more in the middle of traffic: it says so and runs on, and what it had
//! acknowledged is there when there is room again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use vestibule_load::Trouble;
use vestibule_load::http::Connection;
use vestibule_load::server::Fault;

use super::fact::Tally;
use super::traffic::{Traffic, check};
use super::{Place, Verdict};

/// Two megabytes for each file: less than the log of writes grows to.
const LARGEST_FILE: u32 = 4096;

pub(super) async fn trial(place: &Place) -> Result<Verdict, Trouble> {
    let mut tally = Tally::default();
    let mut server = place.start(Some(Fault::FullDisk(LARGEST_FILE))).await?;
    let refused = Arc::new(AtomicBool::new(false));
    let time = Duration::from_secs(20);
    let traffic = Traffic::begin(place.address, time, Some(Arc::clone(&refused))).await?;
    let runs = server.is_running()?;
    let answers = Connection::open(place.address)
        .await?
        .get("/health", "")
        .await?
        .status;
    server.kill().await?;
    let facts = traffic.finish().await;
    let server = place.start(None).await?;
    check(place.address, facts, 0, &mut tally).await?;
    server.kill().await?;
    let refused = refused.load(Ordering::Relaxed);
    Ok(Verdict {
        text: format!(
            "{}\nWrites were refused: {}. The host ran on: {}. It answered `/health` by {answers}.\n",
            tally.table("With a full disk, and room again:"),
            yes(refused),
            yes(runs),
        ),
        held: tally.lost() == 0 && runs && answers == 200 && refused,
    })
}

fn yes(it: bool) -> &'static str {
    if it { "yes" } else { "no" }
}
