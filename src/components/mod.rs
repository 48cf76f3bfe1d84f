//! Pieces of pages: values in, markup out. They fetch nothing and read no context.
//!
//! An element with `data-island` is empty until the login bundle fills it: what needs a script is
//! not there without one.

pub mod carried_fields;
pub mod credential_fields;
pub mod footer;
pub mod language_picker;
pub mod masthead;
pub mod problem_alert;
pub mod slot;
pub mod support_details;
