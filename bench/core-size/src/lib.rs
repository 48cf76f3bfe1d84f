//! The protocol core as one wasm module, to be weighed: discovery, code + PKCE, full ID token validation, refresh.
//!
//! It imports cryptography and randomness from its host and nothing else; `weigh.mjs` holds it to that and drives it
//! through a whole flow, so that what is weighed is what works. This file knows the order of a flow and how bytes cross
//! the border (`border`); it makes no check.

mod adapter;
mod border;
mod flow;

use std::cell::RefCell;

use self::flow::{Flow, Step};

thread_local! {
    static FLOW: RefCell<Option<Flow>> = const { RefCell::new(None) };
}

/// The steps of a flow, in order. Each reads its input from the border and leaves its output there: the address or body
/// of the next request, or on a failure what failed and what to do. 1 means that it went well.
macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident => $step:ident;)*) => {$(
        $(#[$doc])*
        #[expect(unsafe_code, reason = "an export needs a name that is not mangled")]
        #[unsafe(no_mangle)]
        pub extern "C" fn $name(status: u32, now: i64) -> u32 {
            take(Step::$step, status, now)
        }
    )*};
}

steps! {
    /// In: issuer, client id, redirect URI and scope, a line each. Out: the address of the metadata.
    start => Start;
    /// In: the metadata. Out: the authorization request.
    metadata => Metadata;
    /// In: the callback's query. Out: the body of the token request.
    callback => Callback;
    /// In: the token response. Out: the address of the keys.
    tokens => Tokens;
    /// In: the keys. Out: who signed in, and every check.
    keys => Keys;
    /// Out: the body of the refresh request.
    refresh => Refresh;
    /// In: the response to it. Out: every check.
    refreshed => Refreshed;
}

fn take(step: Step, status: u32, now: i64) -> u32 {
    let input = border::take_input();
    let (flow, output, went_well) = FLOW
        .take()
        .unwrap_or_default()
        .take(step, input, status, now);
    FLOW.set(Some(flow));
    border::set_output(output);
    u32::from(went_well)
}
