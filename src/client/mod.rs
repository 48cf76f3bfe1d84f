//! The client page: a public OAuth client that shows what it does, in front of any server.
//!
//! `fields` names what a run can be told, `draft` holds it as text, `settings` as checked values;
//! `faults` tells what is wrong with a draft, `preview` what it would send. `run` performs it, `report`
//! keeps what came of it, `views` show it, and `page` ties them.
//! The form itself is drawn by the host (`pages::client`), so that it is there before the bundle; of all
//! this the host needs `fields` alone.

#[cfg(feature = "client")]
mod browser;
#[cfg(feature = "client")]
mod command;
#[cfg(feature = "client")]
pub mod draft;
#[cfg(feature = "client")]
pub mod faults;
pub mod fields;
#[cfg(feature = "client")]
mod page;
#[cfg(feature = "client")]
mod preview;
#[cfg(feature = "client")]
pub mod report;
#[cfg(feature = "client")]
pub mod run;
#[cfg(feature = "client")]
pub mod settings;
#[cfg(feature = "client")]
pub mod views;

#[cfg(feature = "client")]
pub use self::page::start;
