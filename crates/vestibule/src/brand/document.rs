//! The brand document as it is written: its keys and their types, from which the schema is made. Every
//! key may be left out. What the values mean is checked elsewhere.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// The brand of the pages of Vestibule: one document, JSON or TOML. Every key may be left out.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
#[schemars(title = "Vestibule brand document")]
pub(super) struct Document {
    /// The version of this format: 1.
    #[schemars(range(min = 1, max = 1))]
    pub(super) version: Option<u64>,
    /// Who the pages speak for.
    pub(super) brand: BrandTable,
    /// Colours, for light and dark mode.
    pub(super) color: ColorTable,
    /// Corners, borders and shadow.
    pub(super) shape: ShapeTable,
    /// Letters.
    pub(super) r#type: TypeTable,
    /// Where things stand.
    pub(super) layout: LayoutTable,
    /// What is behind the card.
    pub(super) background: BackgroundTable,
    /// Texts in place of the built-in ones: language tag, then key, then text. `{ $name }` is the place of
    /// a name.
    pub(super) text: BTreeMap<String, BTreeMap<String, String>>,
    /// The languages that are offered.
    pub(super) locales: LocalesTable,
    /// What the pages offer.
    pub(super) features: FeaturesTable,
    /// Where forms post to, for baked pages; `vestibule serve` has its engine.
    pub(super) submit: SubmitTable,
    /// By `client_id`: a partial document, merged into this one key by key. `null` takes a key back.
    pub(super) clients: BTreeMap<String, Document>,
    /// A style sheet of your own: a file beside this document, or a path on the same origin (`/…`).
    pub(super) custom_css: Option<String>,
    /// Your own words around the content of every page.
    pub(super) slots: SlotsTable,
}

/// Who the pages speak for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct BrandTable {
    /// In each title, and in place of a logo.
    #[schemars(length(min = 1, max = 60))]
    pub(super) name: Option<String>,
    /// A picture in place of the name.
    pub(super) logo: LogoTable,
    /// The icon of the browser's tab.
    pub(super) favicon: PairTable,
    /// Links below the card.
    pub(super) links: LinksTable,
}

/// A picture in place of the name.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct LogoTable {
    /// In light mode, and in dark mode where that has none: a file beside this document, or a path on the
    /// same origin (`/…`).
    pub(super) light: Option<String>,
    /// In dark mode.
    pub(super) dark: Option<String>,
    /// What it says, for whoever can't see it (default: the name).
    pub(super) alt: Option<String>,
    /// How high it is shown, in pixels (default 40).
    #[schemars(range(min = 16, max = 160))]
    pub(super) height: Option<i64>,
    /// On which side (default: as `layout.headerAlign`).
    pub(super) position: Option<Align>,
    /// Where it leads.
    pub(super) href: Option<String>,
}

/// A file for light mode and one for dark mode.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct PairTable {
    /// In light mode, and in dark mode where that has none: a file beside this document, or a path on the
    /// same origin (`/…`).
    pub(super) light: Option<String>,
    /// In dark mode.
    pub(super) dark: Option<String>,
}

/// Links below the card. Each is https:, mailto:, tel: or a path on the same origin.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct LinksTable {
    /// How personal data are treated.
    pub(super) privacy: Option<String>,
    /// The terms of use.
    pub(super) terms: Option<String>,
    /// Where a person finds help.
    pub(super) help: Option<String>,
    /// Whom a person may ask.
    pub(super) support: Option<String>,
    /// Any other.
    pub(super) custom: Vec<LinkTable>,
}

/// A link with words of your own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LinkTable {
    /// What it says.
    pub(super) label: String,
    /// What it says in other languages, by language tag.
    #[serde(default)]
    pub(super) labels: BTreeMap<String, String>,
    /// Where it leads.
    pub(super) href: String,
}

/// Colours, for light and dark mode. What is left out is derived from the rest.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ColorTable {
    /// Which modes there are (default `auto`: as the person's system says).
    pub(super) mode: Option<Mode>,
    /// In light mode.
    pub(super) light: ColorSet,
    /// In dark mode.
    pub(super) dark: ColorSet,
}

/// Which modes there are.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Mode {
    /// Both.
    Auto,
    /// Light only.
    Light,
    /// Dark only.
    Dark,
}

/// The colours of a mode, each `#rrggbb`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ColorSet {
    /// Buttons and what is chosen.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) primary: Option<String>,
    /// The words on a button.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) on_primary: Option<String>,
    /// A button under the pointer.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) primary_hover: Option<String>,
    /// Behind the card.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) background: Option<String>,
    /// The card.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) surface: Option<String>,
    /// Words.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) text: Option<String>,
    /// Words of less weight.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) text_muted: Option<String>,
    /// The edge of the card, and lines that only divide.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) border: Option<String>,
    /// Inside a field.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) input_background: Option<String>,
    /// The edge of a field.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) input_border: Option<String>,
    /// What is typed.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) input_text: Option<String>,
    /// A hint in an empty field.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) placeholder: Option<String>,
    /// Links.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) link: Option<String>,
    /// The ring around what has the focus.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) focus: Option<String>,
    /// A problem.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) error: Option<String>,
    /// A success.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) success: Option<String>,
    /// A warning.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) warning: Option<String>,
}

const COLOUR: &str = "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$";

/// Corners, borders and shadow.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ShapeTable {
    /// How round corners are, in pixels.
    pub(super) radius: RadiusTable,
    /// How wide the edges of fields and card are, in pixels (default 1).
    #[schemars(range(min = 1, max = 4))]
    pub(super) border_width: Option<i64>,
    /// Under the card (default `soft`).
    pub(super) shadow: Option<Shadow>,
}

/// How round corners are, in pixels.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RadiusTable {
    /// Of buttons (default 10).
    #[schemars(range(min = 0, max = 40))]
    pub(super) button: Option<i64>,
    /// Of fields (default 10).
    #[schemars(range(min = 0, max = 40))]
    pub(super) input: Option<i64>,
    /// Of the card (default 18).
    #[schemars(range(min = 0, max = 40))]
    pub(super) card: Option<i64>,
}

/// Under the card.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Shadow {
    /// None.
    None,
    /// A light one.
    Soft,
    /// A deep one.
    Strong,
}

/// Letters.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct TypeTable {
    /// The families, as CSS lists them: `"Source Serif 4", Georgia, serif`.
    pub(super) family: Option<String>,
    /// The file of the first family: a WOFF2 file beside this document, or a path on the same origin (`/…`).
    pub(super) url: Option<String>,
    /// The size of common text, in pixels of an unchanged browser (default 16).
    #[schemars(range(min = 16, max = 20))]
    pub(super) base_size: Option<i64>,
    /// How bold titles are (default 600).
    #[schemars(range(min = 300, max = 900))]
    pub(super) heading_weight: Option<i64>,
    /// Whether links are always underlined (default: those in running text are).
    pub(super) link_underline: Option<bool>,
}

/// Where things stand. Left and right change places in languages written from right to left.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct LayoutTable {
    /// Where the card stands (default `center`). `split`: the background on one half, the card on the other.
    pub(super) align: Option<PageAlign>,
    /// Whether there is a card around the form (default true).
    pub(super) card: Option<bool>,
    /// How much room there is between things (default `normal`).
    pub(super) density: Option<Density>,
    /// Where the logo or the name stands (default `above` the card).
    pub(super) logo_placement: Option<Placement>,
    /// Title and logo (default `left`; the logo stands in the middle unless something is said).
    pub(super) header_align: Option<Align>,
    /// Where the buttons of other providers stand (default `below` the form).
    pub(super) social_position: Option<Position>,
}

/// Where the card stands.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum PageAlign {
    /// Where lines begin.
    Left,
    /// In the middle.
    Center,
    /// Where lines end.
    Right,
    /// Beside the background.
    Split,
}

/// On which side.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Align {
    /// Where lines begin.
    Left,
    /// In the middle.
    Center,
    /// Where lines end.
    Right,
}

/// How much room there is.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Density {
    /// Little.
    Compact,
    /// As usual.
    Normal,
    /// Much.
    Spacious,
}

/// Where the logo stands.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Placement {
    /// Above the card.
    Above,
    /// First in the card.
    Card,
    /// In the corner of the page.
    Corner,
    /// Nowhere.
    Hidden,
}

/// Before or after.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Position {
    /// Before.
    Above,
    /// After.
    Below,
}

/// What is behind the card. One of colour (`color.light.background`), gradient or image.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct BackgroundTable {
    /// In place of `color.light.background` and `color.dark.background`.
    pub(super) color: ColorPair,
    /// From one colour to another.
    pub(super) gradient: GradientPair,
    /// A picture: files beside this document, or paths on the same origin (`/…`).
    pub(super) image: PairTable,
    /// How a picture fills its place (default `cover`).
    pub(super) size: Option<Size>,
}

/// A colour for light mode and one for dark mode.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ColorPair {
    /// In light mode.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) light: Option<String>,
    /// In dark mode.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) dark: Option<String>,
}

/// A gradient for light mode and one for dark mode.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct GradientPair {
    /// In light mode.
    pub(super) light: Option<GradientTable>,
    /// In dark mode; without one the background of that mode is plain.
    pub(super) dark: Option<GradientTable>,
}

/// From one colour to another.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct GradientTable {
    /// The first colour.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) from: String,
    /// The last colour.
    #[schemars(regex(pattern = COLOUR))]
    pub(super) to: String,
    /// In which direction, in degrees: 0 is up, 90 is right (default 160).
    #[schemars(range(min = 0, max = 360))]
    pub(super) angle: Option<i64>,
}

/// How a picture fills its place.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Size {
    /// All of the place, some of the picture.
    Cover,
    /// All of the picture.
    Contain,
    /// As often as it fits.
    Tile,
}

/// The languages that are offered.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct LocalesTable {
    /// By language tag, in the order in which they are offered (default: all there are).
    pub(super) enabled: Option<Vec<String>>,
    /// For whoever wishes none of them (default: the first).
    pub(super) default: Option<String>,
}

/// What the pages offer.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct FeaturesTable {
    /// The "keep me signed in" box (default true).
    pub(super) remember_me: Option<bool>,
    /// The button that shows the password (default true).
    pub(super) show_password: Option<bool>,
    /// The hint that Caps Lock is on (default true).
    pub(super) caps_lock: Option<bool>,
    /// The links to other languages (default true).
    pub(super) language_picker: Option<bool>,
    /// The user name first, the password on a second step (default false).
    pub(super) identifier_first: Option<bool>,
    /// Kinds of users to choose from.
    pub(super) user_type: UserTypeTable,
    /// Other ways to sign in.
    pub(super) social: Vec<ProviderTable>,
    /// Where a person sets a new password; an address makes the link appear.
    pub(super) forgot_password: Option<String>,
    /// A proof that a person is there.
    pub(super) captcha: CaptchaTable,
}

/// Kinds of users to choose from.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct UserTypeTable {
    /// The kinds; none: nothing is shown.
    pub(super) options: Vec<UserTypeOption>,
    /// Sent as `user_type` when nothing was chosen.
    pub(super) default: Option<String>,
}

/// One kind of user.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UserTypeOption {
    /// As sent.
    pub(super) value: String,
    /// As shown.
    pub(super) label: String,
}

/// Another way to sign in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProviderTable {
    /// A short name of small letters, digits and hyphens.
    #[schemars(regex(pattern = "^[a-z0-9-]+$"))]
    pub(super) id: String,
    /// What the button says.
    pub(super) label: String,
    /// A file beside this document, or a path on the same origin (`/…`).
    #[serde(default)]
    pub(super) icon: Option<String>,
    /// Where the button leads; the parameters of the request are added.
    pub(super) href: String,
}

/// A proof that a person is there: a script of yours that fills `#captcha` in the form.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct CaptchaTable {
    /// The script's path on the same origin (`/…`).
    pub(super) script: Option<String>,
}

/// Where forms post to, for baked pages.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct SubmitTable {
    /// Takes the login form: a path on the same origin, or an https: address (default `/oauth2/code`).
    pub(super) url: Option<String>,
    /// How (default `native`).
    pub(super) mode: Option<SubmitModeName>,
    /// With `fetch`: origins that the answer may come from by redirect, beside the page's own.
    pub(super) origins: Vec<String>,
    /// With `fetch`: schemes that an answer may lead to, beside http and https: `com.example.app`.
    pub(super) schemes: Vec<String>,
    /// Takes the address of a person who forgot the password.
    pub(super) forgot: Option<EndpointTable>,
    /// Takes the new password.
    pub(super) reset: Option<EndpointTable>,
    /// Signs out.
    pub(super) logout: Option<EndpointTable>,
}

/// How the login form is sent.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum SubmitModeName {
    /// By the browser, which follows the redirect that answers.
    Native,
    /// By script, to a back end that answers with JSON.
    Fetch,
}

/// One address.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EndpointTable {
    /// A path on the same origin, or an https: address.
    pub(super) url: String,
    /// By which method (default `post`).
    #[serde(default)]
    pub(super) method: Option<MethodName>,
}

/// A form's method.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum MethodName {
    /// As a link.
    Get,
    /// As a form.
    Post,
}

/// Your own words around the content of every page.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct SlotsTable {
    /// First on the page.
    pub(super) header: Option<SlotTable>,
    /// Last on the page, before the links.
    pub(super) footer: Option<SlotTable>,
    /// First in the card.
    pub(super) before_form: Option<SlotTable>,
    /// Last in the card.
    pub(super) after_form: Option<SlotTable>,
}

/// Text, or text and HTML by language.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum SlotTable {
    /// Shown as it is.
    Text(String),
    /// One of text and HTML, and the same in other languages.
    Table(SlotWords),
}

/// One of text and HTML, and the same in other languages.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct SlotWords {
    /// Shown as it is.
    pub(super) text: Option<String>,
    /// Markup for paragraphs, lists, emphasis and links; anything else is left out.
    pub(super) html: Option<String>,
    /// In other languages, by language tag.
    pub(super) in_locale: BTreeMap<String, SlotTable>,
}
