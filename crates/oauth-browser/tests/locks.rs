//! One holder at a time.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use oauth_browser::clock::sleep;
use oauth_browser::lock::{LockError, acquire};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const PATIENCE: Duration = Duration::from_secs(5);

#[wasm_bindgen_test]
async fn two_contenders_take_turns() {
    let events = Rc::new(RefCell::new(Vec::new()));
    let contend = |name: &'static str| {
        let events = Rc::clone(&events);
        async move {
            let lock = acquire("turns", PATIENCE).await.unwrap();
            events.borrow_mut().push(format!("{name} in"));
            sleep(Duration::from_millis(5)).await;
            events.borrow_mut().push(format!("{name} out"));
            drop(lock);
        }
    };
    futures_util::future::join(contend("a"), contend("b")).await;
    assert_eq!(*events.borrow(), ["a in", "a out", "b in", "b out"]);
}

#[wasm_bindgen_test]
async fn names_are_apart() {
    let one = acquire("one", PATIENCE).await.unwrap();
    let other = acquire("other", PATIENCE).await.unwrap();
    drop((one, other));
}

#[wasm_bindgen_test]
async fn who_waits_in_vain_is_told_and_leaves_the_queue() {
    let held = acquire("held", PATIENCE).await.unwrap();
    let impatient = acquire("held", Duration::from_millis(10)).await;
    assert_eq!(impatient.unwrap_err(), LockError::Busy);
    drop(held);
    acquire("held", PATIENCE).await.unwrap();
}
