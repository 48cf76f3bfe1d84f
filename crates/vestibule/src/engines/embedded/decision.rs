//! A person's yes or no. It knows no question: a device's, a client's and a logout's are alike.

/// What a person says to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Accept,
    /// No.
    Deny,
}
