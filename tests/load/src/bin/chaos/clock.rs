//! The system's clock jumps under a running host: nothing that was used works again, nothing is lost
//! before its time is over, and people can sign in.

use std::fmt::Write as _;
use std::time::Duration;

use vestibule_load::Trouble;
use vestibule_load::server::{Clock, Fault};

use super::fact::Tally;
use super::traffic::{Traffic, check};
use super::{Place, Verdict};

/// Where the clock goes, in seconds from the right time, one after the other.
const JUMPS: [(&str, i64); 6] = [
    ("an hour forward", 3_600),
    ("an hour back", 0),
    ("a day back", -86_400),
    ("a day forward", 0),
    ("a year forward", 31_536_000),
    ("a year back", 0),
];
/// Traffic before each jump.
const TIME: Duration = Duration::from_millis(700);

pub(super) async fn trial(place: &Place) -> Result<Verdict, Trouble> {
    let Some(clock) = Clock::new(&place.data).await? else {
        return Ok(Verdict {
            text: "The clock did not jump: FAKETIME_BIN names no program.\n".to_owned(),
            held: false,
        });
    };
    let mut server = place.start(Some(Fault::Clock(&clock))).await?;
    let mut text = String::from(
        "The clock jumps under the running host:\n\n| clock | acknowledged before | not as it must be |\n|---|--:|--:|\n",
    );
    let (mut lost, mut now) = (0, 0);
    for (name, next) in JUMPS {
        let facts = Traffic::begin(place.address, TIME, None).await?;
        let facts = facts.finish().await;
        clock.set(next)?;
        let mut tally = Tally::default();
        check(place.address, facts, next - now, &mut tally).await?;
        let _ = writeln!(text, "| {name} | {} | {} |", tally.all(), tally.lost());
        lost += tally.lost();
        now = next;
    }
    let runs = server.is_running()?;
    server.kill().await?;
    Ok(Verdict {
        text,
        held: lost == 0 && runs,
    })
}
