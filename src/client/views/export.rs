//! The result as a file or on the clipboard, in the format that the form asks for.
//! How each format looks is `output`'s.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::{
    clipboard, document,
    part::{self, Part, button, card, muted, part},
    relative::written,
};
use crate::{
    client::{draft::Draft, report::Report, settings::format},
    output::{Format, TokenRow},
};

/// The buttons that give the run away.
pub(super) fn export(report: RwSignal<Report>, hidden: Signal<bool>) -> Part {
    let said = RwSignal::new(String::new());
    // Read when it is asked for: somebody may want one run in several formats.
    let give = move |take: fn(&Written, RwSignal<String>)| {
        let written = report.with_untracked(|report| render(report, &document::read_form()));
        match written {
            Ok(written) => take(&written, said),
            Err(text) => said.set(text),
        }
    };
    let words =
        "In the result format of the settings. Tokens in it can be read: treat it like a password.";
    let buttons = [
        button("Copy", move || give(copy)).attr("id", "copy"),
        button("Download", move || give(download)).attr("id", "download"),
    ];
    card("export", "Result")
        .when("hidden", hidden)
        .child(muted(words))
        .child(
            part("div")
                .class("v-buttons")
                .children(buttons)
                .child(part::said(said.into())),
        )
}

/// A result in its format.
#[derive(Debug, PartialEq, Eq)]
struct Written {
    text: String,
    /// The name of the file.
    name: &'static str,
    /// Its media type.
    kind: &'static str,
}

fn render(report: &Report, draft: &Draft) -> Result<Written, String> {
    let format = format(draft).map_err(|error| error.to_string())?;
    let (name, kind) = match format {
        Format::Table | Format::Quiet => ("oauth-result.txt", "text/plain"),
        Format::Yaml => ("oauth-result.yaml", "application/yaml"),
        _ => ("oauth-result.json", "application/json"),
    };
    let tokens = report.tokens.as_ref();
    let row = TokenRow {
        access_token: tokens.map_or_else(String::new, |it| it.access_token.clone()),
        refresh_token: tokens.and_then(|it| it.refresh_token.clone()),
        id_token: tokens.and_then(|it| it.id_token.clone()),
        expiry: tokens
            .and_then(|it| it.expires_at)
            .and_then(|end| written(end.as_unix())),
    };
    // The contract's order of members on one line and indented; the other formats take one value or sort.
    let text = match &format {
        Format::Json => report.to_json(),
        Format::JsonPretty => report.to_json_pretty(),
        other => other
            .render(&row, &report.to_value())
            .map_err(|error| error.to_string())?,
    };
    Ok(Written { text, name, kind })
}

fn copy(written: &Written, said: RwSignal<String>) {
    let refused = "This browser does not allow it: download it instead.";
    clipboard::copy_and_say(&written.text, said, "Copied.", refused);
}

fn download(written: &Written, said: RwSignal<String>) {
    // Nothing was downloaded when a step is refused, and the browser says so itself.
    let _ = save(written);
    said.set(String::new());
}

fn save(written: &Written) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(written.kind);
    let parts = Array::of1(&written.text.as_str().into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(written.name);
    link.click();
    Url::revoke_object_url(&address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use oauth_proto::time::Timestamp;

    use crate::client::report::Tokens;

    fn written(format: &str) -> Result<Written, String> {
        let report = Report {
            tokens: Some(Tokens {
                access_token: "at-1".to_owned(),
                expires_at: Some(Timestamp::from_unix(1_795_658_400)),
                ..Tokens::default()
            }),
            ..Report::started("code")
        };
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("format", format);
        render(&report, &Draft::from_query(&query.finish()))
    }

    #[test]
    fn each_format_has_its_text_and_file() {
        let table = written("table").unwrap();
        assert_eq!(
            table.text,
            "ACCESS TOKEN\tat-1\nREFRESH TOKEN\t<empty>\nID TOKEN\t<empty>\n\
             EXPIRY\t\t2026-11-26T02:00:00Z\n"
        );
        assert_eq!(table.name, "oauth-result.txt");
        let value = written("jsonpath=tokens.access_token").unwrap();
        assert_eq!(
            (value.text.as_str(), value.kind),
            ("\"at-1\"\n", "application/json")
        );
        assert!(
            written("json")
                .unwrap()
                .text
                .starts_with(r#"{"result":"running","flow":"code","#)
        );
        assert!(
            written("")
                .unwrap()
                .text
                .starts_with("{\n  \"result\": \"running\",")
        );
        assert_eq!(written("yaml").unwrap().name, "oauth-result.yaml");
        assert_eq!(
            written("jsonpointer=/nothing"),
            Err("the result has nothing at /nothing".to_owned())
        );
    }
}
