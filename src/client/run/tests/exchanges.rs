//! What a run keeps of what went over the wire.

use super::{
    super::*, DISCOVERY, METADATA, STATE, TOKENS, callback, run, script::Script, signed_in,
};
use crate::client::report::{Carrier, Exchange};
use oauth_proto::error::{Error, Step};

fn exchanges(journal: &Journal) -> Vec<(&str, Carrier, &str, Option<u16>, usize)> {
    let all = journal.report().exchanges.iter();
    all.map(|it| {
        let status = it.answer.as_ref().map(|answer| answer.status);
        let step = it.step.as_str();
        (step, it.carrier, it.method.as_str(), status, it.rows_before)
    })
    .collect()
}

#[test]
fn every_exchange_is_kept_in_order_with_its_place_among_the_rows() {
    let (mut journal, session) = run(&signed_in(), "", &callback("code=c-1"));
    let script = Script::default().answer("https://as.example/userinfo", 401, "no");
    let mut session = session.unwrap();
    assert!(super::now(session.userinfo(&script, &mut journal)).is_err());
    let (page, browser) = (Carrier::Page, Carrier::Browser);
    let rows = journal.report().checks.len();
    assert_eq!(
        exchanges(&journal),
        [
            ("discovery", page, "GET", Some(200), 1),
            ("authorization", browser, "GET", None, 5),
            ("token", page, "POST", Some(200), 10),
            ("userinfo", page, "GET", Some(401), rows),
        ]
    );
}

#[test]
fn an_exchange_has_all_that_was_sent_and_its_secrets_marked() {
    let (journal, _) = run(&signed_in(), "", &callback("code=c-1"));
    let token = &journal.report().exchanges[2];
    assert_eq!(token.url.masked(), "https://as.example/token");
    assert_eq!(
        token.body.expose_secrets(),
        format!(
            "grant_type=authorization_code&code=c-1\
             &redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code_verifier={STATE}&client_id=demo"
        )
    );
    assert!(!token.body.masked().contains("c-1"));
    assert!(!token.body.masked().contains(STATE));
    let headers: Vec<_> = token
        .headers
        .iter()
        .map(|it| (it.name.as_str(), it.value.masked()))
        .collect();
    assert_eq!(
        headers,
        [
            ("accept", "application/json".to_owned()),
            (
                "content-type",
                "application/x-www-form-urlencoded".to_owned()
            )
        ]
    );
    let answer = token.answer.as_ref().unwrap();
    assert_eq!(answer.body.expose_secrets(), TOKENS);
    assert!(!answer.body.masked().contains("at-1") && !answer.body.masked().contains("rt-1"));
}

#[test]
fn an_exchange_without_an_answer_is_kept_too() {
    let script = Script::default()
        .answer(DISCOVERY, 200, METADATA)
        .silence("https://as.example/token", Error::cors(Step::Token));
    let (journal, _) = run(&script, "", &callback("code=c-1"));
    let last = journal.report().exchanges.last().unwrap();
    assert_eq!((last.step.as_str(), &last.answer), ("token", &None));
}

#[test]
fn the_workers_exchanges_say_so() {
    let token = "https://as.example/token";
    let (mut journal, session) = run(&signed_in(), "storage=worker", &callback("code=c-1"));
    let script = Script::default().answer(token, 200, TOKENS);
    super::now(session.unwrap().refresh(&script, &mut journal)).unwrap();
    let last = journal.report().exchanges.last().unwrap();
    assert_eq!(
        (last.step.as_str(), last.carrier),
        ("refresh", Carrier::Worker)
    );
    assert!(
        last.body
            .expose_secrets()
            .contains("refresh_token=stand-in")
    );
}

#[test]
fn what_the_browser_comes_back_with_is_an_exchange() {
    let url = |redirect_uri, query, fragment| {
        Exchange::callback(redirect_uri, query, fragment)
            .url
            .expose_secrets()
    };
    let plain = "https://app.example/callback";
    assert_eq!(
        url(plain, "code=c&state=s", ""),
        format!("{plain}?code=c&state=s")
    );
    assert_eq!(url(plain, "", "code=c"), format!("{plain}#code=c"));
    assert_eq!(
        url("https://app.example/cb?a=b", "code=c", ""),
        "https://app.example/cb?a=b&code=c"
    );
}

#[test]
fn a_row_says_when_a_relay_carried_its_exchange() {
    let script = Script {
        is_relayed: true,
        ..signed_in()
    };
    let (journal, result) = run(&script, "", &callback("code=c-1"));
    assert!(result.is_ok());
    let relayed: Vec<_> = journal
        .report()
        .checks
        .iter()
        .filter(|row| row.found.ends_with(" (through the command's relay)"))
        .map(|row| row.id.as_str())
        .collect();
    assert_eq!(relayed, ["discovery.fetch", "token.http"]);
    assert_eq!(journal.report().exchanges[0].carrier, Carrier::Relay);
}
