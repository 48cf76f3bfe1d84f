//! `vestibule serve`: from settings to a listening host.
