//! The parts of a page that the login bundle brings to life.
