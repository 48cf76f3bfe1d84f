//! The server of light-4j: no compressed forms, nothing to see where nothing is, and redirects.

use super::{Answer, Method, Missing, Way, answers, every_file_is_served, the_pages_work};
use vestibule_e2e::Outcome;
use vestibule_e2e::servers::FileServer;

const WAY: Way = Way {
    // The page itself says which charset.
    html: "text/html",
    encodings: &[],
    missing: Missing::Nothing,
    cases: &[],
    names_itself: true,
};

#[tokio::test]
async fn every_file_has_its_headers() -> Outcome<()> {
    for base in ["/", "/sub/"] {
        every_file_is_served(&FileServer::light_4j(base).await?, &WAY).await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_other_answer_has_the_headers_too() -> Outcome<()> {
    let own = [
        (Method::GET, "/error", Answer::Redirect(302, "/error/")),
        (Method::POST, "/error", Answer::Redirect(302, "/error/")),
        (Method::GET, "de?a=b", Answer::Redirect(302, "/de/?a=b")),
        (Method::PUT, "de/", Answer::Status(405)),
    ];
    answers(&FileServer::light_4j("/").await?, &WAY, &own).await?;

    let own = [
        // It has no words for what is outside the path.
        (Method::POST, "/error", Answer::Missing),
        (Method::POST, "error", Answer::Redirect(302, "/sub/error/")),
        (Method::GET, "/sub?a=b", Answer::Redirect(302, "/sub/?a=b")),
    ];
    answers(&FileServer::light_4j("/sub/").await?, &WAY, &own).await
}

#[tokio::test]
async fn the_pages_work_below_a_path() -> Outcome<()> {
    the_pages_work(&FileServer::light_4j("/sub/").await?).await
}
