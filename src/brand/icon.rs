//! The icon of the browser's tab.

/// The icon of the browser's tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Icon {
    /// Its address on this origin, or its content as a `data:` address.
    pub light: String,
    /// In dark mode, where it is another one.
    pub dark: Option<String>,
}

/// A square mark in the accent colour, so that no request is made for an icon.
const MARK: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 \
                    32'%3E%3Crect width='32' height='32' rx='9' fill='%233f51d1'/%3E%3Cpath \
                    d='M10 24V14a6 6 0 0 1 12 0v10M16 24v-7' fill='none' stroke='%23fff' \
                    stroke-width='2.6' stroke-linecap='round'/%3E%3C/svg%3E";

impl Default for Icon {
    fn default() -> Self {
        Self {
            light: MARK.to_owned(),
            dark: None,
        }
    }
}
