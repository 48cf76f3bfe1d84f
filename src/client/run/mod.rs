//! A run, step by step: discovery → the server → callback → tokens → keys → checked ID token, then
//! actions. It must not know the page; everything outside comes in as a [`World`].
//!
//! ```text
//! begin ──Departure──▶ (the browser is at the server) ──▶ finish ──Session──▶ afterwards, actions
//! by_device ─────────────────────────────────────────────────────Session──▶ afterwards, actions
//! ```

mod action;
mod begin;
mod device;
mod failure;
mod finish;
mod journal;
mod keys;
mod proofs;
mod saved;
mod session;
#[cfg(test)]
mod tests;
mod world;

pub use self::{
    action::{Abilities, Action},
    begin::{Departure, begin},
    device::by_device,
    failure::Failure,
    finish::{Waiting, cut_short, finish, landed, refuse},
    journal::Journal,
    saved::{Restored, Saved},
    session::Session,
    world::{Answered, Sender, Waited, World},
};
