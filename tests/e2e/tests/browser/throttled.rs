//! Who has tried too often is told how long it is of no use, and when that is over.

use vestibule_e2e::browser::Browser;
use vestibule_e2e::layout::strings;
use vestibule_e2e::tour::{HostStop, Stop, Tour};
use vestibule_e2e::{Outcome, eventually};

use super::FAST;

#[tokio::test]
async fn the_hosts_page_says_when_the_wait_is_over() -> Outcome<()> {
    let tour = Tour::open(None).await?;
    tour.browser.before_each_document(FAST).await?;
    let throttled = Stop::Host(HostStop::LoginThrottled);
    tour.visit(throttled, "en").await?;
    the_wait_ends(&tour.browser).await
}

/// Sees the seconds count down on a page with a fast clock, and the end of it: no word denies another, and nothing
/// of the page has moved.
pub(super) async fn the_wait_ends(browser: &Browser) -> Outcome<()> {
    browser.find("#problem [role=timer]").await?;
    let place = "return document.querySelector('h1').getBoundingClientRect().top";
    let before = browser.run(place, Vec::new()).await?;
    let words =
        "return [...document.querySelectorAll('#problem p')].map((line) => line.textContent)";
    let over = ["Too many attempts.", "You can try again now."];
    let told = strings(&browser.run(words, Vec::new()).await?)?;
    assert_eq!(told.first().map(String::as_str), Some("Too many attempts."));
    assert_ne!(told, over);
    eventually("the end of the wait", || async {
        let told = strings(&browser.run(words, Vec::new()).await?)?;
        Ok((told == over).then_some(()))
    })
    .await?;
    assert_eq!(browser.run(place, Vec::new()).await?, before);
    Ok(())
}
