//! From a document to a brand: every value is checked, everything that is wrong is said, and what was
//! left out has its default.

mod features;
mod look;
mod words;

use vestibule_ui::brand::{Brand, SocialPosition};

use super::address::NotAnAddress;
use super::contrast::Pair;
use super::document::{Document, Position};
use super::files::{Files, Kind, Named};
use super::finding::{Finding, Problem};
use super::schema::join;

/// The version of the format.
const VERSION: u64 = 1;
/// As much of a name or a label as a button or a tab can show.
const LABEL: usize = 60;

/// A document that was looked through.
pub(super) struct Checked {
    /// Complete, whatever was found; not to be used if an error was.
    pub(super) brand: Brand,
    pub(super) findings: Vec<Finding>,
    /// By mode.
    pub(super) contrast: Vec<(&'static str, Vec<Pair>)>,
}

/// Looks a document through.
pub(super) fn check(document: &Document, files: &mut Files<'_>) -> Checked {
    let mut checker = Checker {
        files,
        findings: Vec::new(),
        contrast: Vec::new(),
    };
    let brand = checker.brand(document);
    Checked {
        brand,
        findings: checker.findings,
        contrast: checker.contrast,
    }
}

struct Checker<'a, 'f> {
    files: &'a mut Files<'f>,
    findings: Vec<Finding>,
    contrast: Vec<(&'static str, Vec<Pair>)>,
}

impl Checker<'_, '_> {
    fn brand(&mut self, document: &Document) -> Brand {
        if let Some(version) = document.version.filter(|it| *it != VERSION) {
            self.say("version", Problem::Version(version));
        }
        let own_name = self.label("brand.name", document.brand.name.as_deref());
        let has_own_name = own_name.is_some();
        let name = own_name.unwrap_or_else(|| Brand::default().name);
        let logo = self.logo(document, &name, has_own_name);
        let slots = self.slots(&document.slots);
        let (style, icon) = self.look(document, &logo, &slots, has_own_name.then_some(&name));
        Brand {
            logo,
            icon,
            links: self.links(&document.brand.links),
            features: self.features(&document.features),
            social_position: match document.layout.social_position {
                Some(Position::Above) => SocialPosition::Above,
                Some(Position::Below) => SocialPosition::Below,
                None => SocialPosition::default(),
            },
            wording: self.wording(&document.text),
            locales: self.locales(&document.locales),
            slots,
            endpoints: self.endpoints(&document.submit),
            style,
            name,
        }
    }

    fn say(&mut self, path: &str, problem: Problem) {
        self.findings.push(Finding {
            path: path.to_owned(),
            problem,
        });
    }

    /// The value, or a word on why there is none.
    fn kept<T>(&mut self, path: &str, result: Result<T, impl Into<Problem>>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.say(path, problem.into());
                None
            }
        }
    }

    /// A number in its range.
    fn number(&mut self, path: &str, value: Option<i64>, min: i64, max: i64) -> Option<i64> {
        let value = value?;
        if (min..=max).contains(&value) {
            Some(value)
        } else {
            self.say(path, Problem::Range { value, min, max });
            None
        }
    }

    /// Words that must be there and fit.
    fn label(&mut self, path: &str, text: Option<&str>) -> Option<String> {
        let text = text?;
        let length = text.chars().count();
        if text.trim().is_empty() {
            self.say(path, Problem::Empty);
        } else if length > LABEL {
            let limit = LABEL;
            self.say(path, Problem::TooLong { length, limit });
        } else {
            return Some(text.to_owned());
        }
        None
    }

    fn address(
        &mut self,
        path: &str,
        text: Option<&String>,
        of: fn(&str) -> Result<String, NotAnAddress>,
    ) -> Option<String> {
        let text = text?;
        self.kept(path, of(text))
    }

    fn file(&mut self, path: &str, text: Option<&String>, kind: Kind) -> Option<Named> {
        let taken = self.files.take(text?, kind);
        let mut named = self.kept(path, taken)?;
        if let Some(warning) = named.warning.take() {
            self.say(path, warning);
        }
        Some(named)
    }
}

/// The path of an item of a list.
fn item(path: &str, at: usize, key: &str) -> String {
    join(&format!("{path}[{at}]"), key)
}
