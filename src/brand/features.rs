//! What the login form offers.

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
    /// The user name first and the password on a second step.
    pub identifier_first: bool,
    /// Where a person sets a new password; no address, no link.
    pub forgot_password: Option<String>,
    /// Other ways to sign in.
    pub social: Vec<Provider>,
    /// Kinds of users.
    pub user_type: UserTypes,
    /// The address of a script on this origin that proves a person, in `#captcha`.
    pub captcha: Option<String>,
}

/// Another way to sign in: a link that looks like a button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its name in the markup.
    pub id: String,
    /// What the button says.
    pub label: String,
    /// The address of its icon, on this origin or inline.
    pub icon: Option<String>,
    /// Where it leads.
    pub href: String,
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

impl Default for Features {
    fn default() -> Self {
        Self {
            remember_me: true,
            show_password: true,
            caps_lock: true,
            language_picker: true,
            identifier_first: false,
            forgot_password: None,
            social: Vec::new(),
            user_type: UserTypes::default(),
            captcha: None,
        }
    }
}
