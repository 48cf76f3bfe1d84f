//! What the server said, as names and values: userinfo, the API's answer, and what is in any token.

use leptos::{html, prelude::*};
use oauth_proto::time::Timestamp;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

use super::relative::relative;
use crate::client::report::Report;

/// Userinfo and the API's answer, each once it is there.
pub(super) fn facts(report: RwSignal<Report>, now: Signal<Timestamp>) -> impl IntoView {
    let userinfo = Memo::new(move |_| report.with(|report| report.userinfo.clone()));
    let api = Memo::new(move |_| report.with(|report| report.api.clone()));
    (
        move || {
            userinfo
                .get()
                .map(|info| card("about", "Userinfo", members(&info, now)))
        },
        move || {
            api.get().map(|api| {
                let answer = (
                    html::p().child(format!("Status {}", api.status)),
                    html::pre()
                        .class("v-body")
                        .attr("dir", "auto")
                        .child(api.body),
                );
                card("api", "API answer", answer)
            })
        },
    )
}

/// The members of a JSON object, each with its meaning where it has a registered one.
pub(super) fn members(
    object: &Map<String, Value>,
    now: Signal<Timestamp>,
) -> impl IntoView + use<> {
    let members: Vec<_> = object
        .iter()
        .map(|(name, value)| {
            let meaning = meaning(name).map(|it| html::span().class("v-muted").child(it));
            let (text, seconds) = (text(value), instant(name, value));
            let time = seconds.map(|seconds| {
                let away = move || relative(seconds.saturating_sub(now.get().as_unix()));
                html::span()
                    .class("v-muted")
                    .child((away, written(seconds)))
            });
            (
                html::dt().child((html::code().child(name.clone()), meaning)),
                html::dd().attr("dir", "auto").child((text, time)),
            )
        })
        .collect();
    html::dl().class("v-facts").child(members)
}

fn card(id: &'static str, title: &'static str, content: impl IntoView) -> impl IntoView {
    html::section()
        .class("v-card")
        .attr("aria-labelledby", id)
        .child((html::h2().id(id).child(title), content))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The claims that are points in time, in seconds since 1970.
fn instant(name: &str, value: &Value) -> Option<i64> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float cast saturates; whole seconds are what is wanted"
    )]
    let whole = |seconds: f64| seconds as i64;
    matches!(name, "exp" | "iat" | "nbf" | "auth_time" | "updated_at")
        .then(|| value.as_i64().or_else(|| value.as_f64().map(whole)))?
}

/// As the calendar has it, where it has it.
fn written(seconds: i64) -> Option<String> {
    #[expect(clippy::cast_precision_loss, reason = "no calendar reaches that far")]
    let date = js_sys::Date::new(&JsValue::from_f64(seconds as f64 * 1000.0));
    // An instant that no calendar holds would throw when written out.
    (!date.get_time().is_nan()).then(|| {
        let text = String::from(date.to_iso_string());
        [" (", text.get(..19).unwrap_or(&text), "Z)"].concat()
    })
}

fn meaning(name: &str) -> Option<&'static str> {
    Some(match name {
        "iss" => "who issued it",
        "sub" => "whom it is about",
        "aud" => "for whom it is meant",
        "azp" => "to whom it was issued",
        "exp" => "expires",
        "iat" => "issued",
        "nbf" => "not valid before",
        "auth_time" => "signed in",
        "nonce" => "this run's number",
        "acr" => "how strongly signed in",
        "amr" => "by which means",
        "sid" => "the server's session",
        "at_hash" => "binds the access token",
        "c_hash" => "binds the code",
        "jti" => "the token's own id",
        "scope" | "scp" => "what it allows",
        "client_id" => "which client asked",
        "alg" => "signature algorithm",
        "kid" => "which key signed",
        "typ" => "kind of token",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_shown_as_text() {
        assert_eq!(text(&Value::from("<b>")), "<b>");
        assert_eq!(text(&Value::from(vec!["a", "b"])), r#"["a","b"]"#);
        assert_eq!(meaning("exp"), Some("expires"));
        assert_eq!(meaning("mystery"), None);
        assert_eq!(instant("sub", &Value::from(1)), None);
        assert_eq!(instant("exp", &Value::from("soon")), None);
        assert_eq!(
            instant("exp", &Value::from(1_800_000_000)),
            Some(1_800_000_000)
        );
        assert_eq!(instant("iat", &Value::from(12.9)), Some(12));
    }
}
