//! Debian's nginx.

use super::{
    Answer, Case, Method, Missing, WITH_PAGES, Way, answers, every_file_is_served, the_pages_work,
};
use vestibule_e2e::Outcome;
use vestibule_e2e::servers::FileServer;

const WAY: Way = Way {
    html: "text/html; charset=utf-8",
    // The module for the other one is no part of it.
    encodings: &[("gzip", ".gz")],
    missing: Missing::Page,
    cases: WITH_PAGES,
    names_itself: false,
};

const OWN: [Case; 2] = [
    (Method::PUT, "de/", Answer::File("de/index.html")),
    (Method::DELETE, "de/", Answer::File("de/index.html")),
];

#[tokio::test]
async fn every_file_has_its_headers_and_forms() -> Outcome<()> {
    for base in ["/", "/sub/"] {
        every_file_is_served(&FileServer::nginx(base).await?, &WAY).await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_other_answer_has_the_headers_too() -> Outcome<()> {
    let server = FileServer::nginx("/").await?;
    answers(&server, &WAY, &OWN).await?;
    let redirect = Answer::Redirect(301, "/de/?a=b");
    answers(&server, &WAY, &[(Method::GET, "de?a=b", redirect)]).await?;

    let server = FileServer::nginx("/sub/").await?;
    answers(&server, &WAY, &OWN).await?;
    let redirects = [
        (Method::GET, "de?a=b", Answer::Redirect(301, "/sub/de/?a=b")),
        (Method::GET, "/sub?a=b", Answer::Redirect(301, "/sub/?a=b")),
    ];
    answers(&server, &WAY, &redirects).await
}

#[tokio::test]
async fn the_pages_work_below_a_path() -> Outcome<()> {
    the_pages_work(&FileServer::nginx("/sub/").await?).await
}
