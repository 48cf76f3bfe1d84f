//! `vestibule perform …` as a program: what it sends to scripted servers on loopback, what it prints
//! where, and how it exits.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that fails fails its test"
)]

mod authorization_code;
mod command;
mod device_code;
mod hydra;
mod page;
mod relay;
mod scripted;
mod usage;
