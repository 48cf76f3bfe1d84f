//! Ory Hydra: the client page against it, and the login view as its pages.

mod client_page;
