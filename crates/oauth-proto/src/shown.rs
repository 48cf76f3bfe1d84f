//! Text from outside, made fit for showing. How long it may be is known where it is shown.

/// Text from outside made fit for showing: no control or bidirectional-override characters, no more than `max` characters.
pub(crate) fn capped(text: &str, max: usize) -> String {
    let mut shown = String::new();
    show(&mut shown, text, max);
    shown
}

/// Appends what [`capped`] gives.
pub(crate) fn show(shown: &mut String, text: &str, max: usize) {
    // Almost every text is fit already.
    if text.len() <= max && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return shown.push_str(text);
    }
    for (count, c) in text.chars().enumerate() {
        if count == max {
            shown.push('…');
            break;
        }
        let hides = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
        shown.push(if c.is_control() || hides {
            '\u{fffd}'
        } else {
            c
        });
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn text_from_outside_is_capped_and_harmless() {
        assert_eq!(capped("a\nb\u{202e}c", 10), "a\u{fffd}b\u{fffd}c");
        assert_eq!(capped("ääää", 2), "ää…");
        assert_eq!(capped("ää", 2), "ää");
    }
}
