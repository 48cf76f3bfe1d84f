//! The host is killed in the middle of traffic, again and again; after each restart every acknowledged
//! fact is asked for.

use std::time::Duration;

use vestibule_load::Trouble;

use super::fact::Tally;
use super::traffic::{Traffic, check};
use super::{Place, Verdict};

pub(super) async fn trial(place: &Place, rounds: u32) -> Result<Verdict, Trouble> {
    let mut tally = Tally::default();
    let mut server = place.start(None).await?;
    for round in 1..=rounds {
        let facts = Traffic::begin(place.address, delay(round)?, None).await?;
        server.kill().await?;
        let facts = facts.finish().await;
        server = place.start(None).await?;
        check(place.address, facts, 0, &mut tally).await?;
        if round % 10 == 0 {
            eprintln!("{round} of {rounds} kills, {} lost", tally.lost());
        }
    }
    server.kill().await?;
    Ok(Verdict {
        text: tally.table(&format!(
            "Killed by SIGKILL {rounds} times during mixed traffic:"
        )),
        held: tally.lost() == 0,
    })
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
