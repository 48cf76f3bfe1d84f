//! One file for each page: what a person can see and do on it, by the hooks that it promises to keep.

mod auth0_login;
mod client;
mod dev_login;
mod error;
mod login;

pub use auth0_login::Auth0LoginPage;
pub use client::{CheckRow, ClientPage, Run};
pub use dev_login::DevLoginPage;
pub use error::ErrorPage;
pub use login::LoginPage;
