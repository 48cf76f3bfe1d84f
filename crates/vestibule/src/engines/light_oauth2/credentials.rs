//! What a person typed, for this engine and its code service.

use std::fmt;

use crate::throttle::Peer;

/// Who, and the proof. Shows neither.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// The user name, as typed.
    pub name: &'a str,
    /// The password, as typed.
    pub password: &'a str,
    /// Where the request comes from.
    pub peer: Peer,
}

impl fmt::Debug for Credentials<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}
