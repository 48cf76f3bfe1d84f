//! The app's choice of where a session's tokens are kept. Never in `localStorage`, which outlives the session.

use crate::token_worker::WorkerScript;

/// Where to keep tokens. Whatever the choice, script that runs in this origin can use the session
/// while it runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenStorage {
    /// In memory: nothing to find later, on disk or by other scripts' reading of storage; a reload
    /// signs in anew.
    #[default]
    Memory,
    /// In `sessionStorage`: a reload keeps the session, and so does a duplicated tab; any script of
    /// this origin can read it, and a browser may write it to disk to restore tabs.
    Session,
    /// In memory, but for the refresh token, which only a worker has
    /// ([what that protects from](crate::token_worker)); the other tabs of this origin can join the
    /// session ([`Session::join`](crate::session::Session::join)).
    Worker(WorkerScript),
}
