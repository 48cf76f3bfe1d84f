//! The parts of the `vestibule` binary, as a library so that tests can reach them.
//!
//! `host` answers the network, `engines` decide who is signed in, `users` knows passwords,
//! `config` reads the file. Only `main.rs` reads the real clock and random number generator; `clock`
//! and `entropy` are how everything else is given them.

pub mod audit;
pub mod bake;
pub mod brand;
pub mod cli;
pub mod clock;
pub mod config;
pub mod engines;
pub mod entropy;
pub mod events;
pub mod hash_password;
pub mod host;
pub mod init;
pub mod mail;
mod media_type;
pub mod metrics;
pub mod origin;
mod outgoing;
pub mod perform;
mod plain_words;
pub mod rotate_key;
pub mod serve;
pub mod stored_file;
pub mod throttle;
mod time_limits;
pub mod user_command;
pub mod users;
