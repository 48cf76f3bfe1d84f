//! Colours as numbers: contrast by WCAG 2.2, and lightness as eyes see it (Oklch). It knows no page.

use std::fmt;
use std::str::FromStr;

use palette::color_difference::Wcag21RelativeContrast as _;
use palette::convert::IntoColorUnclamped as _;
use palette::{FromColor as _, IntoColor as _, Mix as _, Oklab, Oklch, Srgb};

/// An opaque colour of sRGB.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Rgb(Srgb<u8>);

/// The text is no colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a colour as # and six hexadecimal digits, such as #1a56db")]
pub struct NotAColour;

/// Lightness is tried in steps of this size, from 0 to 1.
const STEP: f64 = 0.0025;
/// So many of them.
const STEPS: u16 = 400;

impl Rgb {
    pub(super) const WHITE: Self = Self::new(255, 255, 255);

    pub(super) const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self(Srgb::new(red, green, blue))
    }

    /// How far two colours stand apart, from 1 to 21 (WCAG 2.2, 1.4.3).
    pub(super) fn contrast(self, other: Self) -> f64 {
        let exact = |colour: Self| colour.0.into_format::<f64>();
        exact(self).relative_contrast(exact(other))
    }

    /// Lightness and chroma changed, the hue kept; what no screen shows loses chroma until one does.
    pub(super) fn adjusted(self, change: impl FnOnce(Shade) -> Shade) -> Self {
        let colour = self.oklch();
        let shade = change(Shade {
            lightness: colour.l,
            chroma: colour.chroma,
            hue: colour.hue.into_positive_degrees(),
        });
        shade.to_rgb()
    }

    /// Its lightness, chroma and hue.
    pub(super) fn shade(self) -> Shade {
        let colour = self.oklch();
        Shade {
            lightness: colour.l,
            chroma: colour.chroma,
            hue: colour.hue.into_positive_degrees(),
        }
    }

    /// The colour nearest to this one that stands as far apart from each of these as is asked: the same
    /// hue, lighter or darker.
    pub(super) fn nearest(self, needs: &[(Self, f64)]) -> Option<Self> {
        let passes = |colour: &Self| {
            needs
                .iter()
                .all(|(other, ratio)| colour.contrast(*other) >= *ratio)
        };
        if passes(&self) {
            return Some(self);
        }
        let at = |distance: f64| {
            self.adjusted(|shade| Shade {
                lightness: shade.lightness + distance,
                ..shade
            })
        };
        (1..=STEPS)
            .map(|step| f64::from(step) * STEP)
            .flat_map(|distance| [at(-distance), at(distance)])
            .find(passes)
    }

    /// This colour with so much of another one in it, from 0 to 1.
    pub(super) fn mixed(self, other: Self, share: f64) -> Self {
        let lab = |colour: Self| Oklab::from_color(colour.0.into_format::<f64>());
        let mixed: Srgb<f64> = lab(self).mix(lab(other), share).into_color();
        Self(mixed.into_format())
    }

    fn oklch(self) -> Oklch<f64> {
        Oklch::from_color(self.0.into_format::<f64>())
    }
}

/// A colour as eyes see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shade {
    /// From 0 (black) to 1 (white).
    pub(super) lightness: f64,
    /// How colourful, from 0 (grey).
    pub(super) chroma: f64,
    /// In degrees.
    pub(super) hue: f64,
}

impl Shade {
    /// On a screen.
    pub(super) fn to_rgb(self) -> Rgb {
        let lightness = self.lightness.clamp(0.0, 1.0);
        let with = |chroma: f64| -> Srgb<f64> {
            Oklch::new(lightness, chroma, self.hue).into_color_unclamped()
        };
        let mut chroma = self.chroma;
        while chroma > 0.0005 && !is_shown(with(chroma)) {
            chroma *= 0.96;
        }
        Rgb(with(chroma).into_format())
    }
}

fn is_shown(colour: Srgb<f64>) -> bool {
    [colour.red, colour.green, colour.blue]
        .iter()
        .all(|channel| (-0.001..=1.001).contains(channel))
}

impl FromStr for Rgb {
    type Err = NotAColour;

    fn from_str(text: &str) -> Result<Self, NotAColour> {
        let digits = text.strip_prefix('#').ok_or(NotAColour)?;
        let channel = |at: usize, width: usize| {
            let part = digits.get(at * width..(at + 1) * width).ok_or(NotAColour)?;
            if !part.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return Err(NotAColour);
            }
            let part = if width == 1 {
                part.repeat(2)
            } else {
                part.to_owned()
            };
            u8::from_str_radix(&part, 16).map_err(|_| NotAColour)
        };
        let width = match digits.len() {
            3 => 1,
            6 => 2,
            _ => return Err(NotAColour),
        };
        Ok(Self::new(
            channel(0, width)?,
            channel(1, width)?,
            channel(2, width)?,
        ))
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Srgb {
            red, green, blue, ..
        } = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl fmt::Debug for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgb(text: &str) -> Rgb {
        text.parse().unwrap()
    }

    #[test]
    fn reads_three_and_six_digits_and_nothing_else() {
        assert_eq!(rgb("#fff"), Rgb::WHITE);
        assert_eq!(rgb("#1A56dB").to_string(), "#1a56db");
        for text in ["", "#", "fff", "#ffff", "#ggg", "#+1+1+1", "red", "#é12"] {
            assert_eq!(text.parse::<Rgb>(), Err(NotAColour), "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let rounded = |one: &str, other: &str| (rgb(one).contrast(rgb(other)) * 100.0).round();
        assert!((rounded("#000", "#fff") - 2100.0).abs() < f64::EPSILON);
        // The well-known last grey that passes on white, and the first that does not.
        assert!((rounded("#767676", "#fff") - 454.0).abs() < f64::EPSILON);
        assert!((rounded("#777777", "#fff") - 448.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_nearest_colour_passes_and_is_barely_another() {
        let found = rgb("#999999").nearest(&[(Rgb::WHITE, 4.5)]).unwrap();
        assert_eq!(found.to_string(), "#767676");
        let found = rgb("#1a56db").nearest(&[(rgb("#101010"), 4.5)]).unwrap();
        assert!(found.contrast(rgb("#101010")) >= 4.5);
        assert!(found.shade().lightness > rgb("#1a56db").shade().lightness);
        assert_eq!(
            rgb("#767676").nearest(&[(Rgb::WHITE, 4.5)]),
            Some(rgb("#767676"))
        );
        // Nothing is far enough from both ends.
        assert_eq!(
            rgb("#777").nearest(&[(Rgb::WHITE, 7.0), (rgb("#000"), 7.0)]),
            None
        );
    }
}
