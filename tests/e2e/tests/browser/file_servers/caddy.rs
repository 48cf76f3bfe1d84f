//! Caddy.

use std::env;
use std::process::Command;

use super::{
    Answer, Case, Method, Missing, WITH_PAGES, Way, answers, every_file_is_served, the_pages_work,
};
use vestibule_e2e::Outcome;
use vestibule_e2e::servers::{Baked, FileServer};

const WAY: Way = Way {
    html: "text/html; charset=utf-8",
    encodings: &[("br", ".br"), ("gzip", ".gz")],
    missing: Missing::Page,
    cases: WITH_PAGES,
    names_itself: false,
};

const OWN: [Case; 1] = [(Method::GET, "de?a=b", Answer::File("de/index.html"))];

#[tokio::test]
async fn every_file_has_its_headers_and_forms() -> Outcome<()> {
    for base in ["/", "/sub/"] {
        every_file_is_served(&FileServer::caddy(base).await?, &WAY).await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_other_answer_has_the_headers_too() -> Outcome<()> {
    answers(&FileServer::caddy("/").await?, &WAY, &OWN).await?;
    let server = FileServer::caddy("/sub/").await?;
    answers(&server, &WAY, &OWN).await?;
    let bare = (Method::GET, "/sub?a=b", Answer::File("index.html"));
    answers(&server, &WAY, &[bare]).await
}

#[tokio::test]
async fn the_pages_work_below_a_path() -> Outcome<()> {
    the_pages_work(&FileServer::caddy("/sub/").await?).await
}

/// Nothing in somebody's log complains of what we wrote.
#[tokio::test]
async fn the_words_are_formatted_as_it_likes_them() -> Outcome<()> {
    let baked = Baked::new("/sub/").await?;
    let written = baked.read("_server/Caddyfile");
    let mut caddy = Command::new(env::var_os("CADDY").unwrap_or_default());
    let caddy = caddy.arg("fmt").arg(baked.path().join("_server/Caddyfile"));
    let formatted = caddy.output().map(|output| output.stdout).ok();
    assert_eq!(formatted, written);
    Ok(())
}
