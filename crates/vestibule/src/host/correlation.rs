//! The name of one request, shown on its page and written to the log, so that a person's report can
//! be found again. It says nothing of who they are.

use std::fmt;

/// Sixteen hexadecimal digits, new for every request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CorrelationId(String);

impl CorrelationId {
    /// From bytes drawn for this request.
    pub(super) fn from_random(bytes: [u8; 8]) -> Self {
        Self(format!("{:016x}", u64::from_be_bytes(bytes)))
    }
}

impl fmt::Display for CorrelationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_always_sixteen_digits() {
        assert_eq!(
            CorrelationId::from_random([0, 0, 0, 0, 0, 0, 1, 0xab]).to_string(),
            "00000000000001ab"
        );
    }
}
