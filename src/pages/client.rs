//! The client page as the host sends it: heading, form, and the places that its bundle fills. It is a tool
//! for developers, in English whatever the browser prefers.

mod form;
mod presets;

use leptos::prelude::*;

use crate::i18n::Locale;

use super::document::{Document, Styles};
use super::{Frame, Html};

const IDLE: &str = r#"{"result":"idle","flow":null,"failed_check":null,"error":null,"checks":[],"tokens":null,"id_token_claims":null,"userinfo":null,"api":null,"timings_ms":null}"#;

const TITLE: &str = "OAuth client";
const LEAD: &str = "A public client that runs in this browser: it signs in at your server, checks \
                    each answer, and says what to change where one is wrong.";
const NO_SCRIPT: &str = "This page is a program: an OAuth client that runs in your browser. It needs \
                         JavaScript and WebAssembly.";

/// The client page as a document; `folded` where it opens with a run under way, so that nothing moves
/// when the run goes on. `posted` is the body of a `form_post` answer: it stands in an attribute of an
/// inert element, where nothing runs or shows it, for the bundle to take out.
pub fn client(frame: &Frame<'_>, folded: bool, posted: Option<&str>) -> Html {
    let posted = posted.map(|form| {
        let form = form.to_owned();
        view! { <template id="posted-answer" data-form=form></template> }
    });
    let document = Document {
        page: "client",
        title: TITLE,
        result: Some("idle"),
        styles: Styles::Linked,
        body: view! {
            {body(frame.brand.name.clone(), folded)}
            {posted}
        },
    };
    document.render(&Frame {
        locale: Locale::En,
        ..frame.clone()
    })
}

fn body(brand: String, folded: bool) -> impl IntoView {
    view! {
        <header class="v-header">
            <p class="v-brand">{brand}</p>
            <h1>{TITLE}</h1>
            <p class="v-lead">{LEAD}</p>
            <noscript>
                <p class="v-card v-problem">{NO_SCRIPT}</p>
            </noscript>
        </header>
        <main id="client">{form::form(folded)}</main>
        <pre id="result" hidden>{IDLE}</pre>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/client.html");

    /// The body as it stands in client.html, for `trunk serve client.html` and the bundle's own tests.
    fn drawn() -> String {
        let html = body("Vestibule".to_owned(), false).to_html();
        html.replace("<!>", "").replace("><", ">\n<")
    }

    #[test]
    fn the_shell_of_trunk_serve_is_what_the_host_sends() {
        let shell = std::fs::read_to_string(SHELL).unwrap();
        assert!(
            shell.contains(&drawn()),
            "run `cargo test -p vestibule-ui --features ssr --lib -- --ignored writes_the_shell`"
        );
    }

    #[test]
    #[ignore = "writes client.html anew, for when the form has changed"]
    fn writes_the_shell() {
        let shell = std::fs::read_to_string(SHELL).unwrap();
        let (head, _) = shell.split_once("<body>\n").unwrap();
        let shell = format!("{head}<body>\n{}\n</body>\n</html>\n", drawn());
        std::fs::write(SHELL, shell).unwrap();
    }

    #[test]
    fn the_form_is_there_and_cannot_be_sent_before_the_bundle() {
        let html = drawn();
        assert!(
            html.contains("<button id=\"start\" type=\"submit\" class=\"v-primary\" disabled>")
        );
        assert!(html.contains("aria-describedby=\"issuer-hint issuer-error\""));
        // Without a name no field can get into an address, whatever sends the form.
        assert!(!html.contains(" name="));
        let folded = body("Vestibule".to_owned(), true).to_html();
        assert!(folded.contains("<details class=\"v-card v-settings\">"));
        assert!(html.contains("<details open class=\"v-card v-settings\">"));
    }
}
