//! Waits for promises with callbacks that are used again. Knows nothing of what is promised.
//!
//! `JsFuture` has two callbacks made for each promise, and a sign-in waits for seven: making and dropping them is a good
//! part of what this crate adds to what the browser does.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// What a promise settles to.
pub(crate) struct Settled(Option<Rc<Waiter>>);

/// Two callbacks, of which a promise calls one, once.
struct Waiter {
    state: Rc<RefCell<State>>,
    fulfilled: Closure<dyn FnMut(JsValue)>,
    rejected: Closure<dyn FnMut(JsValue)>,
}

#[derive(Default)]
struct State {
    outcome: Option<Result<JsValue, JsValue>>,
    waker: Option<Waker>,
    /// Set when nobody waits any longer: then the call alone makes the callbacks free again.
    left: Option<Rc<Waiter>>,
}

thread_local! {
    static IDLE: RefCell<Vec<Rc<Waiter>>> = const { RefCell::new(Vec::new()) };
}

/// How many pairs of callbacks are kept.
const MOST_IDLE: usize = 8;

impl Settled {
    pub(crate) fn new(promise: &Promise) -> Self {
        let idle = IDLE.with_borrow_mut(Vec::pop);
        let waiter = idle.unwrap_or_else(Waiter::new);
        // What follows from the callbacks is for nobody.
        let _then = promise.then2(&waiter.fulfilled, &waiter.rejected);
        Self(Some(waiter))
    }
}

impl Future for Settled {
    type Output = Result<JsValue, JsValue>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(waiter) = &self.0 else {
            return Poll::Pending;
        };
        let mut state = waiter.state.borrow_mut();
        let Some(outcome) = state.outcome.take() else {
            state.waker = Some(context.waker().clone());
            return Poll::Pending;
        };
        drop(state);
        if let Some(waiter) = self.0.take() {
            rest(waiter);
        }
        Poll::Ready(outcome)
    }
}

impl Drop for Settled {
    fn drop(&mut self) {
        let Some(waiter) = self.0.take() else { return };
        let mut state = waiter.state.borrow_mut();
        state.waker = None;
        if state.outcome.take().is_none() {
            state.left = Some(Rc::clone(&waiter));
            return;
        }
        drop(state);
        rest(waiter);
    }
}

impl Waiter {
    fn new() -> Rc<Self> {
        let state = Rc::<RefCell<State>>::default();
        let settle = |wrap: fn(JsValue) -> Result<JsValue, JsValue>| {
            let state = Rc::clone(&state);
            Closure::new(move |value| settle(&state, wrap(value)))
        };
        Rc::new(Self {
            fulfilled: settle(Ok),
            rejected: settle(Err),
            state,
        })
    }
}

fn settle(state: &RefCell<State>, outcome: Result<JsValue, JsValue>) {
    let mut state = state.borrow_mut();
    if let Some(waiter) = state.left.take() {
        drop(state);
        return rest(waiter);
    }
    state.outcome = Some(outcome);
    let waker = state.waker.take();
    drop(state);
    if let Some(waker) = waker {
        waker.wake();
    }
}

fn rest(waiter: Rc<Waiter>) {
    IDLE.with_borrow_mut(|idle| {
        if idle.len() < MOST_IDLE {
            idle.push(waiter);
        }
    });
}
