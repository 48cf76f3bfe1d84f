//! What `vestibule bake` says to web servers, held by the servers themselves: every file is there under its
//! address, with the headers that `_headers` asks for and in the forms that were baked; what is not there says
//! so; a failed sign-in by POST gets its page; and the pages work.

mod caddy;
mod light_4j;
mod nginx;

use reqwest::{Client, Method, Response, redirect::Policy};
use vestibule_e2e::browser::{Browser, Scripts};
use vestibule_e2e::pages::LoginPage;
use vestibule_e2e::servers::{Baked, FileServer};
use vestibule_e2e::{Outcome, Trouble};

/// What one server does in its own way.
struct Way {
    /// The type of pages.
    html: &'static str,
    /// The encodings that it knows, and how the names of their files end.
    encodings: &'static [(&'static str, &'static str)],
    /// Whether what is missing has a page, or nothing but headers.
    missing: Missing,
    /// What it does beside the cases of every server, wherever the folder is.
    cases: &'static [Case],
    /// Whether redirects name the scheme and the host by which it was asked.
    names_itself: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Page,
    Nothing,
}

/// What a request is answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// 200, and this file.
    File(&'static str),
    /// 404.
    Missing,
    /// This status, and the way to another path.
    Redirect(u16, &'static str),
    /// This status, and nothing.
    Status(u16),
}

/// A request, with a path below the base or, with a slash at its start, of the whole host.
type Case = (Method, &'static str, Answer);

/// The same at every server.
const CASES: [Case; 4] = [
    (Method::GET, "nothing", Answer::Missing),
    (Method::GET, "assets/nothing.js", Answer::Missing),
    (Method::POST, "error/", Answer::File("error/index.html")),
    (
        Method::POST,
        "de/error/",
        Answer::File("de/error/index.html"),
    ),
];

/// The same at every server that has words for pages of errors, and for what is outside the folder's path.
const WITH_PAGES: &[Case] = &[
    (Method::GET, "/error", Answer::File("error/index.html")),
    (Method::POST, "/error", Answer::File("error/index.html")),
    (Method::POST, "nothing", Answer::Missing),
    (Method::GET, "_server/nginx.conf", Answer::Missing),
    (Method::GET, "_headers", Answer::Missing),
    (Method::GET, ".baked", Answer::Missing),
];

/// A client that shows what a server says.
fn client() -> Outcome<Client> {
    let builder = Client::builder().redirect(Policy::none()).no_proxy();
    Ok(builder.build()?)
}

/// Every file, in every form.
async fn every_file_is_served(server: &FileServer, way: &Way) -> Outcome<()> {
    let (client, baked) = (client()?, server.baked());
    let files = baked.files()?;
    for ending in ["de/index.html", ".js", "_bg.wasm", ".css", ".svg"] {
        assert!(files.iter().any(|name| name.ends_with(ending)), "{ending}");
    }
    for name in files {
        let address = name.strip_suffix("index.html").unwrap_or(&name);
        let path = format!("{}{address}", baked.base());
        for (encoding, ending) in [("identity", "")].iter().chain(way.encodings) {
            let request = client.get(server.url(&path));
            let answer = request.header("accept-encoding", *encoding).send().await?;
            let case = format!("{path} by {encoding}");
            assert_eq!(answer.status(), 200, "{case}");
            assert_headers(&answer, baked, &path, &case)?;
            assert_eq!(
                said(&answer, "content-type"),
                [media_type(&name, way)],
                "{case}"
            );
            // What was not worth the trouble has no such form.
            let (content, coded) = match baked.read(&format!("{name}{ending}")) {
                Some(content) => (Some(content), !ending.is_empty()),
                None => (baked.read(&name), false),
            };
            let expected = if coded { vec![*encoding] } else { Vec::new() };
            assert_eq!(said(&answer, "content-encoding"), expected, "{case}");
            assert!(
                Some(answer.bytes().await?.to_vec()) == content,
                "{case}: another body"
            );
        }
    }
    Ok(())
}

/// The cases of every server, and this one's, of which some are for one folder's path alone.
async fn answers(server: &FileServer, way: &Way, own: &[Case]) -> Outcome<()> {
    let (client, baked) = (client()?, server.baked());
    for (method, path, expected) in CASES.iter().chain(way.cases).chain(own) {
        let path = match path.strip_prefix('/') {
            Some(_) => (*path).to_owned(),
            None => format!("{}{path}", baked.base()),
        };
        let request = client.request(method.clone(), server.url(&path));
        let answer = request.body("j_password=x").send().await?;
        let case = format!("{method} {path}");
        let (status, body) = match *expected {
            Answer::File(name) => (200, baked.read(name)),
            Answer::Missing if way.missing == Missing::Page => (404, baked.read("404.html")),
            Answer::Missing => (404, Some(Vec::new())),
            Answer::Redirect(status, _) => (status, None),
            Answer::Status(status) => (status, Some(Vec::new())),
        };
        assert_eq!(answer.status(), status, "{case}");
        if let Answer::Redirect(_, to) = expected {
            let origin = if way.names_itself {
                server.origin()
            } else {
                ""
            };
            let location = format!("{origin}{to}");
            assert_eq!(said(&answer, "location"), [location], "{case}");
        }
        // Whatever came of it is for this once: a browser asks again.
        if !(*expected == Answer::Missing && way.missing == Missing::Nothing) {
            assert_headers(&answer, baked, baked.base(), &case)?;
        }
        if let Some(body) = body {
            assert!(answer.bytes().await? == body, "{case}: another body");
        }
    }
    Ok(())
}

/// A sign-in page in the language that was asked for, brought to life.
async fn the_pages_work(server: &FileServer) -> Outcome<()> {
    let browser = Browser::open(Scripts::On).await?;
    let base = server.baked().base();
    let address = format!("{base}?client_id=demo&ui_locales=de&state=a%2Bb");
    browser.go(&server.url(&address)).await?;
    LoginPage::shown(&browser).await?.enhanced().await?;
    assert_eq!(browser.address().await?.path(), format!("{base}de/"));
    assert_eq!(browser.complaints().await?, []);
    let traffic = browser.traffic().await?;
    assert_eq!(traffic.beyond(&[server.origin()]), Vec::<&str>::new());
    Ok(())
}

/// Each header that `_headers` has for the path, once and with that value.
fn assert_headers(answer: &Response, baked: &Baked, path: &str, case: &str) -> Outcome<()> {
    let headers = baked.headers(path)?;
    assert_eq!(headers.len(), 5, "{path}");
    for (name, value) in &headers {
        let value = value
            .to_str()
            .map_err(|_| Trouble::Answer(name.to_string()))?;
        assert_eq!(said(answer, name.as_str()), [value], "{case}: {name}");
    }
    Ok(())
}

/// Every value of a header.
fn said<'answer>(answer: &'answer Response, name: &str) -> Vec<&'answer str> {
    let values = answer.headers().get_all(name).iter();
    values.filter_map(|value| value.to_str().ok()).collect()
}

fn media_type(name: &str, way: &Way) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => way.html,
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "not one of them",
    }
}
