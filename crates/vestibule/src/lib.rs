//! The parts of the `vestibule` binary, as a library so that tests can reach them.
//!
//! `host` answers the network, `engines` decide who is signed in, `users` knows passwords,
//! `config` reads the file. Only `main.rs` reads the clock and the random number generator.

pub mod cli;
pub mod config;
pub mod engines;
pub mod hash_password;
pub mod host;
pub mod init;
mod ready;
pub mod serve;
mod time_limits;
pub mod users;
