//! A device flow that waits for its confirmation, as the page shows it.

use oauth_proto::time::Timestamp;

/// The codes, and how the waiting goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// What the person enters.
    pub user_code: String,
    /// Where; https, or http on this computer.
    pub verification_uri: String,
    /// The same with the code in it, where the server has such an address.
    pub verification_uri_complete: Option<String>,
    /// When the code ends.
    pub expires_at: Timestamp,
    /// Seconds between two polls.
    pub interval: u32,
    /// How often the server was asked.
    pub polls: u32,
    /// What is going on.
    pub polling: Polling,
}

/// What a device flow is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polling {
    /// Waiting for the next poll.
    Waiting,
    /// Asking the server.
    Asking,
    /// The server asked for longer waits.
    SlowedDown,
    /// The server could not be reached: waiting longer before the next poll.
    BackingOff,
}
