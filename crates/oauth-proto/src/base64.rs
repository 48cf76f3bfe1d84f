//! Base64 as JOSE, PKCE and HTTP Basic have it (RFC 4648 §4, §5, RFC 7515 §2).
//!
//! Of its own, since nothing that is read or written here must be kept from who measures time, and a decoder in constant
//! time is a quarter of what it takes to validate an ID token.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The value of each byte as a digit.
const VALUES: [u8; 256] = values();
/// Of a byte that is no digit: the one bit that no value has beside those that some have.
const NO_DIGIT: u8 = 0x80;

/// Strict base64url: no padding, no stray bits, no white space.
pub fn decode_url(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let (fours, rest) = digits.as_chunks::<4>();
    let mut bytes = Vec::with_capacity(fours.len() * 3 + 2);
    bytes.resize(fours.len() * 3, 0);
    let mut seen = 0;
    for (four, three) in fours.iter().zip(bytes.as_chunks_mut::<3>().0) {
        let [a, b, c, d] = four.map(value);
        seen |= a | b | c | d;
        *three = [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d];
    }
    let stray = match *rest {
        [] => 0,
        [a, b] => {
            let [a, b] = [a, b].map(value);
            seen |= a | b;
            bytes.push(a << 2 | b >> 4);
            b << 4
        }
        [a, b, c] => {
            let [a, b, c] = [a, b, c].map(value);
            seen |= a | b | c;
            bytes.extend([a << 2 | b >> 4, b << 4 | c >> 2]);
            c << 6
        }
        _ => return None,
    };
    (seen & NO_DIGIT == 0 && stray == 0).then_some(bytes)
}

/// base64url without padding.
pub fn encode_url(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let byte = |at: usize| part.get(at).map_or(0, |byte| u32::from(*byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let digits = [bits >> 18, bits >> 12, bits >> 6, bits];
        text.extend(digits.into_iter().take(part.len() + 1).map(digit));
    }
    text
}

/// Base64 with padding, in the alphabet that HTTP Basic has.
pub fn encode_padded(bytes: &[u8]) -> String {
    let mut text = encode_url(bytes).replace('-', "+").replace('_', "/");
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// Strict base64 with padding.
pub fn decode_padded(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let is_padded = text.len().is_multiple_of(4) && text.len() - digits.len() <= 2;
    if !is_padded || digits.contains(['-', '_']) {
        return None;
    }
    decode_url(&digits.replace('+', "-").replace('/', "_"))
}

fn value(digit: u8) -> u8 {
    VALUES.get(usize::from(digit)).copied().unwrap_or(NO_DIGIT)
}

fn digit(bits: u32) -> char {
    let digit = ALPHABET.get(bits as usize & 63);
    digit.map_or('A', |digit| char::from(*digit))
}

const fn values() -> [u8; 256] {
    let mut values = [NO_DIGIT; 256];
    let mut value = 0;
    while value < 64 {
        #[expect(clippy::indexing_slicing, reason = "while compiling")]
        {
            values[ALPHABET[value as usize] as usize] = value;
        }
        value += 1;
    }
    values
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// RFC 4648 §10, RFC 7515 appendix C.
    #[test]
    fn published_examples() {
        for (bytes, padded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            let text = padded.trim_end_matches('=');
            assert_eq!(encode_padded(bytes.as_bytes()), padded);
            assert_eq!(encode_url(bytes.as_bytes()), text);
            assert_eq!(decode_url(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(encode_url(&[3, 236, 255, 224, 193]), "A-z_4ME");
        assert_eq!(decode_url("A-z_4ME"), Some(vec![3, 236, 255, 224, 193]));
        assert_eq!(encode_padded(&[3, 236, 255, 224, 193]), "A+z/4ME=");
    }

    #[test]
    fn what_is_padded_is_read_strictly() {
        assert_eq!(decode_padded("A+z/4ME="), Some(vec![3, 236, 255, 224, 193]));
        assert_eq!(decode_padded("e30="), Some(b"{}".to_vec()));
        assert_eq!(decode_padded("Zg=="), Some(b"f".to_vec()));
        assert_eq!(decode_padded(""), Some(Vec::new()));
        for text in [
            "e30", "A-z_4ME=", "Zg=", "Z===", "====", "Zg==\n", "Zm9v=", "=Zg=", "Zh==",
        ] {
            assert_eq!(decode_padded(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_byte_at_every_place_comes_back() {
        for length in 1..=4 {
            for place in 0..length {
                for byte in 0..=255 {
                    let mut bytes = vec![0; length];
                    bytes[place] = byte;
                    assert_eq!(decode_url(&encode_url(&bytes)), Some(bytes));
                }
            }
        }
    }

    #[test]
    fn what_is_not_strict_is_refused() {
        for text in [
            "A", "AAAAA", "Zg==", "Zm8=", "Zh", "Zm9", "AB", "AAB", "Zm 8", "Zm8\n", "Zm+v",
            "Zm/v", "=", "Zmé", "\0AAA",
        ] {
            assert_eq!(decode_url(text), None, "{text:?}");
        }
    }

    /// Each digit that is none, at each place.
    #[test]
    fn only_digits_are_read() {
        for byte in 0..128 {
            let is_digit = ALPHABET.contains(&byte);
            for place in 0..4 {
                let mut text = [b'A'; 4];
                text[place] = byte;
                let text = std::str::from_utf8(&text).unwrap();
                assert_eq!(decode_url(text).is_some(), is_digit, "{text:?}");
            }
        }
    }
}
