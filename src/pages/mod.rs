//! The pages, one file each: what stands where. They check nothing and fetch nothing; forms do the
//! parsing before, and the host the answering after.

mod application;
#[cfg(feature = "ssr")]
pub mod baked;
#[cfg(feature = "ssr")]
mod client;
mod consent;
mod device;
mod device_done;
#[cfg(feature = "ssr")]
mod document;
mod error;
mod fetch_submit;
mod forgot;
mod form_target;
mod frame;
mod inspection;
mod layout;
mod login;
#[cfg(feature = "ssr")]
mod login_sheet;
mod logout;
mod problem;
mod reset;
mod reset_letter;
mod scopes;
mod signed_out;
mod support_labels;

pub use application::Application;
#[cfg(feature = "ssr")]
pub use client::client;
#[cfg(feature = "ssr")]
pub use consent::consent;
pub use consent::{ConsentPage, consent_body};
#[cfg(feature = "ssr")]
pub use device::device;
pub use device::{DevicePage, DeviceStep, device_body};
#[cfg(feature = "ssr")]
pub use device_done::device_done;
pub use device_done::{DeviceDonePage, DeviceOutcome, device_done_body};
#[cfg(feature = "ssr")]
pub use document::Html;
#[cfg(feature = "ssr")]
pub use error::error;
pub use error::{ErrorPage, Restart, error_body};
pub use fetch_submit::{FetchSubmit, Submit};
#[cfg(feature = "ssr")]
pub use forgot::forgot;
pub use forgot::{ForgotPage, ForgotStep, forgot_body};
pub use form_target::FormTarget;
pub use frame::{Asset, Assets, Frame, Languages, Site};
pub use inspection::{EarlierConsent, EarlierConsents, Inspection};
#[cfg(feature = "ssr")]
pub use login::login;
pub use login::{LoginPage, LoginStep, login_body};
#[cfg(feature = "ssr")]
pub use login_sheet::{LoginSheet, Piece, RequestTexts, SheetKind};
#[cfg(feature = "ssr")]
pub use logout::logout;
pub use logout::{LogoutPage, Stay, logout_body};
pub use problem::{MISSING_STATE, Problem};
#[cfg(feature = "ssr")]
pub use reset::reset;
pub use reset::{ResetPage, ResetStep, reset_body};
pub use reset_letter::{ResetLetter, reset_letter};
pub use scopes::ScopeChoice;
#[cfg(feature = "ssr")]
pub use signed_out::signed_out;
pub use signed_out::{SignedOutPage, signed_out_body};

/// Where the login page is.
pub const LOGIN_PATH: &str = "/login";
/// Where the device page is.
pub const DEVICE_PATH: &str = "/device";
