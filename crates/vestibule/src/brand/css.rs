//! A checked look as CSS: values of the custom properties, and those rules that differ from the common
//! ones. Nothing here is text of the document's: colours, numbers, and addresses and families that were
//! checked to hold nothing that ends a value.

use std::fmt::Write as _;

use vestibule_ui::brand::{LogoPlacement, Scheme};

use super::colour::Rgb;
use super::document::{Align, Density, PageAlign, Shadow, Size};
use super::role::Role;
use super::scheme::Colours;

/// Everything that a page looks like.
pub(super) struct Look {
    pub(super) scheme: Scheme,
    pub(super) light: Colours,
    pub(super) dark: Colours,
    /// The families, as CSS lists them.
    pub(super) family: Option<String>,
    /// The first family and the address of its file.
    pub(super) face: Option<(String, String)>,
    /// In pixels of an unchanged browser.
    pub(super) base_size: Option<i64>,
    pub(super) heading_weight: Option<i64>,
    pub(super) link_underline: Option<bool>,
    pub(super) radius_button: i64,
    pub(super) radius_input: i64,
    pub(super) radius_card: i64,
    pub(super) border_width: Option<i64>,
    pub(super) shadow: Shadow,
    pub(super) align: PageAlign,
    pub(super) card: bool,
    pub(super) density: Density,
    pub(super) header_align: Align,
    pub(super) logo_align: Align,
    pub(super) logo_placement: LogoPlacement,
    pub(super) has_picture: bool,
    pub(super) has_slots: bool,
    pub(super) background: Background,
}

/// What is behind the card.
pub(super) enum Background {
    /// The background colour with a glow of the primary one.
    Glow,
    /// The background colour.
    Plain,
    /// By mode.
    Gradient {
        light: Option<Gradient>,
        dark: Option<Gradient>,
    },
    /// By mode; a mode without one has that of the other.
    Image {
        light: String,
        dark: Option<String>,
        size: Size,
    },
}

/// From one colour to another.
pub(super) struct Gradient {
    pub(super) from: Rgb,
    pub(super) to: Rgb,
    pub(super) angle: i64,
}

const FONT: &str = "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",\"Noto Sans Arabic\",Arial,sans-serif";
const MONO: &str = "ui-monospace,\"SF Mono\",\"Cascadia Mono\",Menlo,Consolas,monospace";

impl Look {
    /// The custom properties, for the modes that there are.
    pub(super) fn tokens(&self) -> String {
        let common = format!(
            "color-scheme:{};--v-font:{};--v-mono:{MONO};--v-radius:{}px;--v-radius-button:{}px;--v-radius-card:{}px;",
            self.scheme.as_str(),
            self.family.as_deref().unwrap_or(FONT),
            self.radius_input,
            self.radius_button,
            self.radius_card,
        );
        let face = self.face.as_ref().map_or_else(String::new, |(name, url)| {
            // A font that comes late must not move what is there already.
            format!("@font-face{{font-family:\"{name}\";src:url(\"{url}\");font-weight:100 900;font-display:optional}}")
        });
        let (light, dark) = (self.mode(false), self.mode(true));
        match self.scheme {
            Scheme::Light => format!("{face}:root{{{common}{light}}}"),
            Scheme::Dark => format!("{face}:root{{{common}{dark}}}"),
            Scheme::Auto => format!(
                "{face}:root{{{common}{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
            ),
        }
    }

    fn mode(&self, is_dark: bool) -> String {
        let colours = if is_dark { &self.dark } else { &self.light };
        let mut text = String::new();
        for role in Role::ALL {
            put(
                &mut text,
                format_args!("{}:{};", role.property(), colours.get(role)),
            );
        }
        put(
            &mut text,
            format_args!("--v-shadow:{}", self.shadow(is_dark)),
        );
        let page = match &self.background {
            Background::Gradient { light, dark } => {
                let gradient = if is_dark { dark } else { light };
                Some(gradient.as_ref().map_or_else(
                    || "var(--v-background)".to_owned(),
                    |it| format!("linear-gradient({}deg,{},{})", it.angle, it.from, it.to),
                ))
            }
            Background::Image { light, dark, size } => {
                let url = dark.as_ref().filter(|_| is_dark).unwrap_or(light);
                let place = match size {
                    Size::Cover => "center/cover no-repeat",
                    Size::Contain => "center/contain no-repeat",
                    Size::Tile => "0 0 repeat",
                };
                Some(format!("url(\"{url}\") {place} var(--v-background)"))
            }
            Background::Glow | Background::Plain if self.align == PageAlign::Split => {
                Some("var(--v-accent)".to_owned())
            }
            Background::Glow | Background::Plain => None,
        };
        if let Some(page) = page {
            put(&mut text, format_args!(";--v-page:{page}"));
        }
        text
    }

    fn shadow(&self, is_dark: bool) -> &'static str {
        match (self.shadow, is_dark) {
            (Shadow::None, _) => "none",
            (Shadow::Soft, false) => "0 1px 2px #00000012,0 12px 40px -12px #00000026",
            (Shadow::Soft, true) => "0 1px 2px #0006,0 16px 48px -16px #000a",
            (Shadow::Strong, false) => "0 2px 6px #0000001a,0 24px 64px -16px #00000059",
            (Shadow::Strong, true) => "0 2px 6px #0008,0 24px 72px -16px #000",
        }
    }

    /// The rules that differ from the common ones.
    pub(super) fn rules(&self) -> String {
        let mut css = String::new();
        if let Some(size) = self.base_size.filter(|size| *size != 16) {
            // Of the person's own size, which they may have changed.
            let hundredths = size * 625;
            put(
                &mut css,
                format_args!(
                    "html{{font-size:{}.{:02}%}}",
                    hundredths / 100,
                    hundredths % 100
                ),
            );
        }
        if let Some(weight) = self.heading_weight {
            put(&mut css, format_args!("h1,.v-name{{font-weight:{weight}}}"));
        }
        match self.link_underline {
            Some(true) => css.push_str("a,.v-footer a{text-decoration:underline}"),
            Some(false) => css.push_str("a{text-decoration:none}"),
            None => {}
        }
        if let Some(width) = self.border_width.filter(|width| *width != 1) {
            put(
                &mut css,
                format_args!(".v-card,.v-field input,.v-field select{{border-width:{width}px}}"),
            );
        }
        match self.density {
            Density::Compact => css.push_str(
                ".v-card{padding:1.5rem 1.5rem 1.75rem}.v-card form{margin-top:1.25rem}.v-field{margin-bottom:.875rem}\
                 .v-field input,.v-field select,.v-button{min-height:2.75rem}.v-masthead{margin-bottom:1rem}",
            ),
            Density::Spacious => css.push_str(
                "@media (min-width:30.01rem){.v-card,.v-footer{max-width:30rem}.v-card{padding:3rem 3rem 3.25rem}}.v-card form{margin-top:2.25rem}\
                 .v-field{margin-bottom:1.75rem}.v-masthead{margin-bottom:2rem}",
            ),
            Density::Normal => {}
        }
        self.page(&mut css);
        if self.has_slots {
            css.push_str(
                "[class^=v-slot-]{width:100%;max-width:26.5rem;margin-block:1rem;font-size:.9375rem;color:var(--v-muted)}\
                 .v-card>.v-slot-before{margin-top:0}.v-card>.v-slot-after{margin-block:1.5rem 0}\
                 .v-slot-header,.v-slot-footer{text-align:center;text-wrap:balance}[class^=v-slot-] p+p{margin-top:.5rem}",
            );
        }
        self.header(&mut css);
        css
    }

    fn page(&self, css: &mut String) {
        let is_split = self.align == PageAlign::Split;
        if is_split {
            css.push_str(
                "body{background:var(--v-background)}@media (min-width:60rem){body{padding-inline-start:calc(50% + 1rem)}\
                 body::before{content:\"\";position:fixed;inset-block:0;inset-inline-start:0;width:50%;background:var(--v-page)}}\
                 @media print,(forced-colors:active){body{padding-inline-start:1rem}body::before{display:none}}",
            );
        } else {
            match self.background {
                Background::Glow => {}
                Background::Plain => css.push_str("body{background:var(--v-background)}"),
                Background::Gradient { .. } => css.push_str("body{background:var(--v-page)}"),
                // Words on a picture have a ground of their own.
                Background::Image { .. } => css.push_str(
                    "body{background:var(--v-page)}.v-masthead,.v-footer,.v-slot-header,.v-slot-footer{\
                     padding:.5rem 1rem;background:var(--v-surface);border-radius:var(--v-radius)}\
                     .v-card .v-masthead{padding:0;background:none}",
                ),
            }
        }
        match self.align {
            PageAlign::Left => css.push_str(
                "@media (min-width:60rem){body{align-items:flex-start;padding-inline:max(2rem,8vw)}}",
            ),
            PageAlign::Right => css.push_str(
                "@media (min-width:60rem){body{align-items:flex-end;padding-inline:max(2rem,8vw)}}",
            ),
            PageAlign::Center | PageAlign::Split => {}
        }
        if !self.card {
            css.push_str(
                ".v-card{padding:.5rem 0;background:none;border-color:transparent;box-shadow:none}",
            );
        }
    }

    fn header(&self, css: &mut String) {
        match self.header_align {
            // Without a card nothing holds the middle of a line: all begins where the title does.
            Align::Left if !self.card => css.push_str(
                ".v-beside,.v-documents,.v-slot-footer{text-align:start}.v-footer{align-items:start}.v-footer ul{justify-content:start}\
                 .v-footer ul,.v-languages summary{margin-inline-start:-.75rem}.v-languages summary{text-align:start}",
            ),
            Align::Left => {}
            Align::Center => css.push_str(
                ".v-card h1,.v-lead,.v-next,.v-happened+p,.v-happened+.v-beside{text-align:center}.v-happened::before{margin-inline:auto}",
            ),
            Align::Right => css.push_str(
                ".v-card h1,.v-lead,.v-next,.v-happened+p,.v-happened+.v-beside{text-align:end}.v-happened::before{margin-inline-start:auto}",
            ),
        }
        if self.has_picture {
            css.push_str(
                ".v-logo{display:block;line-height:0}.v-logo img{max-width:100%;height:auto}",
            );
        }
        if self.logo_placement == LogoPlacement::Corner {
            let start = if self.align == PageAlign::Split {
                "calc(50% + 2rem)"
            } else {
                "2rem"
            };
            put(
                css,
                format_args!(
                    "@media (min-width:48rem) and (min-height:48rem){{.v-masthead{{position:absolute;inset-block-start:1.75rem;\
                     inset-inline-start:{start};margin:0}}}}"
                ),
            );
            return;
        }
        let outside = self.logo_placement != LogoPlacement::Card;
        let side = match self.logo_align {
            Align::Left => "start",
            Align::Center => {
                css.push_str(".v-masthead{justify-content:center}");
                return;
            }
            Align::Right => "end",
        };
        put(
            css,
            format_args!(".v-masthead{{width:100%;max-width:26.5rem;justify-content:flex-{side}}}"),
        );
        if self.has_slots && outside {
            // The words above the logo begin where it does.
            put(css, format_args!(".v-slot-header{{text-align:{side}}}"));
        }
    }
}

/// Writing into a String can't fail.
fn put(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(arguments);
}
