//! What can be done after a flow, and when. It must not know how.

/// Something a person can ask of a finished run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// New tokens from the refresh token.
    Refresh,
    /// Ask the server about the person.
    Userinfo,
    /// Call the API with the access token.
    CallApi,
    /// Withdraw the tokens.
    Revoke,
    /// End the server's session too.
    Logout,
    /// Another run.
    Again,
}

impl Action {
    /// In the order of the buttons.
    pub const ALL: [Self; 6] = [
        Self::Userinfo,
        Self::Refresh,
        Self::CallApi,
        Self::Revoke,
        Self::Logout,
        Self::Again,
    ];

    /// The button's `id`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Refresh => "refresh",
            Self::Userinfo => "userinfo",
            Self::CallApi => "call-api",
            Self::Revoke => "revoke",
            Self::Logout => "logout",
            Self::Again => "again",
        }
    }

    /// What the button says.
    pub fn label(self) -> &'static str {
        match self {
            Self::Refresh => "Refresh tokens",
            Self::Userinfo => "Get userinfo",
            Self::CallApi => "Call the API",
            Self::Revoke => "Revoke tokens",
            Self::Logout => "Sign out",
            Self::Again => "Start again",
        }
    }

    /// What is going on while it runs.
    pub fn doing(self) -> &'static str {
        match self {
            Self::Refresh => "Asking for new tokens …",
            Self::Userinfo => "Asking the server about the person …",
            Self::CallApi => "Calling the API …",
            Self::Revoke => "Withdrawing the tokens …",
            Self::Logout => "Going to the server to sign out …",
            Self::Again => "",
        }
    }
}

/// Which actions a run allows now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one button")]
pub struct Abilities {
    /// There is a refresh token.
    pub refresh: bool,
    /// There is an access token and a userinfo endpoint.
    pub userinfo: bool,
    /// There is an access token and an API.
    pub call_api: bool,
    /// There is a token and a revocation endpoint.
    pub revoke: bool,
    /// There is an end-session endpoint.
    pub logout: bool,
    /// A run has ended, however it ended.
    pub again: bool,
}

impl Abilities {
    /// Nothing but another run.
    pub const AGAIN: Self = Self {
        refresh: false,
        userinfo: false,
        call_api: false,
        revoke: false,
        logout: false,
        again: true,
    };

    /// Whether this action is possible.
    pub fn allow(&self, action: Action) -> bool {
        match action {
            Action::Refresh => self.refresh,
            Action::Userinfo => self.userinfo,
            Action::CallApi => self.call_api,
            Action::Revoke => self.revoke,
            Action::Logout => self.logout,
            Action::Again => self.again,
        }
    }

    /// Whether there is nothing to offer.
    pub fn none(&self) -> bool {
        *self == Self::default()
    }
}
