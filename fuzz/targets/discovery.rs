//! Discovery: metadata are taken only from the issuer asked for, and only with addresses that may be used; what is taken
//! survives being stored.
#![no_main]

use http::StatusCode;
use libfuzzer_sys::fuzz_target;
use oauth_proto::check::Trace;
use oauth_proto::discovery::{Discovery, DiscoveryStep};
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use serde_json::Value;
use vestibule_fuzz::{ISSUER, assert_sound_failure, issuer, response};

fuzz_target!(|body: &[u8]| {
    let trace = &mut Trace::new();
    let first = Discovery::new(issuer(), trace).expect("sound");
    let second = first.next().expect("there are two addresses");
    let answer = response(StatusCode::OK, body);
    // At the second address there is no other left to try, so that every fault shows.
    match second.process_response(&answer, trace) {
        Ok(DiscoveryStep::TryNext(_)) => panic!("there are two addresses only"),
        Ok(DiscoveryStep::Found(server)) => assert_sound(&server, body),
        Err(error) => assert_sound_failure(&error, trace, &[]),
    }
    let found = |discovery: &Discovery| {
        let step = discovery.process_response(&answer, &mut Trace::new());
        matches!(step, Ok(DiscoveryStep::Found(_)))
    };
    assert_eq!(found(&first), found(&second), "the addresses differ");
});

fn assert_sound(server: &ServerMetadata, body: &[u8]) {
    let document: Value = serde_json::from_slice(body).expect("taken, so JSON");
    assert_eq!(document["issuer"], ISSUER);
    for name in EndpointName::ALL {
        let Some(endpoint) = server.endpoint(name) else {
            continue;
        };
        assert_eq!(document[name.as_str()], endpoint.as_str());
        let origin = endpoint.origin();
        let loopback = ["http://localhost", "http://127.", "http://[::1]"];
        assert!(
            endpoint.is_https() || loopback.iter().any(|start| origin.starts_with(start)),
            "{origin}"
        );
        assert!(!origin.contains('@') && !endpoint.as_str().contains('#'));
    }
    let stored = ServerMetadata::from_stored_json(&server.to_json());
    assert_eq!(stored.as_ref(), Ok(server));
}
