//! The core's cryptography and randomness as the module's only imports. No algorithm is here.
#![expect(
    unsafe_code,
    reason = "imported functions take pointers to what they read and fill"
)]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use oauth_proto::crypto::{Crypto, CryptoError, Hash};
use oauth_proto::entropy::{Entropy, NoEntropy};
use oauth_proto::jose::{Algorithm, PublicKey};

#[link(wasm_import_module = "adapter")]
unsafe extern "C" {
    /// Writes the digest of this many bits to `out`, which has room for 64 bytes; gives its length.
    fn digest(bits: u32, data: *const u8, size: usize, out: *mut u8) -> usize;
    /// 1 when the signature is the key owner's.
    fn verify(
        algorithm: *const u8,
        algorithm_size: usize,
        jwk: *const u8,
        jwk_size: usize,
        message: *const u8,
        message_size: usize,
        signature: *const u8,
        signature_size: usize,
    ) -> u32;
    /// Fills `out` with random bytes.
    fn random(out: *mut u8, size: usize);
}

/// What the host gives.
pub(crate) struct Host;

impl Crypto for Host {
    async fn digest(&self, hash: Hash, data: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let bits = match hash {
            Hash::Sha256 => 256,
            Hash::Sha384 => 384,
            Hash::Sha512 => 512,
        };
        let mut out = vec![0; 64];
        // SAFETY: the host reads `data` and writes at most the 64 bytes of `out`.
        let size = unsafe { digest(bits, data.as_ptr(), data.len(), out.as_mut_ptr()) };
        out.truncate(size);
        Ok(out)
    }

    async fn verify(
        &self,
        algorithm: Algorithm,
        key: &PublicKey,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, CryptoError> {
        let (algorithm, jwk) = (algorithm.as_str(), key.to_jwk());
        // SAFETY: the host reads these four ranges, all of them alive until it returns.
        let verdict = unsafe {
            verify(
                algorithm.as_ptr(),
                algorithm.len(),
                jwk.as_ptr(),
                jwk.len(),
                message.as_ptr(),
                message.len(),
                signature.as_ptr(),
                signature.len(),
            )
        };
        Ok(verdict == 1)
    }
}

impl Entropy for Host {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        // SAFETY: the host writes exactly these bytes.
        unsafe { random(bytes.as_mut_ptr(), bytes.len()) };
        Ok(())
    }
}

/// The result of a future that waits for nothing but [`Host`], which answers at once.
pub(crate) fn answered<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
