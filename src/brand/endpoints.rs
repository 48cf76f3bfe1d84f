//! Where forms post to and how. What the host's own engine answers is posted there, whatever stands
//! here; these are for pages that were baked into files, and for what no engine here answers.

/// Where forms post to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoints {
    /// Takes the login form, if the document says so.
    pub login: Option<String>,
    /// How the login form is sent.
    pub mode: SubmitMode,
    /// By script: origins that the answer may come from by redirect, beside the page's own.
    pub origins: Vec<String>,
    /// By script: schemes that an answer may lead to, beside `http` and `https`.
    pub schemes: Vec<String>,
    /// Takes the address of a person who forgot the password.
    pub forgot: Option<Endpoint>,
    /// Takes the new password.
    pub reset: Option<Endpoint>,
    /// Signs out.
    pub logout: Option<Endpoint>,
}

/// How the login form is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SubmitMode {
    /// By the browser, which follows the redirect that answers.
    #[default]
    Native,
    /// By script, to a back end that answers with JSON.
    Fetch,
}

/// One address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    /// The address.
    pub url: String,
    /// By which method.
    pub method: Method,
}

/// A form's method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Method {
    /// As a link.
    Get,
    /// As a form.
    #[default]
    Post,
}

impl Endpoints {
    /// Takes the login form where nothing says otherwise: light-oauth2's name for it.
    pub const LOGIN: &str = "/oauth2/code";

    /// Takes the login form.
    pub fn login(&self) -> &str {
        self.login.as_deref().unwrap_or(Self::LOGIN)
    }
}

impl Method {
    /// The value of a form's `method`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
        }
    }
}
