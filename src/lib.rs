//! The pages of Vestibule: the login view and the browser client.
//!
//! Which parts exist is a matter of features: `ssr` draws pages as HTML for the host, `login` is
//! the login bundle's islands, `csr` draws whole pages in the browser, `client` is the client page.

#[cfg(any(feature = "ssr", feature = "csr"))]
pub mod brand;
#[cfg(any(feature = "client", feature = "ssr"))]
pub mod client;
#[cfg(any(feature = "ssr", feature = "csr"))]
pub mod components;
pub mod forms;
#[cfg(any(feature = "ssr", feature = "csr"))]
pub mod i18n;
#[cfg(feature = "login")]
pub mod islands;
#[cfg(any(feature = "client", feature = "ssr"))]
pub mod output;
#[cfg(any(feature = "ssr", feature = "csr"))]
pub mod pages;
#[cfg(feature = "csr")]
pub mod preview;
