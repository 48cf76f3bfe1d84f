//! The login page with the authorization request left out: drawn once for all requests of a kind, and
//! filled in for each. The text is the one that a page drawn whole has, which a test holds it to; only
//! the drawing is spared, which takes longer than everything else about an answer.

use std::fmt::Write as _;

use crate::forms::carried::{Carried, with_parameter};
use crate::i18n::Locale;

use super::frame::{Frame, Languages};
use super::login::{LoginPage, LoginStep, login};
use super::{Html, Submit};

/// What the pages of one sheet have in common, beside brand and bundle.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SheetKind {
    locale: Locale,
    action: String,
    client: Option<String>,
    step: LoginStep,
    submit: Submit,
    has_response_type: bool,
}

/// Parameters that change more of the page than where they are carried.
const SPECIAL: [&str; 3] = ["_charset_", "login_hint", "user_type"];

impl SheetKind {
    /// The kind of a page, if it is one that a sheet can give: the form for a request, as it is before
    /// anything was typed.
    pub fn of(frame: &Frame<'_>, page: &LoginPage) -> Option<Self> {
        let is_plain = page.user_name.is_none()
            && !page.remember
            && page.problem.is_none()
            && page.csrf.is_none()
            && page.step != LoginStep::Password
            && page.inspection.is_none()
            && page.carried.names_a_request();
        let is_special = |name: &str| SPECIAL.iter().any(|it| name.eq_ignore_ascii_case(it));
        if !is_plain || page.carried.pairs().any(|(name, _)| is_special(name)) {
            return None;
        }
        Some(Self {
            locale: frame.speaking_for(&page.carried).locale,
            action: page.action.clone()?,
            client: page.client.clone(),
            step: page.step,
            submit: page.submit.clone(),
            has_response_type: page.carried.get("response_type").is_some(),
        })
    }
}

/// A page without its request.
#[derive(Clone, Debug)]
pub struct LoginSheet {
    parts: Vec<Part>,
    length: usize,
    html: Html,
}

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    /// The request as hidden fields.
    Fields,
    /// The request as a query.
    Query,
    /// The request as a query without its wish for a language.
    QueryInAnyLanguage,
}

/// Stands for the request while a sheet is drawn.
const ABSENT: &str = "of-the-request";

impl LoginSheet {
    /// The sheet of the kind that this page is of.
    pub fn draw(frame: &Frame<'_>, page: &LoginPage) -> Self {
        let frame = frame.speaking_for(&page.carried);
        let response_type = page.carried.get("response_type").is_some();
        let absent = format!("client_id={ABSENT}")
            + if response_type {
                "&response_type=code"
            } else {
                ""
            };
        let carried = Carried::from_query(&absent).unwrap_or_default();
        let frame = Frame {
            languages: frame.languages.map(|it| Languages {
                path: it.path,
                query: &absent,
            }),
            ..frame
        };
        let html = login(
            &frame,
            &LoginPage {
                carried: carried.clone(),
                ..page.clone()
            },
        );
        Self {
            parts: parts(&html.text, &fields(&carried), &query(&carried)),
            length: html.text.len(),
            html: Html {
                text: String::new(),
                ..html
            },
        }
    }

    /// The page for a request of its kind.
    pub fn fill(&self, carried: &Carried) -> String {
        let request = RequestTexts::of(carried);
        let own = request.fields.len() + request.query.len();
        let mut text = String::with_capacity(self.length + 32 * own);
        for piece in self.pieces(&request) {
            text.push_str(piece.text());
        }
        text
    }

    /// The same page, in pieces.
    pub fn pieces<'a>(&'a self, request: &'a RequestTexts) -> impl Iterator<Item = Piece<'a>> {
        self.parts.iter().map(|part| match part {
            Part::Text(text) => Piece::Common(text),
            Part::Fields => Piece::Own(&request.fields),
            Part::Query => Piece::Own(&request.query),
            Part::QueryInAnyLanguage => {
                Piece::Own(request.in_any_language.as_ref().unwrap_or(&request.query))
            }
        })
    }

    /// What every page of the sheet has in common, in order.
    pub fn common(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::Fields | Part::Query | Part::QueryInAnyLanguage => None,
        })
    }

    /// What the policy of every page of the sheet has to allow; the text is empty.
    pub fn html(&self) -> &Html {
        &self.html
    }
}

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// The same on every page of the sheet.
    Common(&'a str),
    /// Of this request.
    Own(&'a str),
}

impl<'a> Piece<'a> {
    /// What it says.
    pub fn text(self) -> &'a str {
        match self {
            Self::Common(text) | Self::Own(text) => text,
        }
    }
}

/// A request, as it stands in its page.
#[derive(Clone, Debug)]
pub struct RequestTexts {
    fields: String,
    query: String,
    in_any_language: Option<String>,
}

impl RequestTexts {
    /// Written once, however often the page has it.
    pub fn of(carried: &Carried) -> Self {
        Self {
            fields: fields(carried),
            query: query(carried),
            in_any_language: carried.get("ui_locales").map(|_| {
                let kept = with_parameter(&carried.to_query(), "ui_locales", "");
                escaped(kept.trim_end_matches("&ui_locales="))
            }),
        }
    }
}

fn parts(text: &str, fields: &str, query: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for (index, piece) in text.split(fields).enumerate() {
        if index > 0 {
            parts.push(Part::Fields);
        }
        for (index, piece) in piece.split(query).enumerate() {
            if index > 0 {
                parts.push(if piece.starts_with("&amp;ui_locales=") {
                    Part::QueryInAnyLanguage
                } else {
                    Part::Query
                });
            }
            parts.push(Part::Text(piece.to_owned()));
        }
    }
    parts
}

/// As `CarriedFields` draws them.
fn fields(carried: &Carried) -> String {
    carried
        .pairs()
        .fold(String::new(), |mut fields, (name, value)| {
            let (name, value) = (escaped(name), escaped(value));
            // Writing into a String cannot fail.
            let _ = write!(
                fields,
                r#"<input type="hidden" name="{name}" value="{value}">"#
            );
            fields
        })
}

fn query(carried: &Carried) -> String {
    escaped(&carried.to_query())
}

/// For an attribute, as Leptos does it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}
