//! In whose name the pages speak: what a brand document says, checked and complete. Pages read it and
//! decide nothing. It knows no page, no file and no document; who makes one from a document is the host.

mod endpoints;
mod features;
mod icon;
mod links;
mod locales;
mod logo;
mod slots;
mod style;
mod wording;

pub use endpoints::{Endpoint, Endpoints, Method, SubmitMode};
pub use features::{Features, Provider, UserType, UserTypes};
pub use icon::Icon;
pub use links::{Link, Links};
pub use locales::Locales;
pub use logo::{Logo, LogoImage, LogoPlacement, Picture};
pub use slots::{Slot, SlotContent, Slots};
pub use style::{Scheme, Style, StyleSheet};
pub use wording::{Localized, Wording, intern};

/// A brand. The default one is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brand {
    /// The name in each title, and beside the mark or in place of a logo.
    pub name: String,
    /// What stands above the form.
    pub logo: Logo,
    /// The icon of the browser's tab.
    pub icon: Icon,
    /// Links below the card.
    pub links: Links,
    /// What the pages offer.
    pub features: Features,
    /// Where the buttons of other providers stand.
    pub social_position: SocialPosition,
    /// Texts in place of the built-in ones.
    pub wording: Wording,
    /// The languages that are offered.
    pub locales: Locales,
    /// The operator's own words around the pages' content.
    pub slots: Slots,
    /// Where forms post to, for pages that no host draws.
    pub endpoints: Endpoints,
    /// Colours, shapes and layout.
    pub style: Style,
}

/// Where the buttons of other providers stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SocialPosition {
    /// Before the form.
    Above,
    /// After the form.
    #[default]
    Below,
}

impl Default for Brand {
    fn default() -> Self {
        Self {
            name: "Vestibule".to_owned(),
            logo: Logo::Mark,
            icon: Icon::default(),
            links: Links::default(),
            features: Features::default(),
            social_position: SocialPosition::default(),
            wording: Wording::default(),
            locales: Locales::default(),
            slots: Slots::default(),
            endpoints: Endpoints::default(),
            style: Style::default(),
        }
    }
}
