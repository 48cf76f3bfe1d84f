//! Entry of the login bundle: brings the islands of the page to life. With the feature `csr` it
//! draws the page first, for whoever styles it with `trunk serve`.

fn main() {
    #[cfg(feature = "csr")]
    preview::draw();
    vestibule_ui::islands::enliven();
}

/// The pages with sample content: `/` is the login form, and the query chooses another
/// (`?page=error`, `?page=start`, `?page=problem`) or a language (`?ui_locales=ar`).
#[cfg(feature = "csr")]
mod preview {
    use leptos::mount::mount_to_body;
    use vestibule_ui::brand::Brand;
    use vestibule_ui::forms::carried::Carried;
    use vestibule_ui::i18n::Locale;
    use vestibule_ui::pages::{
        ErrorPage, Frame, Languages, LoginPage, Problem, Restart, Site, error_body, login_body,
    };

    const REQUEST: &str = "client_id=sample&state=af0ifjsldkj";

    pub(crate) fn draw() {
        let Some(window) = web_sys::window() else {
            return;
        };
        let search = window.location().search().unwrap_or_default();
        let query = search.strip_prefix('?').unwrap_or_default().to_owned();
        let asked = Carried::from_query(&query).unwrap_or_default();
        let brand = Brand::default();
        let wishes = Locale::requested(asked.get("ui_locales").unwrap_or_default());
        let locale = brand.locales.choose(&wishes);
        let page = asked.get("page").unwrap_or("login").to_owned();
        if let Some(root) = window
            .document()
            .and_then(|document| document.document_element())
        {
            let name = if page == "error" { "error" } else { "login" };
            let attributes = [
                ("lang", locale.tag()),
                ("dir", locale.direction().as_str()),
                ("data-page", name),
            ];
            for (attribute, value) in attributes {
                let _ = root.set_attribute(attribute, value);
            }
        }
        let languages = Some(Languages {
            path: "/",
            query: &query,
        });
        let frame = Frame {
            locale,
            brand: &brand,
            assets: None,
            languages,
            site: Site::Host,
        };
        match page.as_str() {
            "error" => mount_to_body({
                let body = error_body(&frame, &sample_error());
                move || body
            }),
            page => mount_to_body({
                let body = login_body(&frame, &sample_login(page));
                move || body
            }),
        }
    }

    fn sample_login(page: &str) -> LoginPage {
        let carried = Carried::from_query(REQUEST).unwrap_or_default();
        LoginPage {
            carried: if page == "start" {
                Carried::default()
            } else {
                carried
            },
            user_name: (page == "problem").then(|| "ada".to_owned()),
            problem: (page == "problem").then(Problem::invalid_credentials),
            application: Some("/".to_owned()),
            action: Some("/oauth2/code".to_owned()),
            ..LoginPage::default()
        }
    }

    fn sample_error() -> ErrorPage {
        ErrorPage {
            status: 400,
            code: "access_denied".to_owned(),
            description: Some("The resource owner denied the request.".to_owned()),
            uri: None,
            correlation_id: "5f0c2a9e6b7d4d0e".to_owned(),
            time: "2026-11-21T10:46:37Z".to_owned(),
            restart: Restart::Application(None),
        }
    }
}
