//! What the server said, as names and values: claims, userinfo, the API's answer.

use leptos::{html, prelude::*};
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

use crate::client::report::Report;

/// The verified claims, userinfo and the API's answer, each once it is there.
pub(super) fn facts(report: RwSignal<Report>) -> impl IntoView {
    let claims = Memo::new(move |_| report.with(|report| report.id_token_claims.clone()));
    let userinfo = Memo::new(move |_| report.with(|report| report.userinfo.clone()));
    let api = Memo::new(move |_| report.with(|report| report.api.clone()));
    (
        move || {
            claims
                .get()
                .map(|claims| card("claims", "ID token claims", members(&claims)))
        },
        move || {
            userinfo
                .get()
                .map(|info| card("about", "Userinfo", members(&info)))
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
pub(super) fn members(object: &Map<String, Value>) -> impl IntoView + use<> {
    let members: Vec<_> = object
        .iter()
        .map(|(name, value)| {
            let meaning = meaning(name).map(|it| html::span().class("v-muted").child(it));
            let (text, time) = (text(value), time(name, value));
            (
                html::dt().child((html::code().child(name.clone()), meaning)),
                html::dd().attr("dir", "auto").child((
                    text,
                    time.map(|time| html::span().class("v-muted").child(time)),
                )),
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

fn time(name: &str, value: &Value) -> Option<String> {
    if !matches!(name, "exp" | "iat" | "nbf" | "auth_time" | "updated_at") {
        return None;
    }
    let date = js_sys::Date::new(&JsValue::from_f64(value.as_f64()? * 1000.0));
    // An instant that no calendar holds would throw when written out.
    (!date.get_time().is_nan()).then(|| date.to_iso_string().into())
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
        assert_eq!(time("sub", &Value::from(1)), None);
        assert_eq!(time("exp", &Value::from("soon")), None);
    }
}
