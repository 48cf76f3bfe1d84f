//! How fast ID tokens are parsed and validated natively, beside the `openidconnect` crate, on the same tokens and keys.
//!
//! `bench-native <table.md>` writes the table. This file times and reports; who validates how is in `ours` and `theirs`,
//! and both must refuse a forged token before they are timed.

mod issuer;
mod ours;
mod theirs;

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::issuer::{Issuer, Kind};
use crate::ours::Ours;
use crate::theirs::Theirs;

const TOKENS: usize = 20;
const ROUNDS: usize = 101;

/// A client library, set up for one issuer.
trait Library {
    /// Takes a token in, as far as the library can before it looks at it.
    fn prepare(&self, token: &str) -> Result<Validate<'_>, Box<dyn Error>>;
}

/// Parses and validates one token; says who signed in, or `None` when it is refused.
type Validate<'a> = Box<dyn Fn() -> Option<String> + 'a>;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os()
        .nth(1)
        .ok_or("usage: bench-native <table.md>")?;
    let mut table = "| parse and validate one ID token | ours, median | openidconnect 4.1, median | ratio | ours, per second |\n\
         |---|--:|--:|--:|--:|\n"
        .to_owned();
    for kind in [Kind::Es256, Kind::Rs256] {
        let issuer = Issuer::new(kind)?;
        for (with_signature, what) in [(true, ""), (false, ", signature aside")] {
            let (ours, theirs) = compare(&issuer, with_signature)?;
            let (a, b) = (ours.as_secs_f64(), theirs.as_secs_f64());
            writeln!(
                table,
                "| {}{what} | {:.1} µs | {:.1} µs | {:.2} | {:.0} |",
                kind.as_str(),
                a * 1e6,
                b * 1e6,
                b / a,
                1.0 / a
            )?;
        }
    }
    writeln!(
        table,
        "\n{ROUNDS} rounds of {TOKENS} tokens, in turns. A ratio above 1: openidconnect took longer than ours. Both compare \
         issuer, audience, expiry, nonce and at_hash; ours verifies by aws-lc-rs, openidconnect by the RustCrypto crates."
    )?;
    fs::write(path, table)?;
    Ok(())
}

/// The median time for one token, ours and theirs. The signature is each library's own arithmetic, so it can be left out.
fn compare(issuer: &Issuer, with_signature: bool) -> Result<(Duration, Duration), Box<dyn Error>> {
    let ours = Ours::new(issuer, with_signature)?;
    let theirs = Theirs::new(issuer, with_signature)?;
    judge(&ours, issuer, with_signature)?;
    judge(&theirs, issuer, with_signature)?;
    let mut tokens = (Vec::new(), Vec::new());
    for n in 0..TOKENS {
        let token = issuer.id_token(&format!("user-{n}"))?;
        tokens.0.push(ours.prepare(&token)?);
        tokens.1.push(theirs.prepare(&token)?);
    }
    let mut times = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        // Whoever goes first in a round goes last in the next.
        if round % 2 == 0 {
            times.0.push(time(&tokens.0));
            times.1.push(time(&tokens.1));
        } else {
            times.1.push(time(&tokens.1));
            times.0.push(time(&tokens.0));
        }
    }
    Ok((median(times.0), median(times.1)))
}

/// A library that takes what it must refuse is not worth timing.
fn judge(
    library: &impl Library,
    issuer: &Issuer,
    with_signature: bool,
) -> Result<(), Box<dyn Error>> {
    let validate = |token: &str| Ok::<_, Box<dyn Error>>(library.prepare(token)?());
    if validate(&issuer.id_token("admin")?)?.as_deref() != Some("admin") {
        return Err("a sound token was refused".into());
    }
    // The same claims by another key of the same id, or, with no eye on signatures, another issuer's.
    let mut forger = Issuer::new(issuer.kind)?;
    if !with_signature {
        forger.url = "https://other.example";
    }
    if validate(&forger.id_token("admin")?)?.is_some() {
        return Err("a forged token was taken".into());
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a bench times by the real clock")]
fn time(tokens: &[Validate<'_>]) -> Duration {
    let start = Instant::now();
    for validate in tokens {
        black_box(validate());
    }
    start.elapsed()
}

fn median(mut rounds: Vec<Duration>) -> Duration {
    rounds.sort_unstable();
    let middle = rounds.get(rounds.len() / 2).copied().unwrap_or_default();
    middle / u32::try_from(TOKENS).unwrap_or(1)
}
