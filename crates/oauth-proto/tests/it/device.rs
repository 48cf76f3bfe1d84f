//! When to poll, to the second.

use http::Response;
use oauth_proto::check::{CheckId, Trace};
use oauth_proto::client::{Client, ClientAuth, TokenBody};
use oauth_proto::device::{
    DeviceFlow, DeviceParams, NextPoll, PollOutcome, device_authorization_request,
    process_device_authorization_response,
};
use oauth_proto::endpoint::Endpoint;
use oauth_proto::error::Kind;
use oauth_proto::metadata::ServerMetadata;
use oauth_proto::scope::Scope;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::NOW;
use crate::support::document::Reply;
use crate::support::server::Server;

fn client() -> Client {
    Client::new("tv", ClientAuth::None).unwrap()
}

fn flow(change: fn(&mut Server)) -> DeviceFlow {
    let mut server = Server::honest();
    change(&mut server);
    let base = Endpoint::parse("https://as.example").unwrap();
    let metadata = ServerMetadata::by_hand(None).with_base(&base).unwrap();
    let params = DeviceParams::new(Scope::default());
    let trace = &mut Trace::new();
    let (_, asked) = device_authorization_request(&metadata, &client(), params, trace).unwrap();
    process_device_authorization_response(asked, &server.device.response(), NOW, trace).unwrap()
}

fn refuse(flow: &mut DeviceFlow, code: &str, after: u32) {
    let response: Response<_> = Reply::refusal(400, code).response();
    let outcome = flow.process_poll_response(&response, NOW.plus(after), &mut Trace::new());
    assert!(matches!(outcome, Ok(PollOutcome::Pending)), "{code}");
}

#[test]
fn polls_keep_the_interval() {
    let mut flow = flow(|_| {});
    assert_eq!(flow.user_code(), "WDJB-MJHT");
    assert_eq!(flow.next_poll(NOW), NextPoll::At(NOW.plus(5)));
    assert_eq!(flow.next_poll(NOW.plus(5)), NextPoll::Now);
    refuse(&mut flow, "authorization_pending", 6);
    assert_eq!(flow.next_poll(NOW.plus(6)), NextPoll::At(NOW.plus(11)));
    // Slower for good.
    refuse(&mut flow, "slow_down", 11);
    assert_eq!(flow.next_poll(NOW.plus(11)), NextPoll::At(NOW.plus(21)));
    refuse(&mut flow, "authorization_pending", 21);
    assert_eq!(flow.next_poll(NOW.plus(21)), NextPoll::At(NOW.plus(31)));
    assert_eq!(flow.interval(), 10);
}

#[test]
fn failing_connections_double_the_wait_until_one_succeeds() {
    let mut flow = flow(|_| {});
    for (after, next) in [(5, 15), (15, 35), (35, 75)] {
        flow.connection_failed(NOW.plus(after));
        assert_eq!(
            flow.next_poll(NOW.plus(after)),
            NextPoll::At(NOW.plus(next))
        );
    }
    refuse(&mut flow, "authorization_pending", 75);
    assert_eq!(flow.next_poll(NOW.plus(75)), NextPoll::At(NOW.plus(80)));
}

/// A tab that slept for minutes polls once, not once for each poll it missed.
#[test]
fn waking_up_polls_once() {
    let mut flow = flow(|_| {});
    assert_eq!(flow.next_poll(NOW.plus(300)), NextPoll::Now);
    refuse(&mut flow, "authorization_pending", 300);
    assert_eq!(flow.next_poll(NOW.plus(300)), NextPoll::At(NOW.plus(305)));
}

#[test]
fn nothing_is_sent_after_the_end() {
    let mut flow = flow(|_| {});
    assert_eq!(flow.expires_at(), NOW.plus(600));
    refuse(&mut flow, "authorization_pending", 598);
    assert_eq!(flow.next_poll(NOW.plus(598)), NextPoll::At(NOW.plus(600)));
    assert_eq!(flow.next_poll(NOW.plus(600)), NextPoll::Expired);
    let error = flow.expire(&mut Trace::new());
    assert_eq!(
        (error.check(), error.kind()),
        (CheckId::DeviceOutcome, Kind::User)
    );
}

#[test]
fn what_servers_leave_out_or_overdo() {
    assert_eq!(flow(|s| s.device.body.remove("interval")).interval(), 5);
    assert_eq!(flow(|s| s.device.body.set("interval", 0)).interval(), 1);
    assert_eq!(flow(|s| s.device.body.set("interval", 1e9)).interval(), 300);
    let endless = flow(|s| s.device.body.set("expires_in", 1e15));
    assert_eq!(endless.expires_at(), NOW.plus(86_400));
    let plain = flow(|s| s.device.body.remove("verification_uri_complete"));
    assert_eq!(plain.verification_uri_complete(), None);
    assert_eq!(
        plain.verification_uri().as_str(),
        "https://as.example/verify"
    );
}

#[test]
fn cancelling_is_the_persons_doing() {
    let mut trace = Trace::new();
    let error = flow(|_| {}).cancel(&mut trace);
    assert_eq!(
        (error.check(), error.kind()),
        (CheckId::DeviceOutcome, Kind::User)
    );
    assert_eq!(error.to_string(), "device.outcome: cancelled");
    assert_eq!(trace.checks().len(), 1);
}

#[test]
fn the_poll_carries_the_code() {
    let request = flow(|_| {}).poll_request(&client(), TokenBody::Form);
    assert_eq!(request.uri(), "https://as.example/oauth2/token");
    assert_eq!(
        request.body(),
        b"grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code\
          &device_code=device-1&client_id=tv"
    );
}
