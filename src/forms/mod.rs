//! What comes in by a query or a form body, parsed into checked values. Plain Rust: no leptos, no
//! HTTP, no markup.

pub mod carried;
pub mod consent;
pub mod csrf;
pub mod device;
pub mod error_response;
pub mod fields;
pub mod forgot;
pub mod login;
pub mod logout;
pub mod reset;
mod urlencoded;
