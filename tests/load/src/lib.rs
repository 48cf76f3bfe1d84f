//! What the load and chaos programs are told in: a lean HTTP client, the servers, and the flows.
//!
//! They are programs and not tests: what they say depends on the machine, and takes minutes.
//! `cargo xtask bench host` and `cargo xtask chaos` build and run them.

pub mod flow;
pub mod http;
pub mod server;

/// What ends a program early.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A connection, a file or a process.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A server ended, or is not ready in time.
    #[error("{0} did not start")]
    NotReady(&'static str),
    /// An answer that no flow goes on from.
    #[error("unexpected answer to {what}: {status} {body}")]
    Answer {
        /// What was asked.
        what: &'static str,
        /// The status.
        status: u16,
        /// The body.
        body: String,
    },
}
