//! Draws every page in every language, for everybody and for each client that has a brand of its own.
//!
//! Pages that belong to an engine's challenge (consent, device) have no file: their forms need what only
//! that engine can answer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::http::HeaderValue;
use vestibule_ui::{
    brand::{Brand, Endpoint},
    i18n::Locale,
    pages::{
        Asset, Assets, ForgotPage, FormTarget, Frame, Html, LOGIN_PATH, Languages, LoginPage,
        LoginStep, LogoutPage, ResetPage, SignedOutPage, Stay,
        baked::{
            Place, error_file, forgot_file, login_file, logout_file, not_found_file, reset_file,
            signed_out_file,
        },
    },
};

use super::{Files, add};
use crate::{
    brand::BrandSet,
    host::{
        bundle::Bundle,
        csp::{self, Connect},
    },
    stored_file::StoredFile,
};

/// What is drawn, and for where.
pub(super) struct Site<'a> {
    pub(super) base: &'a str,
    pub(super) brands: &'a BrandSet,
    pub(super) bundle: Option<&'a Bundle>,
    pub(super) application: Option<String>,
    pub(super) language_cookie: Option<&'a str>,
}

/// The pages, and the one policy that fits all of them: most servers can't tell them apart.
pub(super) struct Drawn {
    pub(super) files: Files,
    pub(super) policy: HeaderValue,
}

/// A page that has a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    Login,
    Error,
    SignedOut,
    Forgot,
    Reset,
    Logout,
}

impl Page {
    /// Those that this brand has an address for.
    fn of(brand: &Brand) -> Vec<Self> {
        let endpoints = &brand.endpoints;
        let mut pages = vec![Self::Login, Self::Error, Self::SignedOut];
        for (page, endpoint) in [
            (Self::Forgot, &endpoints.forgot),
            (Self::Reset, &endpoints.reset),
            (Self::Logout, &endpoints.logout),
        ] {
            if endpoint.is_some() {
                pages.push(page);
            }
        }
        pages
    }

    /// Its path on a host.
    fn path(self) -> &'static str {
        match self {
            Self::Login => LOGIN_PATH,
            Self::Error => "/error",
            Self::SignedOut => "/signed-out",
            Self::Forgot => "/forgot",
            Self::Reset => "/reset",
            Self::Logout => "/logout",
        }
    }

    /// Its folder below that of its language.
    fn folder(self) -> &'static str {
        match self {
            Self::Login => "",
            Self::Error => "error/",
            Self::SignedOut => "signed-out/",
            Self::Forgot => "forgot/",
            Self::Reset => "reset/",
            Self::Logout => "logout/",
        }
    }
}

impl Site<'_> {
    /// Every page.
    pub(super) fn draw(&self) -> Drawn {
        let mut drawn = Collected::default();
        let clients: Vec<&str> = self.brands.clients().collect();
        self.draw_brand(&mut drawn, "", &self.brands.of(None), &clients);
        for client in &clients {
            let folder = format!("client/{client}/");
            self.draw_brand(&mut drawn, &folder, &self.brands.of(Some(client)), &[]);
        }
        let list = |texts: &BTreeSet<String>| texts.iter().cloned().collect::<Vec<_>>();
        Drawn {
            policy: csp::policy(
                &list(&drawn.scripts),
                &list(&drawn.styles),
                Connect::OwnOrigin,
                &list(&drawn.origins),
            ),
            files: drawn.files,
        }
    }

    fn draw_brand(&self, drawn: &mut Collected, root: &str, brand: &Arc<Brand>, clients: &[&str]) {
        let base = format!("{}{root}", self.base);
        let assets = self.assets();
        let frame = |locale: Locale, page: &'static str| Frame {
            locale,
            brand,
            assets: assets.as_ref(),
            languages: Some(Languages {
                path: page,
                query: "",
            }),
            site: vestibule_ui::pages::Site::Files { base: &base },
        };
        let first = brand.locales.default_locale();
        for page in Page::of(brand) {
            let place = |is_entry| Place {
                folder: page.folder(),
                is_entry,
                clients,
                language_cookie: self.language_cookie,
            };
            for locale in brand.locales.enabled() {
                let html = self.page(&frame(*locale, page.path()), page, &place(false));
                let path = format!("{root}{}/{}index.html", locale.tag(), page.folder());
                drawn.add(&path, html);
            }
            let entry = || self.page(&frame(first, page.path()), page, &place(true));
            drawn.add(&format!("{root}{}index.html", page.folder()), entry());
            if page == Page::Login && self.base == "/" && root.is_empty() {
                // Where a host has it too.
                drawn.add("login/index.html", entry());
            }
        }
        if root.is_empty() {
            let place = Place {
                folder: "",
                is_entry: false,
                clients: &[],
                language_cookie: None,
            };
            let html = not_found_file(&frame(first, ""), &place, self.application.clone());
            drawn.add("404.html", html);
        }
    }

    fn page(&self, frame: &Frame<'_>, page: Page, place: &Place<'_>) -> Html {
        let endpoints = &frame.brand.endpoints;
        // Pages without an address are not drawn.
        let target = |endpoint: &Option<Endpoint>| {
            endpoint.as_ref().map(FormTarget::from).unwrap_or_default()
        };
        match page {
            Page::Login => {
                let page = LoginPage {
                    action: Some(endpoints.login().to_owned()),
                    application: self.application.clone(),
                    submit: endpoints.into(),
                    // A second page would be another file, and the name a parameter of its address.
                    step: if frame.brand.features.identifier_first {
                        LoginStep::InTurn
                    } else {
                        LoginStep::Whole
                    },
                    ..LoginPage::default()
                };
                login_file(frame, place, &page)
            }
            Page::Error => error_file(frame, place, self.application.clone()),
            Page::SignedOut => {
                let page = SignedOutPage {
                    application: self.application.clone(),
                    stayed: false,
                };
                signed_out_file(frame, place, &page)
            }
            Page::Forgot => {
                let page = ForgotPage {
                    form: target(&endpoints.forgot),
                    ..ForgotPage::default()
                };
                forgot_file(frame, place, &page)
            }
            Page::Reset => {
                let page = ResetPage {
                    form: target(&endpoints.reset),
                    ..ResetPage::default()
                };
                reset_file(frame, place, &page)
            }
            Page::Logout => {
                let page = LogoutPage {
                    form: target(&endpoints.logout),
                    subject: None,
                    application: None,
                    stay: Stay::Leave(self.application.clone()),
                };
                logout_file(frame, place, &page)
            }
        }
    }

    /// The bundle's addresses below the base.
    fn assets(&self) -> Option<Assets> {
        let entry = &self.bundle?.entry;
        let moved = |asset: &Asset| Asset {
            url: format!("{}{}", self.base, asset.url.trim_start_matches('/')),
            integrity: asset.integrity.clone(),
        };
        Some(Assets {
            stylesheet: moved(&entry.stylesheet),
            script: moved(&entry.script),
            wasm: moved(&entry.wasm),
        })
    }
}

#[derive(Default)]
struct Collected {
    files: BTreeMap<String, Vec<u8>>,
    scripts: BTreeSet<String>,
    styles: BTreeSet<String>,
    origins: BTreeSet<String>,
}

impl Collected {
    fn add(&mut self, path: &str, html: Html) {
        self.scripts.extend(html.inline_scripts);
        self.styles.extend(html.inline_styles);
        self.origins.extend(html.connect);
        let file = StoredFile::new(path, html.text.into_bytes());
        add(&mut self.files, path, &file);
    }
}
