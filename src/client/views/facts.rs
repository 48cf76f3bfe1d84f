//! What the server said, as names and values: userinfo, the API's answer, and what is in any token.

use leptos::prelude::*;
use oauth_proto::time::Timestamp;
use serde_json::{Map, Value};

use super::{
    part::{Part, card, part, sometimes},
    relative::{relative, written},
};
use crate::{client::report::Report, output::compact};

/// What the userinfo endpoint said, once it is there.
pub(super) fn userinfo(report: RwSignal<Report>, now: Signal<Timestamp>) -> AnyView {
    let userinfo = Memo::new(move |_| report.with(|report| report.userinfo.clone()));
    sometimes(move || {
        let userinfo = userinfo.get()?;
        Some(card("about", "Userinfo").child(members(&userinfo, now)))
    })
}

/// What the API said, once it was called.
pub(super) fn api(report: RwSignal<Report>) -> AnyView {
    let api = Memo::new(move |_| report.with(|report| report.api.clone()));
    sometimes(move || {
        let api = api.get()?;
        let body = part("pre")
            .class("v-body")
            .attr("dir", "auto")
            .attr("tabindex", "0")
            .attr("role", "group")
            .attr("aria-label", "Body")
            .text(api.body);
        let status = part("p").text(format!("Status {}", api.status));
        Some(card("api", "API answer").child(status).child(body))
    })
}

/// The members of a JSON object, each with its meaning where it has a registered one.
pub(super) fn members(object: &Map<String, Value>, now: Signal<Timestamp>) -> Part {
    let mut list = part("dl").class("v-facts");
    for (name, value) in object {
        let small = |text: &'static str| part("span").class("v-muted").text(text);
        let mut meant = part("dd").attr("dir", "auto").text(text(value));
        if let Some(seconds) = instant(name, value) {
            let away = move || relative(seconds.saturating_sub(now.get().as_unix()));
            let time = small("").live_text(Signal::derive(away)).text(
                written(seconds).map_or_else(String::new, |date| [" (", &date, ")"].concat()),
            );
            meant = meant.child(time);
        }
        list = list
            .child(
                part("dt")
                    .child(part("code").text(name))
                    .children(meaning(name).map(small)),
            )
            .child(meant);
    }
    list
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => compact(other),
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
