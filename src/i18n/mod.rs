//! Languages: which one a request wants, and every text in it. Texts are in `locales/<tag>/*.ftl`.
//! It knows no page; the wasm bundles get their texts as attributes and never this.

mod locale;
mod text;

pub use locale::{Direction, Locale};
pub use text::Text;
