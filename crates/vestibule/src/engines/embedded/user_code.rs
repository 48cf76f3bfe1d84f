//! The code that a person carries from a device to a browser (RFC 8628 §6.1).
//!
//! Eight consonants: no word comes of them by chance, none looks or sounds like a digit, and they are
//! typed in one case. 20⁸ are 34 bits, which the limit on wrong guesses makes enough.

use std::fmt;

use crate::entropy::{Entropy, Unavailable};

const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
const LENGTH: usize = 8;

/// A user code as it is compared: eight capital letters.
#[derive(Clone, PartialEq, Eq)]
pub struct UserCode(String);

impl UserCode {
    /// Draws one.
    pub(super) fn generate(entropy: &dyn Entropy) -> Result<Self, Unavailable> {
        let mut code = String::with_capacity(LENGTH);
        while code.len() < LENGTH {
            let mut bytes = [0; LENGTH];
            entropy.fill(&mut bytes)?;
            // Of the 256 values the last 16 are no multiple of 20: taking them would favour letters.
            let letters = bytes
                .iter()
                .filter(|&&byte| byte < 240)
                .filter_map(|&byte| LETTERS.get(usize::from(byte) % LETTERS.len()))
                .map(|&letter| char::from(letter));
            code.extend(letters.take(LENGTH - code.len()));
        }
        Ok(Self(code))
    }

    /// What a person typed, whatever its case and however it is spaced; nothing, if no code is like that.
    pub fn typed(text: &str) -> Option<Self> {
        // Longer than any way to space a code out.
        if text.len() > 64 {
            return None;
        }
        let code: String = text
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        (code.len() == LENGTH && code.bytes().all(|byte| LETTERS.contains(&byte)))
            .then_some(Self(code))
    }

    /// Without the hyphen.
    pub(super) fn letters(&self) -> &str {
        &self.0
    }
}

/// In two halves, as a device shows it.
impl fmt::Display for UserCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.0.split_at_checked(LENGTH / 2).unwrap_or((&self.0, ""));
        write!(f, "{first}-{second}")
    }
}

/// Whoever reads a log could decide in the person's place.
impl fmt::Debug for UserCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_spacing_and_case_is_the_same_code() {
        let code = UserCode::typed("BCDFGHJK").unwrap();
        assert_eq!(code.to_string(), "BCDF-GHJK");
        for text in [
            "bcdf-ghjk",
            " BCDF GHJK ",
            "b c d f g h j k",
            "BCDF–GHJK",
            "bcdf.ghjk\t",
        ] {
            assert_eq!(UserCode::typed(text), Some(code.clone()), "{text}");
        }
        for text in [
            "",
            "BCDFGHJ",
            "BCDFGHJKL",
            "BCDFGHJA",
            "BCDFGHJ1",
            "ÄCDFGHJK",
            "ßCDFGHJ",
        ] {
            assert_eq!(UserCode::typed(text), None, "{text}");
        }
        assert_eq!(
            UserCode::typed(&format!("BCDFGHJK{}", " ".repeat(60))),
            None
        );
    }

    #[test]
    fn every_letter_is_as_likely() {
        let bytes = std::sync::Mutex::new((0..=255_u8).cycle());
        let counting = |out: &mut [u8]| {
            out.fill_with(|| bytes.lock().unwrap().next().unwrap());
            Ok(())
        };
        let mut counts = [0; 20];
        // Of 256 bytes 240 are taken: 30 codes.
        for _ in 0..30 {
            for letter in UserCode::generate(&counting).unwrap().letters().bytes() {
                counts[LETTERS.iter().position(|&each| each == letter).unwrap()] += 1;
            }
        }
        assert_eq!(counts, [12; 20]);
    }

    #[test]
    fn no_randomness_no_code() {
        let broken = |_: &mut [u8]| Err(Unavailable);
        assert_eq!(UserCode::generate(&broken), Err(Unavailable));
    }
}
