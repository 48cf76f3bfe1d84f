//! What is remembered, and that it is given once.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use oauth_browser::transaction_store::{TransactionError, TransactionStore};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const KEY: &str = "oauth-browser.transactions";

fn session_storage() -> web_sys::Storage {
    web_sys::window()
        .unwrap()
        .session_storage()
        .unwrap()
        .unwrap()
}

#[wasm_bindgen_test]
async fn a_transaction_is_given_once() {
    let store = TransactionStore::open().unwrap();
    store.put("once", &("verifier".to_owned(), 7)).unwrap();
    assert!(store.contains("once"));
    assert_eq!(store.take("once").await, Ok(("verifier".to_owned(), 7)));
    assert!(!store.contains("once"));
    assert_eq!(
        store.take::<(String, u8)>("once").await,
        Err(TransactionError::AlreadyUsed)
    );
}

/// Each has a state of its own, so neither what was begun last nor what comes back first decides.
#[wasm_bindgen_test]
async fn sign_ins_of_two_clients_in_one_tab_are_apart() {
    let store = TransactionStore::open().unwrap();
    store.put("of one client", &"one").unwrap();
    store.put("of another", &"another").unwrap();
    let take = async |state| store.take::<String>(state).await;
    assert_eq!(take("of one client").await.as_deref(), Ok("one"));
    assert_eq!(
        take("of one client").await,
        Err(TransactionError::AlreadyUsed)
    );
    assert_eq!(take("of another").await.as_deref(), Ok("another"));
}

#[wasm_bindgen_test]
async fn a_state_that_nobody_sent_is_unknown() {
    let store = TransactionStore::open().unwrap();
    assert_eq!(
        store.take::<String>("never sent").await,
        Err(TransactionError::Unknown)
    );
}

#[wasm_bindgen_test]
async fn a_copy_of_the_tab_does_not_get_it_again() {
    let store = TransactionStore::open().unwrap();
    store.put("copied", &1).unwrap();
    let copy = session_storage().get_item(KEY).unwrap().unwrap();
    assert_eq!(store.take("copied").await, Ok(1));
    session_storage().set_item(KEY, &copy).unwrap();
    assert!(store.contains("copied"));
    assert_eq!(
        store.take::<u8>("copied").await,
        Err(TransactionError::AlreadyUsed)
    );
}

#[wasm_bindgen_test]
async fn of_two_takers_at_once_one_gets_it() {
    let store = TransactionStore::open().unwrap();
    store.put("raced", &1).unwrap();
    let copy = session_storage().get_item(KEY).unwrap().unwrap();
    let first = Box::pin(store.take::<u8>("raced"));
    // As a duplicated tab would: each has the entry in its own storage.
    let (first, second) = futures_util::future::join(first, async {
        session_storage().set_item(KEY, &copy).unwrap();
        store.take::<u8>("raced").await
    })
    .await;
    let mut results = [first, second];
    results.sort_by_key(Result::is_err);
    assert_eq!(results, [Ok(1), Err(TransactionError::AlreadyUsed)]);
}

#[wasm_bindgen_test]
async fn a_fixed_state_works_again_when_it_is_sent_again() {
    let store = TransactionStore::open().unwrap();
    for round in 0..2 {
        store.put("fixed", &round).unwrap();
        assert_eq!(store.take("fixed").await, Ok(round));
        assert_eq!(
            store.take::<i32>("fixed").await,
            Err(TransactionError::AlreadyUsed)
        );
    }
}

#[wasm_bindgen_test]
async fn the_sign_in_abandoned_longest_ago_is_forgotten() {
    session_storage().remove_item(KEY).unwrap();
    let store = TransactionStore::open().unwrap();
    for number in 0..9 {
        store.put(&format!("many {number}"), &number).unwrap();
    }
    assert_eq!(
        store.take::<i32>("many 0").await,
        Err(TransactionError::Unknown)
    );
    assert_eq!(store.take("many 1").await, Ok(1));
    assert_eq!(store.take("many 8").await, Ok(8));
}

#[wasm_bindgen_test]
async fn spoilt_storage_is_not_fatal() {
    session_storage().set_item(KEY, "{not json").unwrap();
    let store = TransactionStore::open().unwrap();
    assert_eq!(
        store.take::<u8>("spoilt").await,
        Err(TransactionError::Unknown)
    );
    store.put("spoilt", &"text").unwrap();
    assert_eq!(
        store.take::<u8>("spoilt").await,
        Err(TransactionError::Damaged)
    );
}
