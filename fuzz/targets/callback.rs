//! Callback addresses: only the flow's own state with one code gets through, and no parameter is there twice. The input is
//! a query and, after a line break, a fragment.
#![no_main]

use form_urlencoded::parse;
use libfuzzer_sys::fuzz_target;
use oauth_proto::callback::{CallbackParams, process_callback, reject_callback};
use oauth_proto::check::Trace;
use vestibule_fuzz::{ISSUER, STATE, assert_sound_failure, server, transaction};

/// What a target's input writes where the flow's state belongs, since it must not know the state itself.
const STATE_HERE: &str = "STATE";
/// A code that only this target knows, for queries that end in `&code=`.
const SECRET_CODE: &str = "code-5Bv8Zk2mHs";

fuzz_target!(|address: &str| {
    let (query, fragment) = address.split_once('\n').unwrap_or((address, ""));
    let own_state = query.matches(STATE_HERE).count() + fragment.matches(STATE_HERE).count();
    let [mut query, fragment] = [query, fragment].map(|part| part.replace(STATE_HERE, STATE));
    if query.ends_with("&code=") {
        query.push_str(SECRET_CODE);
    }
    let params = CallbackParams::parse(&query, &fragment);
    let parts = [
        query.strip_prefix('?').unwrap_or(&query),
        fragment.strip_prefix('#').unwrap_or(&fragment),
    ];
    let pairs: Vec<_> = parts
        .iter()
        .flat_map(|part| parse(part.as_bytes()))
        .collect();

    let trace = &mut Trace::new();
    match process_callback(transaction(), &params, &server(), trace) {
        Ok(callback) => {
            let mut names: Vec<_> = pairs.iter().map(|(name, _)| name).collect();
            names.sort_unstable();
            assert!(
                names.is_sorted_by(|one, next| one < next),
                "a parameter twice"
            );
            let value = |name| {
                pairs
                    .iter()
                    .find(|pair| pair.0 == name)
                    .map(|pair| &*pair.1)
            };
            assert_eq!(value("state"), Some(STATE));
            let code = value("code").expect("accepted, so there is a code");
            assert!(!code.is_empty() && !format!("{callback:?}").contains(STATE));
            assert!(value("iss").is_none_or(|iss| iss == ISSUER));
            for refused in ["error", "access_token", "id_token", "response"] {
                assert_eq!(value(refused), None, "{refused}");
            }
        }
        // Where a server writes the state into another parameter, it is the server's text that is shown.
        Err(error) if own_state > 0 => {
            assert!(!format!("{error} {error:?} {trace:?} {params:?}").contains(SECRET_CODE));
        }
        Err(error) => assert_sound_failure(&error, trace, &[SECRET_CODE]),
    }
    let trace = &mut Trace::new();
    let error = reject_callback(&params, false, trace);
    assert!(!format!("{error} {error:?} {trace:?}").contains(SECRET_CODE));
});
