//! Where forms post to and how. Pages that a host draws post to the host's own engine; these are for
//! pages that were baked into files.

/// Where forms post to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// Takes the login form.
    pub login: String,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The address.
    pub url: String,
    /// By which method.
    pub method: Method,
}

/// A form's method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// As a link.
    Get,
    /// As a form.
    #[default]
    Post,
}

impl Default for Endpoints {
    fn default() -> Self {
        Self {
            login: "/oauth2/code".to_owned(),
            mode: SubmitMode::Native,
            origins: Vec::new(),
            schemes: Vec::new(),
            forgot: None,
            reset: None,
            logout: None,
        }
    }
}
