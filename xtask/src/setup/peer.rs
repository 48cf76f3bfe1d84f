//! Programs of others that some tests run against, and that a machine may lack without being of no use.

use std::path::PathBuf;

/// A foreign program that a test starts.
pub(crate) enum Peer {
    /// It is there.
    Present(PathBuf),
    /// It is not, and its tests are left out; what to install to have them.
    Absent(String),
}
