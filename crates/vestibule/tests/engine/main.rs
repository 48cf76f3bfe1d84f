//! The embedded engine from outside: requests in, exact statuses, headers and bodies out.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper that panics fails its test, which is what it is for"
)]

mod authorize;
mod code_basic;
mod consent;
mod cors;
mod demo_password;
mod device;
mod durability;
mod events;
mod hostile;
mod keys;
mod killed;
mod logout;
mod metadata;
mod opening;
mod refresh;
mod reset;
mod revoke;
mod session;
mod sign_in;
mod support;
mod throttling;
mod token;
mod user_database;
mod userinfo;
