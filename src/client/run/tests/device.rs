//! The device flow: when polls are due, what ends it, what the page shows meanwhile.

use std::{cell::RefCell, rc::Rc};

use oauth_proto::error::{Error, NetworkFault, Step};

use super::{
    super::*,
    DISCOVERY, METADATA, TOKENS, now, rows,
    script::{BEGIN, Key, Script},
    settings,
};
use crate::client::report::{Device, Outcome, Polling, Report};

const CODES: &str = r#"{"device_code":"dc-1","user_code":"WDJB-MJHT","expires_in":60,
    "verification_uri":"https://as.example/device",
    "verification_uri_complete":"https://as.example/device?user_code=WDJB-MJHT"}"#;
const AUTHORIZATION: &str = "https://as.example/device/auth";
const TOKEN: &str = "https://as.example/token";
const PENDING: &str = r#"{"error":"authorization_pending"}"#;
const SLOW_DOWN: &str = r#"{"error":"slow_down"}"#;

/// A server whose codes are there.
fn coded() -> Script {
    let metadata = METADATA.replace(
        r#""userinfo_endpoint""#,
        r#""device_authorization_endpoint":"https://as.example/device/auth","userinfo_endpoint""#,
    );
    Script::default()
        .answer(DISCOVERY, 200, &metadata)
        .answer(AUTHORIZATION, 200, CODES)
}

/// The whole flow, and every device state that the page was shown.
fn run(script: &Script, query: &str) -> (Journal, Result<Session<Key>, Failure>, Vec<Device>) {
    let shown: Rc<RefCell<Vec<Device>>> = Rc::default();
    let watch = Rc::clone(&shown);
    let mut journal = Journal::new(Report::started("device"), move |report: &Report| {
        watch.borrow_mut().extend(report.device.clone());
    });
    let settings = settings(&format!("flow=device&{query}"));
    let result = now(by_device(script, settings, &mut journal));
    journal.end(&result);
    let shown = shown.take();
    (journal, result, shown)
}

fn outcome(journal: &Journal) -> (&str, &str) {
    let report = journal.report();
    assert_eq!(report.result, Outcome::Failed);
    assert_eq!(report.device, None);
    let kind = report.error.as_ref().unwrap().kind.as_str();
    (report.failed_check.as_deref().unwrap(), kind)
}

#[test]
fn a_confirmed_code_brings_tokens() {
    let script = coded()
        .answer(TOKEN, 400, PENDING)
        .answer(TOKEN, 400, PENDING)
        .answer(TOKEN, 200, TOKENS);
    let (journal, session, shown) = run(&script, "audience=api");
    assert_eq!(*script.waits.borrow(), [5, 5, 5]);
    assert_eq!(
        script.sent.borrow()[1..],
        ["scope=pets&audience=api&client_id=demo", POLL, POLL, POLL]
    );
    assert_eq!(
        rows(&journal)[..8],
        [
            "config.endpoints pass",
            "discovery.fetch pass",
            "discovery.issuer pass",
            "config.endpoints pass",
            "device.authorization pass",
            "device.poll pass",
            "device.outcome pass",
            "token.access_token pass",
        ]
    );
    let report = journal.report();
    assert_eq!(report.result, Outcome::Ok);
    assert_eq!(report.tokens.as_ref().unwrap().access_token, "at-1");
    assert_eq!(report.device, None);
    assert!(session.unwrap().abilities().refresh);
    let first = &shown[0];
    assert_eq!(first.user_code, "WDJB-MJHT");
    assert_eq!(first.verification_uri, "https://as.example/device");
    assert_eq!(
        first.verification_uri_complete.as_deref(),
        Some("https://as.example/device?user_code=WDJB-MJHT")
    );
    assert_eq!(first.expires_at.as_unix(), BEGIN + 60);
    let states: Vec<_> = shown.iter().map(|it| (it.polls, it.polling)).collect();
    assert_eq!(
        states,
        [
            (0, Polling::Waiting),
            (1, Polling::Asking),
            (1, Polling::Waiting),
            (2, Polling::Asking),
            (2, Polling::Waiting),
            (3, Polling::Asking),
        ]
    );
    // Both polls that brought nothing new are one exchange.
    let exchanges: Vec<_> = report
        .exchanges
        .iter()
        .map(|it| (it.step.as_str(), it.times))
        .collect();
    assert_eq!(
        exchanges,
        [
            ("discovery", 1),
            ("device_authorization", 1),
            ("device_poll", 2),
            ("device_poll", 1)
        ]
    );
}

const POLL: &str = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code\
                    &device_code=dc-1&client_id=demo";

#[test]
fn an_empty_audience_is_left_out() {
    let script = coded().answer(TOKEN, 200, TOKENS);
    let (_, result, _) = run(&script, "audience=");
    assert!(result.is_ok());
    assert_eq!(script.sent.borrow()[1], "scope=pets&client_id=demo");
}

#[test]
fn resources_and_other_parameters_are_sent_with_the_first_request() {
    let script = coded().answer(TOKEN, 200, TOKENS);
    let query = "resource=https://a.example&resource=urn:b&extra.tenant=acme";
    let (_, result, _) = run(&script, query);
    assert!(result.is_ok());
    assert_eq!(
        script.sent.borrow()[1..],
        [
            "scope=pets&resource=https%3A%2F%2Fa.example&resource=urn%3Ab&tenant=acme&client_id=demo",
            POLL
        ]
    );
}

#[test]
fn slow_down_adds_five_seconds_for_good() {
    let script = coded()
        .answer(TOKEN, 400, SLOW_DOWN)
        .answer(TOKEN, 400, PENDING)
        .answer(TOKEN, 400, SLOW_DOWN)
        .answer(TOKEN, 200, TOKENS);
    let (_, result, shown) = run(&script, "");
    assert!(result.is_ok());
    assert_eq!(*script.waits.borrow(), [5, 10, 10, 15]);
    let slowed = shown
        .iter()
        .filter(|it| it.polling == Polling::SlowedDown)
        .map(|it| it.interval);
    assert_eq!(slowed.collect::<Vec<_>>(), [10, 15]);
}

#[test]
fn an_unreachable_server_is_asked_less_and_less_often() {
    let silent = |fault| Error::network(Step::DevicePoll, fault);
    let script = coded()
        .silence(TOKEN, silent(NetworkFault::TimedOut))
        .silence(TOKEN, silent(NetworkFault::Unreachable))
        .answer(TOKEN, 400, PENDING)
        .answer(TOKEN, 200, TOKENS);
    let (journal, result, shown) = run(&script, "");
    assert!(result.is_ok());
    assert_eq!(*script.waits.borrow(), [5, 10, 20, 5]);
    assert!(shown.iter().any(|it| it.polling == Polling::BackingOff));
    assert_eq!(journal.report().result, Outcome::Ok);
    assert!(rows(&journal).iter().all(|row| !row.ends_with("fail")));
}

#[test]
fn a_tab_that_slept_polls_once() {
    let script = coded()
        .answer(TOKEN, 400, PENDING)
        .answer(TOKEN, 200, TOKENS);
    script.sleeps.set(30);
    let (_, result, _) = run(&script, "");
    assert!(result.is_ok());
    assert_eq!(*script.waits.borrow(), [5, 5]);
    assert_eq!(script.clock.get(), 40);
}

#[test]
fn each_end_is_told() {
    let refused = |error: &str| coded().answer(TOKEN, 400, &format!(r#"{{"error":"{error}"}}"#));
    let cases = [
        (
            Script {
                cancelled_at: Some(3),
                ..coded()
            },
            ("device.outcome", "user"),
        ),
        (
            coded().silence(
                TOKEN,
                Error::network(Step::DevicePoll, NetworkFault::Aborted),
            ),
            ("device.outcome", "user"),
        ),
        (refused("access_denied"), ("device.outcome", "user")),
        (refused("expired_token"), ("device.outcome", "user")),
        (refused("invalid_grant"), ("device.outcome", "server")),
        (
            coded().silence(TOKEN, Error::cors(Step::DevicePoll)),
            ("cors.device", "cors"),
        ),
        (
            coded().answer(TOKEN, 200, "<html>"),
            ("device.poll", "protocol"),
        ),
        (
            coded().answer(TOKEN, 502, "<html>"),
            ("device.poll", "protocol"),
        ),
    ];
    for (script, expected) in cases {
        let (journal, result, _) = run(&script, "");
        assert!(result.is_err());
        assert_eq!(outcome(&journal), expected);
        assert_eq!(
            rows(&journal).last().unwrap(),
            &format!("{} fail", expected.0)
        );
        assert_eq!(script.answers.borrow().len(), 0);
    }
}

#[test]
fn a_code_that_nobody_confirms_ends() {
    let pending = (0..11).fold(coded(), |script, _| script.answer(TOKEN, 400, PENDING));
    let (journal, _, _) = run(&pending, "");
    assert_eq!(outcome(&journal), ("device.outcome", "user"));
    assert_eq!(pending.clock.get(), 60);
    assert_eq!(journal.report().checks.last().unwrap().found, "not in time");
}

#[test]
fn codes_that_cannot_be_used_are_named() {
    let with = |body: &str| {
        let script = coded();
        script.answers.borrow_mut().pop_back();
        script.answer(AUTHORIZATION, 200, body)
    };
    let silent = |error| {
        let script = coded();
        script.answers.borrow_mut().pop_back();
        script.silence(AUTHORIZATION, error)
    };
    let step = Step::DeviceAuthorization;
    let cases = [
        (with("<html>"), ("device.authorization", "protocol")),
        (with("{}"), ("device.authorization", "protocol")),
        (
            with(&CODES.replace("https://as.example/device\"", "javascript:alert(1)\"")),
            ("device.authorization", "protocol"),
        ),
        (silent(Error::cors(step)), ("cors.device", "cors")),
        (
            silent(Error::network(step, NetworkFault::TimedOut)),
            ("device.authorization", "network"),
        ),
    ];
    for (script, expected) in cases {
        let (journal, _, shown) = run(&script, "");
        assert_eq!(outcome(&journal), expected);
        assert_eq!(shown, []);
    }
}

#[test]
fn a_server_without_the_flow_is_named() {
    let script = Script::default().answer(DISCOVERY, 200, METADATA);
    let (journal, _, _) = run(&script, "");
    assert_eq!(outcome(&journal), ("config.endpoints", "config"));
}

#[test]
fn bound_tokens_are_polled_for_with_proofs() {
    let script =
        coded()
            .wants_nonce(TOKEN, "n-1")
            .answer(TOKEN, 200, &TOKENS.replace("bearer", "DPoP"));
    let (journal, result, _) = run(&script, "dpop=1");
    assert!(result.is_ok());
    let proofs: Vec<_> = script.proofs.borrow().iter().map(Option::is_some).collect();
    assert_eq!(proofs, [false, false, true, true]);
    assert!(rows(&journal).contains(&"dpop.token_type pass".to_owned()));
}
