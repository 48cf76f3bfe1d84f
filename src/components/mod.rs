//! Pieces of pages: values in, markup out. They fetch nothing and read no context.
//!
//! An element with `data-island` is empty until the login bundle fills it, or holds what is true
//! without script: what needs a script is not there without one.

pub mod carried_fields;
mod clock;
pub mod credential_fields;
pub mod csrf_field;
pub mod decision;
pub mod expiry;
pub mod footer;
pub mod language_picker;
pub mod masthead;
pub mod problem_alert;
pub mod provider_list;
pub mod scope_list;
pub mod slot;
pub mod submit_status;
pub mod support_details;
pub mod text_fields;
