//! Every state of the login view fits a narrow window, in every language; and widely set text.

use vestibule_e2e::Outcome;
use vestibule_e2e::layout::{Spacing, faults};
use vestibule_e2e::tour::{Stop, Tour, languages};

/// What is wrong, and where.
type Findings = Vec<(String, &'static str, Vec<String>)>;

#[tokio::test]
async fn every_state_fits_a_narrow_window_in_every_language() -> Outcome<()> {
    let tour = Tour::open(None).await?;
    tour.browser.resize(320, 568).await?;
    let mut findings = Findings::new();
    let languages = languages()?;
    assert!(languages.len() > 20, "{languages:?}");
    for language in languages {
        for stop in Stop::all() {
            tour.visit(stop, &language).await?;
            let found = faults(&tour.browser, Spacing::Own).await?;
            if !found.is_empty() {
                findings.push((language.clone(), stop.name(), found));
            }
        }
    }
    assert_eq!(findings, []);
    Ok(())
}

/// 320 × 256 is 1280 × 1024 at 400 %, and 640 × 512 at 200 %.
#[tokio::test]
async fn every_state_fits_when_it_is_magnified_or_widely_set() -> Outcome<()> {
    let tour = Tour::open(None).await?;
    let mut findings = Findings::new();
    for stop in Stop::all() {
        tour.visit(stop, "en").await?;
        for (width, height) in [(320, 256), (640, 512), (1280, 1024)] {
            tour.browser.resize(width, height).await?;
            for spacing in [Spacing::Own, Spacing::Wide] {
                let found = faults(&tour.browser, spacing).await?;
                if !found.is_empty() {
                    findings.push(("en".to_owned(), stop.name(), found));
                }
            }
        }
    }
    assert_eq!(findings, []);
    Ok(())
}
