//! The client page: a public OAuth client that shows what it does, in front of any server.
//!
//! `fields` names what a run can be told, `draft` holds it as text, `settings` as checked values;
//! `run` performs it, `report` keeps what came of it, `views` show it, and `page` ties them.

mod browser;
pub mod draft;
pub mod fields;
mod page;
pub mod report;
pub mod run;
pub mod settings;
pub mod views;

pub use self::page::start;
