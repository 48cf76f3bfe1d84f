//! The table: one line for each token, as Hydra prints them, so that scripts that cut by tabs go on.

/// What the table shows.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// The access token.
    pub access_token: String,
    /// The refresh token, where one was issued.
    pub refresh_token: Option<String>,
    /// The ID token, where one was issued.
    pub id_token: Option<String>,
    /// When the access token ends, as text, where the server said so.
    pub expiry: Option<String>,
}

/// What stands where there is nothing.
const EMPTY: &str = "<empty>";

pub(super) fn write(row: &TokenRow) -> String {
    let or_empty = |value: &Option<String>| value.clone().unwrap_or_else(|| EMPTY.to_owned());
    // One tab stop more for the name that ends before the second.
    [
        "ACCESS TOKEN\t",
        &row.access_token,
        "\nREFRESH TOKEN\t",
        &or_empty(&row.refresh_token),
        "\nID TOKEN\t",
        &or_empty(&row.id_token),
        "\nEXPIRY\t\t",
        &or_empty(&row.expiry),
        "\n",
    ]
    .concat()
}
