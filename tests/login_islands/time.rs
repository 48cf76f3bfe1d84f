//! The wait after too many attempts, and the end of a challenge.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{CONSENT, WAIT, attribute, document, get, script, show};

#[wasm_bindgen_test]
async fn a_wait_counts_down_and_says_when_it_is_over() {
    show(WAIT, |page| {
        // Whoever translates the page wraps its text.
        let left = page.query_selector("[data-left]").expect("a selector");
        script(
            "it.innerHTML='<font>'+it.textContent+'</font>'",
            &left.into(),
        );
    })
    .await;
    let shown = get("[data-left]").text_content().unwrap_or_default();
    let (minutes, seconds) = shown.split_once(':').expect("a time");
    let left =
        minutes.parse::<u32>().expect("minutes") * 60 + seconds.parse::<u32>().expect("seconds");
    assert!(left <= 62, "{shown}");
    assert_eq!(
        attribute("[data-island=wait]", "aria-live").as_deref(),
        Some("off")
    );
    let focused = document().active_element().map(|element| element.id());
    assert_eq!(focused.as_deref(), Some("problem"));

    show(WAIT, |page| {
        let line = page
            .query_selector("[data-island=wait]")
            .expect("a selector");
        script("it.dataset.seconds='0'", &line.into());
    })
    .await;
    assert_eq!(
        get("[data-island=wait]").text_content().as_deref(),
        Some("You can try again now.")
    );
    assert_eq!(
        attribute("[data-island=wait]", "aria-live").as_deref(),
        Some("polite")
    );
}

#[wasm_bindgen_test]
async fn the_end_of_a_challenge_is_told_before_it_comes() {
    for (seconds, text) in [
        ("100000", "You have \u{2068}10\u{2069} minutes to decide."),
        ("0", "The time is up. Please start again."),
    ] {
        show(CONSENT, |page| {
            let line = page
                .query_selector("[data-island=expiry]")
                .expect("a selector");
            line.expect("the line")
                .set_attribute("data-seconds", seconds)
                .expect("sets");
        })
        .await;
        assert_eq!(
            get("[data-island=expiry]").text_content().as_deref(),
            Some(text)
        );
    }
    show(CONSENT, |page| {
        let line = page
            .query_selector("[data-island=expiry]")
            .expect("a selector");
        script(
            "it.dataset.seconds=String(Math.floor(performance.now()/1000)+30)",
            &line.into(),
        );
    })
    .await;
    assert_eq!(
        get("[data-island=expiry]").text_content().as_deref(),
        Some("Less than a minute is left.")
    );
}
