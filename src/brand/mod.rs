//! Who the pages speak for: name, links and features, as the brand document gives them. Colours and
//! shapes are in `style/tokens.css`. It does not know any page.

/// A brand. The default one is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brand {
    /// The name beside the mark and in each title.
    pub name: String,
    /// Links below the card.
    pub links: Links,
    /// What the pages offer.
    pub features: Features,
}

/// Where to read more. None of them is shown unless it is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// How personal data are treated.
    pub privacy: Option<String>,
    /// The terms of use.
    pub terms: Option<String>,
    /// Where a person finds help.
    pub help: Option<String>,
}

/// What the login form offers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own to an operator"
)]
pub struct Features {
    /// The "stay signed in" box; without it `remember=N` is sent.
    pub remember_me: bool,
    /// The button that shows the password.
    pub show_password: bool,
    /// The Caps Lock hint.
    pub caps_lock: bool,
    /// The links to other languages.
    pub language_picker: bool,
    /// Kinds of users.
    pub user_type: UserTypes,
}

/// The kinds of users that an engine tells apart by `user_type`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserTypes {
    /// What a person may choose from; none: nothing is shown.
    pub options: Vec<UserType>,
    /// Sent when nothing was chosen or carried.
    pub default: String,
}

/// One kind of user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserType {
    /// As sent.
    pub value: String,
    /// As shown.
    pub label: String,
}

impl Default for Brand {
    fn default() -> Self {
        Self {
            name: "Vestibule".to_owned(),
            links: Links::default(),
            features: Features::default(),
        }
    }
}

impl Default for Features {
    fn default() -> Self {
        Self {
            remember_me: true,
            show_password: true,
            caps_lock: true,
            language_picker: true,
            user_type: UserTypes::default(),
        }
    }
}
