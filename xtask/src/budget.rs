//! `cargo xtask budget`: what a browser loads for each page, by brotli 11, beside what it may weigh.
//!
//! The numbers come from a running host, so they are what the wire carries; the limits are here and nowhere else.

use std::collections::BTreeSet;
use std::fmt::{Display, Write as _};

use vestibule_compress::brotli;

use crate::failure::Failure;
use crate::host::Host;
use crate::workspace::Workspace;

/// A kilobyte as network people count it, and as the limits below are meant.
const KB: f64 = 1000.0;

/// Prints the table; fails when a line of it is over its limit.
pub(crate) fn check(workspace: &Workspace) -> Result<(), Failure> {
    let host = Host::start(workspace, &workspace.host_binary())?;
    let login = Page::load(&host, "/login?client_id=demo&response_type=code")?;
    let client = Page::load(&host, "/client/")?;
    let lines = [
        Line::size("login page: HTML with critical CSS", login.html, 14_600),
        Line::size("login page: wasm and its script", login.code(), 40_000),
        Line::size("login page: all of it", login.all(), 55_000),
        Line::count("login page: requests", login.requests(), 4),
        Line::count(
            "login page: addresses of third parties",
            login.foreign.len(),
            0,
        ),
        Line::size("client page: wasm and its script", client.code(), 250_000),
        Line::count(
            "client page: addresses of third parties",
            client.foreign.len(),
            0,
        ),
    ];
    print!("{}", table(&lines));
    match lines.iter().find(|line| line.value > line.limit) {
        Some(line) => Err(Failure::OverBudget(line.what.to_owned())),
        None => Ok(()),
    }
}

struct Line {
    what: &'static str,
    value: usize,
    limit: usize,
    is_size: bool,
}

impl Line {
    fn size(what: &'static str, value: usize, limit: usize) -> Self {
        Self {
            what,
            value,
            limit,
            is_size: true,
        }
    }

    fn count(what: &'static str, value: usize, limit: usize) -> Self {
        Self {
            what,
            value,
            limit,
            is_size: false,
        }
    }

    fn show(&self, value: usize) -> String {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a page is smaller than 2^52 bytes"
        )]
        let kilobytes = || format!("{:.1} KB", value as f64 / KB);
        if self.is_size {
            kilobytes()
        } else {
            value.to_string()
        }
    }
}

fn table(lines: &[Line]) -> String {
    let mut table = format!("{:<42}{:>12}{:>12}\n", "budget (brotli 11)", "is", "may be");
    for line in lines {
        let (value, limit) = (line.show(line.value), line.show(line.limit));
        let verdict = if line.value > line.limit {
            "  OVER"
        } else {
            ""
        };
        // Writing into a String cannot fail.
        let _ = writeln!(table, "{:<42}{value:>12}{limit:>12}{verdict}", line.what);
    }
    table
}

/// A page as the host sends it, with all that its HTML names.
struct Page {
    html: usize,
    assets: Vec<Asset>,
    foreign: BTreeSet<String>,
}

struct Asset {
    path: String,
    size: usize,
}

impl Page {
    fn load(host: &Host, path: &str) -> Result<Self, Failure> {
        let html = fetch(host, path, "identity")?;
        let text = String::from_utf8_lossy(&html);
        let assets: Vec<_> = asset_paths(&text)
            .into_iter()
            .map(|path| {
                fetch(host, &path, "br").map(|body| Asset {
                    path,
                    size: body.len(),
                })
            })
            .collect::<Result<_, _>>()?;
        if !assets.iter().any(Asset::is_code) {
            return Err(failed(
                path,
                &"it loads no bundle, so there is nothing to measure",
            ));
        }
        let size = brotli(&html).map_err(|error| failed(path, &error))?.len();
        Ok(Self {
            html: size,
            assets,
            foreign: foreign_addresses(&text, &host.origin()),
        })
    }

    /// The wasm with the script that starts it.
    fn code(&self) -> usize {
        self.assets
            .iter()
            .filter(|asset| asset.is_code())
            .map(|asset| asset.size)
            .sum()
    }

    fn all(&self) -> usize {
        self.html + self.assets.iter().map(|asset| asset.size).sum::<usize>()
    }

    fn requests(&self) -> usize {
        1 + self.assets.len()
    }
}

impl Asset {
    fn is_code(&self) -> bool {
        matches!(self.path.rsplit_once('.'), Some((_, "wasm" | "js")))
    }
}

/// The body as it comes over the wire, in exactly the encoding that was asked for.
fn fetch(host: &Host, path: &str, encoding: &str) -> Result<Vec<u8>, Failure> {
    let mut response = ureq::get(format!("{}{path}", host.origin()))
        .header("accept-encoding", encoding)
        .call()
        .map_err(|error| failed(path, &error))?;
    let sent = response.headers().get("content-encoding");
    if sent.map_or(&b"identity"[..], |value| value.as_bytes()) != encoding.as_bytes() {
        return Err(failed(
            path,
            &format_args!("the host does not send it as {encoding}"),
        ));
    }
    response
        .body_mut()
        .read_to_vec()
        .map_err(|error| failed(path, &error))
}

fn failed(path: &str, why: &dyn Display) -> Failure {
    Failure::Project(format!("{path}: {why}"))
}

/// Every hashed asset that the HTML names, once each, wherever in it (a tag, a preload, an inline script).
fn asset_paths(html: &str) -> BTreeSet<String> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || "/-_.".contains(c));
    html.match_indices("/assets/")
        .filter_map(|(start, _)| html.get(start..)?.split(ends).next())
        .map(str::to_owned)
        .collect()
}

/// Every address in a tag that loads something, if it is not of this origin.
fn foreign_addresses(html: &str, origin: &str) -> BTreeSet<String> {
    let leads_away = |value: &&str| {
        ["http:", "https:", "//"]
            .iter()
            .any(|start| value.starts_with(start))
            && !value.starts_with(&format!("{origin}/"))
    };
    html.split('<')
        .filter(|tag| {
            ["link ", "script ", "img "]
                .iter()
                .any(|name| tag.starts_with(name))
        })
        .flat_map(|tag| tag.split('"').filter(leads_away))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_counts_once_however_often_it_is_named() {
        let html = r#"<link rel="preload" href="/assets/login/login-1_bg.wasm"><script>import("/assets/login/login-1.js");f('/assets/login/login-1_bg.wasm')</script>"#;
        let paths = asset_paths(html);
        assert_eq!(
            paths.iter().map(String::as_str).collect::<Vec<_>>(),
            ["/assets/login/login-1.js", "/assets/login/login-1_bg.wasm"]
        );
    }

    #[test]
    fn a_link_to_follow_is_no_request_and_a_font_from_elsewhere_is_one() {
        let html = r#"<a href="https://a.example/">x</a><link rel="stylesheet" href="https://f.example/f.css"><script src="//s.example/s.js"></script><link rel="icon" href="data:,<svg xmlns='http://www.w3.org/2000/svg'>"><link rel="canonical" href="http://127.0.0.1:1/login">"#;
        let foreign = foreign_addresses(html, "http://127.0.0.1:1");
        assert_eq!(
            foreign.iter().map(String::as_str).collect::<Vec<_>>(),
            ["//s.example/s.js", "https://f.example/f.css"]
        );
    }

    #[test]
    fn the_table_shows_what_is_over() {
        let lines = [
            Line::size("page", 14_601, 14_600),
            Line::count("requests", 4, 4),
        ];
        assert_eq!(
            table(&lines).lines().collect::<Vec<_>>(),
            [
                "budget (brotli 11)                                  is      may be",
                "page                                           14.6 KB     14.6 KB  OVER",
                "requests                                             4           4",
            ]
        );
    }
}
