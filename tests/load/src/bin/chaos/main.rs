//! `cargo xtask chaos`: the host killed again and again under mixed traffic, a full disk, a clock that
//! jumps, and clients that trickle. Whatever was acknowledged is asked for afterwards; the number of what
//! is missing, or came back, must be nought. One file for each trial.

mod clock;
mod fact;
mod full_disk;
mod kills;
mod traffic;
mod trickle;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use vestibule_load::Trouble;
use vestibule_load::server::{Fault, Server, free_address};

/// What a trial showed.
struct Verdict {
    /// In Markdown.
    text: String,
    /// Whether everything was as it must be.
    held: bool,
}

/// Where a run keeps its things.
struct Place {
    data: PathBuf,
    config: PathBuf,
    address: SocketAddr,
}

impl Place {
    async fn start(&self, fault: Option<Fault<'_>>) -> Result<Server, Trouble> {
        Server::vestibule(self.address, &self.data, &self.config, fault).await
    }
}

/// `chaos [how many kills] [file for what was found]`
#[tokio::main]
async fn main() -> Result<(), Trouble> {
    let mut arguments = std::env::args().skip(1);
    let rounds = arguments.next().and_then(|rounds| rounds.parse().ok());
    let folder = tempfile::tempdir()?;
    let place = Place {
        data: folder.path().to_owned(),
        config: config(folder.path())?,
        address: free_address().await?,
    };
    let verdicts = [
        kills::trial(&place, rounds.unwrap_or(100)).await?,
        full_disk::trial(&place).await?,
        clock::trial(&place).await?,
        trickle::trial(&place).await?,
        no_panic(folder.path())?,
    ];
    let found = verdicts.iter().map(|it| &*it.text).collect::<Vec<_>>();
    let found = found.join("\n");
    println!("\n{found}");
    if let Some(file) = arguments.next() {
        std::fs::write(file, found)?;
    }
    if verdicts.iter().any(|it| !it.held) {
        println!("\nNot everything held.");
        std::process::exit(1);
    }
    println!("\nEverything held.");
    Ok(())
}

/// The demonstration's configuration, with room for the traffic of one address.
fn config(folder: &Path) -> Result<PathBuf, Trouble> {
    let file = folder.join("vestibule.toml");
    std::fs::write(&file, include_str!("../../demo.toml"))?;
    Ok(file)
}

/// What every host of the run has said of itself.
fn no_panic(folder: &Path) -> Result<Verdict, Trouble> {
    let said = std::fs::read_to_string(Server::words(folder))?;
    let panics = said.lines().filter(|line| line.contains("panicked at"));
    let count = panics.inspect(|line| eprintln!("{line}")).count();
    Ok(Verdict {
        text: format!("Panics in all of it: {count}.\n"),
        held: count == 0,
    })
}
