//! A QR code in text, two rows of modules to a line.

use qrcodegen::{QrCode, QrCodeEcc};

/// Black on white, whatever the terminal's own colours are.
const COLOURS: &str = "\u{1b}[30;47m";
const RESET: &str = "\u{1b}[0m";
/// The modules around a code that readers need.
const MARGIN: i32 = 4;

/// The code for `text`, or nothing where it is too long for one. In colours only where a terminal
/// understands them.
pub(super) fn draw(text: &str, coloured: bool) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let (before, after) = if coloured { (COLOURS, RESET) } else { ("", "") };
    let end = code.size() + MARGIN;
    let mut drawn = String::new();
    for y in (-MARGIN..end).step_by(2) {
        drawn.push_str(before);
        // A module outside of the code is light.
        drawn.extend((-MARGIN..end).map(|x| {
            match (code.get_module(x, y), code.get_module(x, y + 1)) {
                (false, false) => ' ',
                (true, false) => '▀',
                (false, true) => '▄',
                (true, true) => '█',
            }
        }));
        drawn.push_str(after);
        drawn.push('\n');
    }
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_a_square_in_its_quiet_zone() {
        let drawn = draw("https://as.example/device?user_code=WDJB-MJHT", false).unwrap();
        let lines: Vec<Vec<char>> = drawn.lines().map(|line| line.chars().collect()).collect();
        // Version 3 has 29 modules, and four of margin on each side; two rows make a line.
        assert_eq!(lines.len(), 19);
        assert!(lines.iter().all(|line| line.len() == 37));
        assert!(lines[0].iter().all(|c| *c == ' '));
        // The upper edge of a finder pattern is seven modules wide.
        let finder: String = lines[2][4..12].iter().collect();
        assert_eq!(finder, "█▀▀▀▀▀█ ");
    }

    #[test]
    fn colours_are_for_terminals_and_end_with_each_line() {
        let plain = draw("x", false).unwrap();
        let coloured = draw("x", true).unwrap();
        assert_eq!(coloured.replace(COLOURS, "").replace(RESET, ""), plain);
        assert!(coloured.lines().all(|line| line.ends_with(RESET)));
    }

    #[test]
    fn what_fits_no_code_has_none() {
        assert_eq!(draw(&"x".repeat(4000), false), None);
    }
}
