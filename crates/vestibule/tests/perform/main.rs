//! `vestibule perform …` as a program: what it sends to scripted servers on loopback, what it prints
//! where, and how it exits.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that fails fails its test"
)]

#[path = "../common/answered.rs"]
#[expect(dead_code, reason = "the router of a running command can't be asked")]
mod answered;
mod authorization_code;
mod command;
mod device_code;
mod hydra;
mod page;
mod relay;
mod routes;
mod scripted;
mod usage;
