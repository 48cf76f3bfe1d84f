//! Pictures of the pages, for the eye: no assertion can say that a page looks finished. `cargo xtask screenshots`
//! takes them, and writes a sheet of all pictures for each brand and for the client page.

mod client;

use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use vestibule_e2e::browser::{Browser, Scheme};
use vestibule_e2e::tour::{Stop, Tour};
use vestibule_e2e::{Outcome, Trouble};

use super::{PASSWORD, USER};

const SIZES: [(u32, u32); 2] = [(390, 844), (1280, 900)];
const SCHEMES: [(Scheme, &str); 2] = [(Scheme::Light, "light"), (Scheme::Dark, "dark")];
const LANGUAGES: [&str; 3] = ["en", "de", "ar"];

#[tokio::test]
#[ignore = "takes pictures for people; `cargo xtask screenshots` runs it"]
async fn screenshots_of_the_bank() -> Outcome<()> {
    login_view("bank").await
}

#[tokio::test]
#[ignore = "takes pictures for people; `cargo xtask screenshots` runs it"]
async fn screenshots_of_the_authority() -> Outcome<()> {
    login_view("authority").await
}

#[tokio::test]
#[ignore = "takes pictures for people; `cargo xtask screenshots` runs it"]
async fn screenshots_of_the_startup() -> Outcome<()> {
    login_view("startup").await
}

#[tokio::test]
#[ignore = "takes pictures for people; `cargo xtask screenshots` runs it"]
async fn screenshots_of_the_institution() -> Outcome<()> {
    login_view("institution").await
}

/// Every state in the name of a brand.
async fn login_view(brand: &str) -> Outcome<()> {
    let folder = folder()?;
    let tour = Tour::open(Some(brand)).await?;
    let mut sheet = Sheet::new(brand);
    for language in LANGUAGES {
        for stop in Stop::all() {
            tour.visit(stop, language).await?;
            let name = format!("{brand}-{}-{language}", stop.name());
            sheet.add(&name, &album(&tour.browser, &folder, &name, &SIZES).await?);
        }
    }
    sheet.write(&folder)
}

/// Where the pictures go.
fn folder() -> Outcome<PathBuf> {
    let folder = env::var_os("VESTIBULE_SCREENSHOTS").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| env::temp_dir().join("vestibule-screenshots"));
    std::fs::create_dir_all(&folder).map_err(|source| machine(&folder, source))?;
    Ok(folder)
}

/// Waits until all of a window that has just grown is painted.
const PAINTED: &str = "const done = arguments[0];
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))";

/// The page as it is now, in each size and scheme, from its top to its end; gives the pictures' names.
async fn album(
    browser: &Browser,
    folder: &Path,
    name: &str,
    sizes: &[(u32, u32)],
) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for &(width, height) in sizes {
        browser.resize(width, height).await?;
        let script = "return document.documentElement.scrollHeight";
        let whole = browser.run(script, Vec::new()).await?;
        let whole = whole.as_u64().and_then(|it| u32::try_from(it).ok());
        let whole = whole.unwrap_or(height).max(height);
        browser.resize(width, whole).await?;
        for (scheme, suffix) in SCHEMES {
            browser.prefer(scheme).await?;
            browser.run_async(PAINTED, Vec::new()).await?;
            let picture = format!("{name}-{width}-{suffix}.png");
            let file = folder.join(&picture);
            let bytes = browser.picture().await?;
            std::fs::write(&file, bytes).map_err(|source| machine(&file, source))?;
            names.push(picture);
        }
    }
    Ok(names)
}

/// All pictures of one subject on one page.
struct Sheet {
    subject: String,
    html: String,
}

impl Sheet {
    fn new(subject: &str) -> Self {
        Self {
            subject: subject.to_owned(),
            html: format!(
                "<!DOCTYPE html><meta charset=\"utf-8\"><title>{subject}</title><style>\
                 body {{ font: 14px sans-serif; background: #888 }}\
                 div {{ display: flex; gap: 8px; align-items: start }}\
                 img {{ zoom: .5 }}</style>\n"
            ),
        }
    }

    fn add(&mut self, name: &str, pictures: &[String]) {
        // Writing into a String can't fail.
        let _ = write!(self.html, "<h2>{name}</h2><div>");
        for picture in pictures {
            let _ = write!(self.html, "<img src=\"{picture}\" alt=\"\">");
        }
        self.html.push_str("</div>\n");
    }

    fn write(self, folder: &Path) -> Outcome<()> {
        let file = folder.join(format!("{}.html", self.subject));
        std::fs::write(&file, self.html).map_err(|source| machine(&file, source))
    }
}

fn machine(path: &Path, source: std::io::Error) -> Trouble {
    Trouble::Machine {
        what: path.display().to_string(),
        source,
    }
}
