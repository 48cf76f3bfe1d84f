//! How long who waits, by a clock that stands.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::UNIX_EPOCH;

use super::homes::HOMES;
use super::*;

fn throttle() -> (Throttle, Arc<AtomicU64>) {
    let time = Arc::new(AtomicU64::new(1_000_000));
    let told = Arc::clone(&time);
    let clock: Arc<dyn Clock> =
        Arc::new(move || UNIX_EPOCH + Duration::from_secs(told.load(Ordering::Relaxed)));
    let limit = |burst, seconds| Limit {
        burst: NonZeroU32::new(burst).unwrap(),
        every: Duration::from_secs(seconds),
    };
    let limits = Limits {
        user: limit(3, 30),
        address: limit(5, 10),
        user_code: limit(2, 10),
        client: limit(2, 30),
        clients_from: limit(3, 10),
        ..Limits::default()
    };
    (Throttle::new(limits, &clock), time)
}

fn peer(address: &str) -> Peer {
    Peer(Some(address.parse().unwrap()))
}

/// Seconds to wait; 0 for an attempt that may be made, and is wrong.
fn wrong(throttle: &Throttle, name: &str, address: &str) -> u64 {
    match throttle.sign_in(name, peer(address)) {
        Ok(_) => 0,
        Err(wait) => wait.seconds(),
    }
}

#[test]
fn wrong_attempts_for_one_name_have_to_wait() {
    let (throttle, time) = throttle();
    for address in ["192.0.2.1", "192.0.2.2", "192.0.2.3"] {
        assert_eq!(wrong(&throttle, "zoe", address), 0);
    }
    assert_eq!(wrong(&throttle, "zoe", "192.0.2.4"), 30);
    assert_eq!(wrong(&throttle, "yan", "192.0.2.4"), 0);
    time.fetch_add(29, Ordering::Relaxed);
    assert_eq!(wrong(&throttle, "zoe", "192.0.2.5"), 1);
    time.fetch_add(1, Ordering::Relaxed);
    assert_eq!(wrong(&throttle, "zoe", "192.0.2.6"), 0);
    assert_eq!(wrong(&throttle, "zoe", "192.0.2.7"), 30);
}

#[test]
fn wrong_attempts_from_one_address_have_to_wait_whatever_the_name() {
    let (throttle, _) = throttle();
    for name in ["a", "b", "c", "d", "e"] {
        assert_eq!(wrong(&throttle, name, "2001:db8::1"), 0);
    }
    // The same network, and the same address written as IPv6.
    assert_eq!(wrong(&throttle, "f", "2001:db8::ffff:1"), 10);
    assert_eq!(wrong(&throttle, "f", "2001:db8:0:1::1"), 0);
    for name in ["a", "b", "c", "d", "e"] {
        assert_eq!(wrong(&throttle, name, "::ffff:192.0.2.9"), 0);
    }
    assert_eq!(wrong(&throttle, "g", "192.0.2.9"), 10);
}

#[test]
fn who_is_right_never_waits() {
    let (throttle, _) = throttle();
    for _ in 0..100 {
        throttle
            .sign_in("zoe", peer("192.0.2.1"))
            .unwrap()
            .was_right();
        throttle.user_code(peer("192.0.2.1")).unwrap().was_right();
    }
    for expected in [0, 0, 0, 30] {
        assert_eq!(wrong(&throttle, "zoe", "192.0.2.1"), expected);
    }
}

#[test]
fn who_guesses_elsewhere_keeps_nobody_out_where_they_have_signed_in() {
    let (throttle, time) = throttle();
    let right = |address| throttle.sign_in("zoe", peer(address)).unwrap().was_right();
    right("192.0.2.1");
    for address in ["198.51.100.1", "198.51.100.2", "198.51.100.3"] {
        assert_eq!(wrong(&throttle, "zoe", address), 0);
    }
    assert_eq!(wrong(&throttle, "zoe", "198.51.100.4"), 30);
    right("192.0.2.1");
    // There, wrong ones are counted as anywhere else.
    for expected in [0, 0, 0, 30] {
        assert_eq!(wrong(&throttle, "zoe", "192.0.2.1"), expected);
    }
    // An attempt that nobody could judge makes no place a home; nor does one from nowhere.
    time.fetch_add(90, Ordering::Relaxed);
    throttle
        .sign_in("zoe", peer("198.51.100.9"))
        .unwrap()
        .was_not_judged();
    throttle.sign_in("zoe", Peer(None)).unwrap().was_right();
    for expected in [0, 0, 0, 30] {
        assert_eq!(wrong(&throttle, "zoe", "198.51.100.9"), expected);
    }
    assert!(throttle.sign_in("zoe", Peer(None)).is_err());
}

#[test]
fn homes_are_bounded() {
    let homes = Homes::default();
    for number in 0..HOMES {
        homes.add(Key::of(&number.to_be_bytes()));
    }
    assert!(homes.has(&Key::of(&0_usize.to_be_bytes())));
    homes.add(Key::of(b"one more"));
    assert!(!homes.has(&Key::of(&0_usize.to_be_bytes())));
    assert!(homes.has(&Key::of(b"one more")));
}

#[test]
fn wrong_secrets_of_a_client_have_to_wait_where_they_come_from() {
    let (throttle, time) = throttle();
    let may = |id: &str, address: &str| match throttle.client_secret(id, peer(address)) {
        Ok(()) => 0,
        Err(wait) => wait.seconds(),
    };
    for _ in 0..100 {
        assert_eq!(may("app", "192.0.2.1"), 0);
    }
    for _ in 0..2 {
        throttle.client_secret_was_wrong("app", peer("192.0.2.1"));
    }
    assert_eq!(may("app", "192.0.2.1"), 30);
    // The client itself is elsewhere, and another one has done nothing.
    assert_eq!(may("app", "192.0.2.2"), 0);
    assert_eq!(may("other", "192.0.2.1"), 0);
    throttle.client_secret_was_wrong("other", peer("192.0.2.1"));
    assert_eq!(may("third", "192.0.2.1"), 10);
    time.fetch_add(30, Ordering::Relaxed);
    assert_eq!(may("app", "192.0.2.1"), 0);
}

#[test]
fn attempts_under_way_count() {
    let (throttle, _) = throttle();
    let under_way: Vec<_> = (0..2)
        .map(|_| throttle.user_code(Peer(None)).unwrap())
        .collect();
    assert_eq!(throttle.user_code(Peer(None)).unwrap_err().seconds(), 10);
    under_way.into_iter().for_each(Attempt::was_right);
    throttle.user_code(Peer(None)).unwrap().was_right();
}

#[test]
fn a_clock_that_is_set_back_keeps_nobody_waiting_longer() {
    let (throttle, time) = throttle();
    for _ in 0..3 {
        assert_eq!(wrong(&throttle, "zoe", "192.0.2.1"), 0);
    }
    time.fetch_sub(900_000, Ordering::Relaxed);
    assert_eq!(wrong(&throttle, "zoe", "192.0.2.1"), 30);
    time.fetch_add(30, Ordering::Relaxed);
    assert_eq!(wrong(&throttle, "zoe", "192.0.2.1"), 0);
}
