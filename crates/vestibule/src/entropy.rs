//! Randomness as an argument. Only the program's edge has a real generator.

/// A cryptographically secure random number generator.
pub trait Entropy: Send + Sync {
    /// Fills `out` with random bytes.
    fn fill(&self, out: &mut [u8]) -> Result<(), Unavailable>;
}

/// The system gave no random bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system's random number generator is not available")]
pub struct Unavailable;

/// Any function that fills a buffer is a generator.
impl<F: Fn(&mut [u8]) -> Result<(), Unavailable> + Send + Sync> Entropy for F {
    fn fill(&self, out: &mut [u8]) -> Result<(), Unavailable> {
        self(out)
    }
}
