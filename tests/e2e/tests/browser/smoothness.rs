//! A run does not hold the page up: no task of it on the main thread is a long one, as browsers count.

use serde_json::json;
use vestibule_e2e::Outcome;
use vestibule_e2e::browser::Scripts;
use vestibule_e2e::pages::{ClientPage, LoginPage};

use super::{PASSWORD, Stage, USER};

/// Counts tasks of 50 ms and more from the moment on that the page is live.
const WATCH: &str = r"
window.longTasks = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.longTasks.push([entry.startTime, entry.duration]);
}).observe({type: 'longtask', buffered: true});
new MutationObserver((_, observer) => {
  if (document.documentElement?.dataset.enhanced === undefined) return;
  observer.disconnect();
  window.live = performance.now();
}).observe(document, {attributes: true, subtree: true, attributeFilter: ['data-enhanced']});
";

#[tokio::test]
#[ignore = "times tasks, which a busy machine stretches: for a quiet one"]
async fn a_run_has_no_long_task() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.before_each_document(WATCH).await?;
    stage.browser.go(&stage.autostart()).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.sign_in(USER, PASSWORD).await?;
    let client = ClientPage::shown(&stage.browser).await?;
    let run = client.ended().await?;
    assert_eq!(run.result(), "ok", "{:?}", run.0);
    let run = client.act("#userinfo").await?;
    assert!(run.checks()?.len() >= 35);
    let script = "return window.longTasks.filter(([start]) => start >= window.live)";
    let long = stage.browser.run(script, Vec::new()).await?;
    assert_eq!(
        long,
        json!([]),
        "[start, duration] of each, in milliseconds"
    );
    Ok(())
}
