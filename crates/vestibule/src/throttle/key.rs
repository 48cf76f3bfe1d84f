//! By what attempts are counted.

use std::net::IpAddr;

use aws_lc_rs::digest::{SHA256, digest};

use super::Peer;

/// A digest, so that names are neither kept nor of any length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key([u8; 32]);

impl Key {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut key = [0; 32];
        for (to, from) in key.iter_mut().zip(digest(&SHA256, bytes).as_ref()) {
            *to = *from;
        }
        Self(key)
    }

    /// The two together.
    pub(super) fn and(&self, name: &str) -> Self {
        Self::of(&[&self.0, name.as_bytes()].concat())
    }

    /// The address; of IPv6 the network, since whoever has one address there has all of it.
    pub(super) fn of_peer(Peer(address): Peer) -> Self {
        match address.map(|address| address.to_canonical()) {
            None => Self::of(&[]),
            Some(IpAddr::V4(address)) => Self::of(&address.octets()),
            Some(IpAddr::V6(address)) => Self::of(&(address.to_bits() >> 64).to_be_bytes()),
        }
    }
}
