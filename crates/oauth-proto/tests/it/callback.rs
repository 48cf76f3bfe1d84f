//! Responses that belong to no request of this browser, or to another server's.

use oauth_proto::callback::{CallbackParams, process_callback, reject_callback, without_response};
use oauth_proto::check::{CheckId, Status, Trace};
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::error::{Cause, Misuse};
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use oauth_proto::transaction::Transaction;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::ISSUER;

fn transaction(redirect_uri: &str, fixed_state: bool) -> Transaction {
    let kept = format!(
        r#"{{"acr_values":[],"client_id":"spa","created_at":7,"dpop":false,
        "fixed_state":{fixed_state},"issuer":"{ISSUER}","max_age":null,"nonce":"n",
        "redirect_uri":"{redirect_uri}","require_acr":false,"scope":"openid","state":"s",
        "verifier":"v","token_endpoint":"https://as.example/token"}}"#
    );
    Transaction::from_stored_json(&kept).unwrap()
}

fn server(issuer: &str, token_endpoint: &str) -> ServerMetadata {
    let endpoint = Endpoint::parse(token_endpoint).unwrap();
    ServerMetadata::by_hand(Some(Issuer::parse(issuer).unwrap()))
        .with_endpoint(EndpointName::Token, endpoint)
}

fn honest_server() -> ServerMetadata {
    server(ISSUER, "https://as.example/token")
}

#[test]
fn an_unknown_or_used_state_says_so() {
    for (query, used, check, misuse) in [
        (
            "code=c&state=s",
            false,
            CheckId::CallbackState,
            Some(Misuse::UnknownState),
        ),
        (
            "code=c&state=s",
            true,
            CheckId::CallbackState,
            Some(Misuse::AlreadyUsed),
        ),
        ("code=c", false, CheckId::CallbackState, None),
        (
            "code=c&state=s&state=t",
            false,
            CheckId::CallbackParams,
            None,
        ),
    ] {
        let mut trace = Trace::new();
        let error = reject_callback(&CallbackParams::parse(query, ""), used, &mut trace);
        assert_eq!(error.check(), check, "{query}");
        assert_eq!(trace.checks().last().unwrap().status, Status::Fail);
        if let Some(misuse) = misuse {
            assert_eq!(*error.cause(), Cause::Config(misuse));
            assert!(error.is_retryable());
        }
    }
}

/// RFC 9700 §4.4: the code must not go to another server's token endpoint.
#[test]
fn metadata_must_be_those_of_the_request() {
    let params = CallbackParams::parse("code=c&state=s", "");
    for other in [
        server("https://other.example", "https://as.example/token"),
        server(ISSUER, "https://evil.example/token"),
        ServerMetadata::by_hand(None),
    ] {
        let transaction = transaction("https://app.example/", false);
        let ended = process_callback(transaction, &params, &other, &mut Trace::new());
        let error = ended.unwrap_err();
        assert_eq!(error.check(), CheckId::CallbackIss);
        assert_eq!(*error.cause(), Cause::Config(Misuse::OtherServer));
    }
}

#[test]
fn what_our_own_redirect_uri_repeats_is_no_fault() {
    let params = CallbackParams::parse("?a=1&a=2&code=c&state=s", "");
    let own = transaction("https://app.example/?a=1&a=2", false);
    assert!(process_callback(own, &params, &honest_server(), &mut Trace::new()).is_ok());
    let foreign = transaction("https://app.example/?b=1", false);
    let ended = process_callback(foreign, &params, &honest_server(), &mut Trace::new());
    assert_eq!(ended.unwrap_err().check(), CheckId::CallbackParams);
}

/// A redirect URI of ours with a `code` in it does not excuse a second one.
#[test]
fn protocol_parameters_come_once_whatever_our_redirect_uri_has() {
    let params = CallbackParams::parse("?code=own&code=c&state=s", "");
    let own = transaction("https://app.example/?code=own", false);
    let ended = process_callback(own, &params, &honest_server(), &mut Trace::new());
    assert_eq!(ended.unwrap_err().check(), CheckId::CallbackParams);
}

#[test]
fn a_fixed_state_is_worth_a_warning() {
    let mut trace = Trace::new();
    let params = CallbackParams::parse("", "#code=c&state=s");
    let fixed = transaction("https://app.example/", true);
    assert!(process_callback(fixed, &params, &honest_server(), &mut trace).is_ok());
    assert_eq!(
        trace.last(CheckId::CallbackState).unwrap().status,
        Status::Warn
    );
}

/// What is not a response's stays as it is written.
#[test]
fn an_address_loses_the_response_and_nothing_else() {
    for (part, left) in [
        ("", ""),
        ("?", ""),
        ("?code=c&state=s", ""),
        ("#code=c&state=s&iss=i&session_state=x&scope=a+b", ""),
        (
            "?error=e&error_description=d&error_uri=u&error_hint=h&error_debug=d&state=s",
            "",
        ),
        (
            "#access_token=a&token_type=Bearer&expires_in=60&id_token=i",
            "",
        ),
        (
            "?tab=1&code=c&state=s&q=%C3%A4+b&empty=&flag",
            "?tab=1&q=%C3%A4+b&empty=&flag",
        ),
        ("co%64e=c&%73tate=s&a=1", "a=1"),
        ("?code&state", ""),
        ("#/pets?page=2", "#/pets?page=2"),
        ("#top", "#top"),
        (
            "?codes=1&my_state=2&errors=3",
            "?codes=1&my_state=2&errors=3",
        ),
    ] {
        assert_eq!(without_response(part), left, "{part}");
    }
}

#[test]
fn a_visit_is_no_response() {
    for (query, fragment, response) in [
        ("", "", false),
        ("?", "#", false),
        ("?iss=x&a=b", "#top", false),
        ("?code=c", "", true),
        ("", "#error=e", true),
        ("?state=", "", true),
        ("", "#access_token=a", true),
    ] {
        assert_eq!(
            CallbackParams::parse(query, fragment).is_response(),
            response
        );
    }
    let params = CallbackParams::parse_form("code=c&state=a+b%21");
    assert_eq!(params.state(), Some("a b!"));
    assert_eq!(format!("{params:?}"), r#"{"code", "state"}"#);
}
