//! Error bodies in both dialects: what a server says is capped and safe to show, and says whose fault it is. The input is a
//! status in three digits and a body.
#![no_main]

use http::StatusCode;
use libfuzzer_sys::fuzz_target;
use oauth_proto::api::process_api_response;
use oauth_proto::check::Trace;
use oauth_proto::error::Cause;
use oauth_proto::oauth_error::OAuthError;
use oauth_proto::token::process_token_response;
use vestibule_fuzz::{NOW, assert_sound_failure, exchange, response};

fuzz_target!(|input: &[u8]| {
    let Some((status, body)) = input.split_at_checked(3) else {
        return;
    };
    let Ok(status) = StatusCode::from_bytes(status) else {
        return;
    };
    let answer = response(status, body);
    let trace = &mut Trace::new();
    if let Err(error) = process_token_response(exchange(), &answer, NOW, trace) {
        assert_sound_failure(&error, trace, &[]);
        if let Cause::Server(said) = error.cause() {
            assert_sound(said, status);
        }
    }
    let trace = &mut Trace::new();
    match process_api_response(&answer, trace) {
        Ok(()) => assert!(status.is_success()),
        Err(error) => assert_sound_failure(&error, trace, &[]),
    }
});

fn assert_sound(said: &OAuthError, status: StatusCode) {
    assert_eq!(said.status(), Some(status.as_u16()));
    assert!(!said.code().is_empty() && said.code().chars().count() <= 101);
    for text in [said.description(), said.hint(), said.debug()]
        .into_iter()
        .flatten()
    {
        assert!(!text.is_empty() && text.chars().count() <= 501);
    }
    assert!(!said.to_string().chars().any(char::is_control));
    assert!(said.uri().is_none_or(|uri| uri.is_https()));
}
