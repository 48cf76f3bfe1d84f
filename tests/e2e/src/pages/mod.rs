//! One file for each page: what a person can see and do on it, by the hooks that it promises to keep.

mod auth0_login;
mod client;
mod consent;
mod dev_login;
mod error;
mod login;
mod logout;

pub use auth0_login::Auth0LoginPage;
pub use client::{CheckRow, ClientPage, Run};
pub use consent::ConsentPage;
pub use dev_login::DevLoginPage;
pub use error::ErrorPage;
pub use login::LoginPage;
pub use logout::LogoutPage;
