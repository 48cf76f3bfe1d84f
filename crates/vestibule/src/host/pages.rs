//! Draws pages: what the UI makes of the facts becomes a response with the policy that fits it.
//! It decides nothing; whoever calls it knows which page and why.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use std::sync::Arc;

use vestibule_ui::{
    brand::{Brand, Endpoint, Endpoints, SubmitMode},
    forms::{carried::Carried, error_response::HttpsUrl, login::LoginForm},
    pages::{
        self, Assets, ErrorPage, Frame, Html, Languages, LoginPage, LoginSheet, LoginStep,
        ResetLetter, Restart, SheetKind, Site, Submit,
    },
};

use super::{
    bundle::{Bundle, Bundles},
    csp::{self, Connect},
    login_sheets::LoginSheets,
    problem::Problem,
    visit::Visit,
};
use crate::brand::live::Brands;

/// What pages are drawn with.
pub(super) struct Pages {
    brands: Brands,
    login: Option<Assets>,
    client: Option<Assets>,
    application: Option<String>,
    sheets: LoginSheets,
}

/// What an error page tells.
pub(super) struct Told {
    pub(super) status: StatusCode,
    pub(super) code: String,
    pub(super) description: Option<String>,
    pub(super) uri: Option<HttpsUrl>,
    pub(super) restart: Restart,
}

impl Pages {
    /// Pages in the name of `brands`, which lead people who are lost to `application`. Without its
    /// bundle a page has no script.
    pub(super) fn new(brands: Brands, bundles: &Bundles, application: Option<String>) -> Self {
        let entry = |bundle: &Option<Bundle>| bundle.as_ref().map(|bundle| bundle.entry.clone());
        Self {
            brands,
            login: entry(&bundles.login),
            client: entry(&bundles.client),
            application,
            sheets: LoginSheets::default(),
        }
    }

    /// The way back for somebody whose request is not known.
    pub(super) fn to_application(&self) -> Restart {
        Restart::Application(self.application.clone())
    }

    /// A login page for the request that `carried` is, with nothing typed yet. Where its form posts
    /// to is the front's to say.
    pub(super) fn blank_login(&self, carried: Carried) -> LoginPage {
        let step = if self.is_identifier_first(&carried) {
            LoginStep::UserName
        } else {
            LoginStep::Whole
        };
        let brand = self.brands.of(carried.get("client_id"));
        LoginPage {
            step,
            submit: Submit::from(&brand.endpoints),
            user_name: carried.get("login_hint").map(str::to_owned),
            carried,
            application: self.application.clone(),
            ..LoginPage::default()
        }
    }

    /// The login form, or what stands in its place.
    pub(super) fn login(&self, visit: &Visit, status: StatusCode, page: &LoginPage) -> Response {
        let brand = self.brand(visit, &page.carried);
        let frame = frame(visit, &brand, self.login.as_ref(), None);
        let Some(kind) = SheetKind::of(&frame, page) else {
            // Not the query of this request: a posted form's address has none, and its parameters do.
            let query = page.carried.to_query();
            let frame = with_languages(&frame, &query);
            return respond(status, pages::login(&frame, page), Connect::OwnOrigin);
        };
        let draw = || LoginSheet::draw(&with_languages(&frame, ""), page);
        let policy = |html: &Html| policy(html, Connect::OwnOrigin);
        let kept = self.sheets.get(&brand, kind, draw, policy);
        let policy = kept.policy.clone();
        let Some((encoding, body)) = kept.compressed(visit.takes, &page.carried) else {
            return response(status, policy, kept.sheet.fill(&page.carried));
        };
        let mut response = response(status, policy, body);
        let coding = encoding.token().map(HeaderValue::from_static);
        let headers = response.headers_mut();
        headers.extend(coding.map(|it| (header::CONTENT_ENCODING, it)));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        response
    }

    /// Whether a posted form holds a user name alone, where that is how people begin.
    pub(super) fn asks_for_password_next(&self, form: &LoginForm) -> bool {
        self.is_identifier_first(&form.carried) && form.credentials.lacks_password()
    }

    /// What the form asks for once the user name is known.
    pub(super) fn step_with_name(&self, carried: &Carried) -> LoginStep {
        if self.is_identifier_first(carried) {
            LoginStep::Password
        } else {
            LoginStep::Whole
        }
    }

    /// Any other page of the login view. `here` leads to the same page by GET, if there is such a way.
    pub(super) fn page(
        &self,
        visit: &Visit,
        status: StatusCode,
        here: Option<Languages<'_>>,
        draw: impl FnOnce(&Frame<'_>) -> Html,
    ) -> Response {
        let brand = self.brands.of(visit.client_id.as_deref());
        let frame = frame(visit, &brand, self.login.as_ref(), here);
        respond(status, draw(&frame), Connect::OwnOrigin)
    }

    /// The letter with a link to a new password of the site at this address.
    pub(super) fn reset_letter(&self, visit: &Visit, carried: &Carried, site: &str) -> ResetLetter {
        let brand = self.brand(visit, carried);
        let frame = frame(visit, &brand, None, None).speaking_for(carried);
        pages::reset_letter(&frame, site)
    }

    /// What the brand of this visit says of a form that no engine here takes.
    pub(super) fn endpoint(
        &self,
        visit: &Visit,
        of: impl FnOnce(&Endpoints) -> Option<&Endpoint>,
    ) -> Option<Endpoint> {
        let brand = self.brands.of(visit.client_id.as_deref());
        of(&brand.endpoints).cloned()
    }

    /// Where the login form posts to that no engine here takes, if the brand says so.
    pub(super) fn login_url(&self, carried: &Carried) -> Option<String> {
        let brand = self.brands.of(carried.get("client_id"));
        brand.endpoints.login.clone()
    }

    /// Where people who came without a request are sent.
    pub(super) fn application(&self) -> Option<&str> {
        self.application.as_deref()
    }

    /// The error page.
    pub(super) fn error(&self, visit: &Visit, told: Told) -> Response {
        // Only the query: a path such as `//elsewhere.example/` would be a link to another site.
        let languages = visit.is_get.then_some(Languages {
            path: "",
            query: &visit.query,
        });
        let brand = match &told.restart {
            Restart::Form(carried) => self.brand(visit, carried),
            Restart::Application(_) => self.brands.of(visit.client_id.as_deref()),
        };
        let frame = frame(visit, &brand, self.login.as_ref(), languages);
        let page = ErrorPage {
            status: told.status.as_u16(),
            code: told.code,
            description: told.description,
            uri: told.uri,
            correlation_id: visit.correlation_id.to_string(),
            time: visit.rfc3339(),
            restart: told.restart,
        };
        respond(told.status, pages::error(&frame, &page), Connect::OwnOrigin)
    }

    /// A problem, as a page or, for programs, as a line of text.
    pub(super) fn problem(&self, visit: &Visit, problem: &Problem) -> Response {
        if !visit.wants_html {
            let text = match problem.description() {
                Some(description) => format!("{}: {description}\n", problem.code()),
                None => format!("{}\n", problem.code()),
            };
            return (problem.status(), text).into_response();
        }
        let restart = match problem {
            // What the server could not do now it may do later; a refused request stays refused.
            Problem::Refused {
                status, carried, ..
            } if status.is_server_error() && carried.names_a_request() => {
                Restart::Form(carried.clone())
            }
            _ => self.to_application(),
        };
        self.error(
            visit,
            Told {
                status: problem.status(),
                code: problem.code().to_owned(),
                description: problem.description(),
                uri: None,
                restart,
            },
        )
    }

    /// The client page; `under_way` where it opens with a run that goes on or starts at once, `posted`
    /// the answer that was posted to it.
    pub(super) fn client(&self, visit: &Visit, under_way: bool, posted: Option<&str>) -> Response {
        let brand = self.brands.of(None);
        let frame = frame(visit, &brand, self.client.as_ref(), None);
        let html = pages::client(&frame, under_way, posted);
        respond(StatusCode::OK, html, Connect::AnyServer)
    }

    fn is_identifier_first(&self, carried: &Carried) -> bool {
        let brand = self.brands.of(carried.get("client_id"));
        // A script reads an answer, not a second page.
        brand.features.identifier_first && brand.endpoints.mode == SubmitMode::Native
    }

    /// The brand of the client that asks, which a posted form names and an address may not.
    fn brand(&self, visit: &Visit, carried: &Carried) -> Arc<Brand> {
        let posted = carried.get("client_id");
        self.brands.of(posted.or(visit.client_id.as_deref()))
    }
}

fn frame<'a>(
    visit: &Visit,
    brand: &'a Brand,
    assets: Option<&'a Assets>,
    languages: Option<Languages<'a>>,
) -> Frame<'a> {
    Frame {
        locale: brand.locales.choose(&visit.wishes),
        brand,
        assets,
        languages,
        site: Site::Host,
    }
}

/// The frame of the login page, with links to it in other languages.
fn with_languages<'a>(frame: &Frame<'a>, query: &'a str) -> Frame<'a> {
    Frame {
        languages: Some(Languages {
            path: pages::LOGIN_PATH,
            query,
        }),
        ..frame.clone()
    }
}

fn respond(status: StatusCode, html: Html, connect: Connect) -> Response {
    response(status, policy(&html, connect), html.text)
}

fn policy(html: &Html, connect: Connect) -> HeaderValue {
    csp::policy(
        &html.inline_scripts,
        &html.inline_styles,
        connect,
        &html.connect,
    )
}

fn response(status: StatusCode, policy: HeaderValue, text: impl Into<Body>) -> Response {
    (
        status,
        [(header::CONTENT_SECURITY_POLICY, policy)],
        axum::response::Html(text.into()),
    )
        .into_response()
}
