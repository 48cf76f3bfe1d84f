//! Colours, shapes and layout, as the text that stands inline in every page. A brand replaces the values
//! of the custom properties and adds rules of its own after the common ones; no markup depends on it.

use std::sync::LazyLock;

/// The styles of a brand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// What the first paint needs: the custom properties, the common rules, the brand's rules.
    critical: String,
    /// Which modes there are.
    scheme: Scheme,
    /// The operator's own style sheet.
    custom: Option<StyleSheet>,
}

/// Which of the two modes a brand has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// Both; the person's system says which.
    #[default]
    Auto,
    /// Light only.
    Light,
    /// Dark only.
    Dark,
}

/// A style sheet that the first paint waits for, so that nobody sees the page without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleSheet {
    /// Its address on this origin.
    pub href: String,
    /// Its Subresource Integrity value, where the content is known.
    pub integrity: Option<String>,
}

static TOKENS: LazyLock<String> =
    LazyLock::new(|| squeezed(include_str!("../../style/tokens.css")));
static COMMON: LazyLock<String> =
    LazyLock::new(|| squeezed(include_str!("../../style/critical.css")));

impl Style {
    /// The common rules with these custom properties before and these rules after them.
    pub fn new(tokens: &str, rules: &str, scheme: Scheme, custom: Option<StyleSheet>) -> Self {
        Self {
            critical: [tokens, &*COMMON, rules].concat(),
            scheme,
            custom,
        }
    }

    /// The text of the page's one `<style>`.
    pub fn critical(&self) -> &str {
        &self.critical
    }

    /// Which modes there are.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The operator's own style sheet.
    pub fn custom(&self) -> Option<&StyleSheet> {
        self.custom.as_ref()
    }
}

/// Our own style sheets without what only people need in them: comments, and space where CSS takes none. It
/// is theirs alone, so it knows nothing of what else can stand in a style sheet.
fn squeezed(css: &str) -> String {
    let mut rest = css;
    let mut all = String::with_capacity(css.len());
    while let Some((before, comment)) = rest.split_once("/*") {
        all.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    all.push_str(rest);
    let mut squeezed = all.split_whitespace().collect::<Vec<_>>().join(" ");
    for (spaced, tight) in [
        (" {", "{"),
        ("{ ", "{"),
        ("; ", ";"),
        (": ", ":"),
        (", ", ","),
        (" }", "}"),
        ("} ", "}"),
        (";}", "}"),
    ] {
        squeezed = squeezed.replace(spaced, tight);
    }
    squeezed
}

impl Default for Style {
    fn default() -> Self {
        Self::new(&TOKENS, "", Scheme::Auto, None)
    }
}

impl Scheme {
    /// As CSS names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "light dark",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_people_need_is_squeezed_out() {
        assert_eq!(
            squeezed(
                "/* Why.\n Twice */\n*, ::before { box-sizing: border-box }\n@media (max-width: 30rem) {\n  \
                 .v-a + .v-b :is(p, h1) {\n    margin: -.75rem calc(1rem + 2px); font: 1rem/1.5 \"A B\", serif;\n  }\n}\n"
            ),
            "*,::before{box-sizing:border-box}@media (max-width:30rem){.v-a + .v-b :is(p,h1)\
             {margin:-.75rem calc(1rem + 2px);font:1rem/1.5 \"A B\",serif}}"
        );
    }
}
