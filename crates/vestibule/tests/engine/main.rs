//! The embedded engine from outside: requests in, exact statuses, headers and bodies out.

mod authorize;
mod code_basic;
mod cors;
mod durability;
mod metadata;
mod opening;
mod refresh;
mod revoke;
mod sign_in;
mod support;
mod token;
mod userinfo;
