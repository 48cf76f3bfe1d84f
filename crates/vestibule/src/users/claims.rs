//! Which of a user's claims the standard scopes release (OpenID Connect Core §5.4).

use serde_json::{Map, Value};

use super::User;

/// The claims that `has` (whether a scope was granted) releases, without `sub`. Claims of no standard
/// scope go with `profile`.
pub fn released(user: &User, has: impl Fn(&str) -> bool) -> Map<String, Value> {
    let mut claims = Map::new();
    if has("profile") {
        claims.insert("preferred_username".into(), user.name.clone().into());
    }
    for (name, value) in &user.claims {
        let needed = match name.as_str() {
            "email" | "email_verified" => "email",
            "phone_number" | "phone_number_verified" => "phone",
            "address" => "address",
            _ => "profile",
        };
        if has(needed) {
            claims.insert(name.clone(), value.clone());
        }
    }
    claims
}
