//! The contrast of the default brand's colours, light and dark (WCAG 2.2, 1.4.3 and 1.4.11), computed
//! from the style sheet itself.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::expect_used,
    reason = "a helper of tests fails by panicking, as tests do"
)]

use std::collections::HashMap;

const TOKENS: &str = include_str!("../style/tokens.css");
const TEXT: f64 = 4.5;
const PART: f64 = 3.0;

/// Foreground, background, and how far they must stand apart.
const PAIRS: &[(&str, &str, f64)] = &[
    ("text", "background", TEXT),
    ("text", "glow", TEXT),
    ("text", "surface", TEXT),
    ("text", "input", TEXT),
    ("muted", "background", TEXT),
    ("muted", "surface", TEXT),
    ("muted", "danger-surface", TEXT),
    ("link", "surface", TEXT),
    ("link", "background", TEXT),
    ("input-text", "input", TEXT),
    ("placeholder", "input", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "background", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-hover", TEXT),
    ("danger", "danger-surface", TEXT),
    ("success", "success-surface", TEXT),
    ("success", "surface", PART),
    ("warning", "surface", TEXT),
    ("warning", "warning-surface", TEXT),
    ("accent", "surface", PART),
    ("danger", "input", PART),
    ("focus", "background", PART),
    ("focus", "surface", PART),
    ("input-border", "input", PART),
    ("input-border", "surface", PART),
];

/// The colours of a mode: dark ones replace light ones.
fn colours(dark: bool) -> HashMap<&'static str, [f64; 3]> {
    let (light, rest) = TOKENS.split_once("@media").expect("a dark mode");
    let declared = light.lines().chain(rest.lines().filter(|_| dark));
    declared.filter_map(colour).collect()
}

fn colour(line: &'static str) -> Option<(&'static str, [f64; 3])> {
    let (name, value) = line.trim().strip_prefix("--v-")?.split_once(": #")?;
    let digits = value.strip_suffix(';')?;
    let channel = |at: usize| {
        let pair = match digits.len() {
            3 => digits.get(at..=at)?.repeat(2),
            6 => digits.get(2 * at..2 * at + 2)?.to_owned(),
            _ => return None,
        };
        Some(f64::from(u8::from_str_radix(&pair, 16).ok()?) / 255.0)
    };
    Some((name, [channel(0)?, channel(1)?, channel(2)?]))
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        if channel <= 0.04045 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn black_on_white_is_twenty_one() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
}

#[test]
fn every_pair_of_colours_stands_apart() {
    for dark in [false, true] {
        let colours = colours(dark);
        let of = |name: &str| *colours.get(name).expect(name);
        for (foreground, background, least) in PAIRS {
            let found = contrast(of(foreground), of(background));
            assert!(
                found >= *least,
                "{foreground} on {background} (dark: {dark}): {found:.2} < {least}"
            );
        }
    }
}
