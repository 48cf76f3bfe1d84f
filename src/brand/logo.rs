//! What stands above the form: the product's mark, a name in plain letters, or the brand's own picture.

/// What stands above the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Logo {
    /// The mark and the name of Vestibule itself.
    #[default]
    Mark,
    /// The brand's name in letters.
    Name(LogoPlacement),
    /// The brand's picture.
    Image(LogoImage),
}

/// A brand's picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoImage {
    /// In light mode.
    pub light: Picture,
    /// In dark mode, where it is another one.
    pub dark: Option<Picture>,
    /// What it says, to whoever can't see it.
    pub alt: String,
    /// How high it is shown, in pixels.
    pub height: u32,
    /// Where it leads.
    pub href: Option<String>,
    /// Where it stands.
    pub placement: LogoPlacement,
}

/// A picture file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its address on this origin, or its content as a `data:` address.
    pub src: String,
    /// Its width for each unit of its height, in thousandths; known, so that nothing moves when it arrives.
    pub aspect: Option<u32>,
}

/// Where the logo stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogoPlacement {
    /// Above the card.
    #[default]
    Above,
    /// First in the card.
    Card,
    /// In the corner of the page.
    Corner,
    /// Nowhere.
    Hidden,
}

impl Logo {
    /// Where it stands.
    pub fn placement(&self) -> LogoPlacement {
        match self {
            Self::Mark => LogoPlacement::Above,
            Self::Name(placement) => *placement,
            Self::Image(image) => image.placement,
        }
    }
}

impl Picture {
    /// How wide it is at this height, in whole pixels.
    pub fn width_at(&self, height: u32) -> Option<u32> {
        self.aspect
            .map(|aspect| aspect.saturating_mul(height).saturating_add(500) / 1000)
    }
}
