//! The pages, one file each: what stands where. They check nothing and fetch nothing; forms do the
//! parsing before, and the host the answering after.

#[cfg(feature = "ssr")]
mod client;
#[cfg(feature = "ssr")]
mod document;
mod error;
mod frame;
mod layout;
mod login;
mod problem;

#[cfg(feature = "ssr")]
pub use client::client;
#[cfg(feature = "ssr")]
pub use document::Html;
#[cfg(feature = "ssr")]
pub use error::error;
pub use error::{ErrorPage, Restart, error_body};
pub use frame::{Asset, Assets, Frame, Languages, Site};
#[cfg(feature = "ssr")]
pub use login::login;
pub use login::{LoginPage, login_body};
pub use problem::Problem;

/// Where the login page is.
pub const LOGIN_PATH: &str = "/login";
