//! A QR code in text, two rows of modules to a line.

use qrcode::{EcLevel, QrCode, render::unicode::Dense1x2};

/// Black on white, whatever the terminal's own colours are.
const COLOURS: &str = "\u{1b}[30;47m";
const RESET: &str = "\u{1b}[0m";

/// The code for `text`, or nothing where it is too long for one. In colours only where a terminal
/// understands them.
pub(super) fn draw(text: &str, coloured: bool) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let drawn = code.render::<Dense1x2>().quiet_zone(true).build();
    if !coloured {
        return Some(drawn + "\n");
    }
    let lines = drawn
        .lines()
        .map(|line| [COLOURS, line, RESET, "\n"].concat());
    Some(lines.collect())
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
