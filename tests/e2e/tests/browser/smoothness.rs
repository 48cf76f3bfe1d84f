//! A run does not hold the page up: no task of it on the main thread is a long one, as browsers count.

use std::{env, fs};

use serde_json::Value;
use vestibule_e2e::browser::Scripts;
use vestibule_e2e::pages::{ClientPage, LoginPage};
use vestibule_e2e::{Outcome, Trouble};

use super::{PASSWORD, Stage, USER};

const ROUNDS: usize = 5;
/// As many checks as a run must have to count.
const CHECKS: usize = 50;

/// From the moment on that the client page is live, in each document of a run: how many tasks took 50 ms and more,
/// and for how long messages of the page to itself had to wait at most, which is how long the main thread was busy.
const WATCH: &str = r"
new MutationObserver((_, observer) => {
  const root = document.documentElement;
  if (root?.dataset.page !== 'client' || root.dataset.enhanced === undefined) return;
  observer.disconnect();
  const seen = window.seen = JSON.parse(sessionStorage.getItem('seen')) ?? {long: 0, longest: 0};
  addEventListener('pagehide', () => sessionStorage.setItem('seen', JSON.stringify(seen)));
  const live = performance.now();
  new PerformanceObserver(list => {
    seen.long += list.getEntries().filter(task => task.startTime >= live).length;
  }).observe({type: 'longtask'});
  const {port1, port2} = new MessageChannel();
  let before;
  port1.onmessage = () => {
    const now = performance.now();
    seen.longest = Math.max(seen.longest, now - (before ?? now));
    before = now;
    port2.postMessage(0);
  };
  port2.postMessage(0);
}).observe(document, {attributes: true, subtree: true, attributeFilter: ['data-enhanced']});
";

#[tokio::test]
#[ignore = "times tasks, which a busy machine stretches; `cargo xtask bench smoothness` runs it"]
async fn a_run_has_no_long_task() -> Outcome<()> {
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        rounds.push(Round::take().await?);
    }
    if let Some(path) = env::var_os("VESTIBULE_TABLE") {
        fs::write(&path, table(&rounds)).map_err(|source| Trouble::Machine {
            what: path.display().to_string(),
            source,
        })?;
    }
    assert!(rounds.iter().all(|round| round.checks >= CHECKS));
    let long: Vec<_> = rounds.iter().map(|round| round.long).collect();
    assert_eq!(long, [0; ROUNDS], "tasks of 50 ms and more in each round");
    Ok(())
}

struct Round {
    checks: usize,
    long: u64,
    longest: f64,
}

impl Round {
    /// A sign-in and each action that leaves rows, by a browser that has never seen the page.
    async fn take() -> Outcome<Self> {
        let stage = Stage::open(Scripts::On).await?;
        stage.browser.before_each_document(WATCH).await?;
        stage.browser.go(&stage.autostart()).await?;
        let login = LoginPage::shown(&stage.browser).await?;
        login.sign_in(USER, PASSWORD).await?;
        let client = ClientPage::shown(&stage.browser).await?;
        let run = client.ended().await?;
        assert_eq!(run.result(), "ok", "{:?}", run.0);
        client.act("#userinfo").await?;
        client.act("#refresh").await?;
        let run = client.act("#revoke").await?;
        let seen = stage.browser.run("return window.seen", Vec::new()).await?;
        let number = |name: &str| seen.get(name).and_then(Value::as_f64);
        let number = |name| number(name).ok_or_else(|| Trouble::Answer(seen.to_string()));
        Ok(Self {
            checks: run.checks()?.len(),
            long: seen.get("long").and_then(Value::as_u64).unwrap_or(u64::MAX),
            longest: number("longest")?,
        })
    }
}

fn table(rounds: &[Round]) -> String {
    let mut text = "| a sign-in with all its actions on the client page | checks shown | tasks of 50 ms and more | longest wait for the main thread |\n\
                    | --- | --: | --: | --: |\n"
        .to_owned();
    for (at, round) in rounds.iter().enumerate() {
        let row = format!(
            "| round {} | {} | {} | {:.0} ms |\n",
            at + 1,
            round.checks,
            round.long,
            round.longest
        );
        text.push_str(&row);
    }
    text
}
