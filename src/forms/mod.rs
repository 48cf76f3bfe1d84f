//! What comes in by a query or a form body, parsed into checked values. Plain Rust: no leptos, no
//! HTTP, no markup.

pub mod carried;
pub mod error_response;
pub mod login;
mod urlencoded;
