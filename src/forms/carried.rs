//! The parameters that a login carries from the authorization request to the engine: same decoded
//! value, same order, repeated ones too. It knows which names are not carried, and no more.

use super::urlencoded;
pub use super::urlencoded::{CarriedError, MAX_BYTES, MAX_PAIRS};

/// Every parameter of a request but the person's own fields (`j_*`, `remember`) and a server's
/// answer (`error*`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    pairs: Vec<(String, String)>,
}

impl Carried {
    /// From a URL's query, as sent, without the question mark.
    pub fn from_query(raw: &str) -> Result<Self, CarriedError> {
        Self::from_form(raw.as_bytes())
    }

    /// From a form's body. `user_type` and `response_type`, which the form fills in where the
    /// request had none, are carried from here on like any other, so each is still sent once.
    pub fn from_form(raw: &[u8]) -> Result<Self, CarriedError> {
        urlencoded::decode(raw).map(Self::from_pairs)
    }

    /// Of decoded pairs, those that are carried.
    pub(super) fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self {
            pairs: pairs
                .into_iter()
                .filter(|(name, _)| is_carried(name))
                .collect(),
        }
    }

    /// The first value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs()
            .find_map(|(found, value)| (found == name).then_some(value))
    }

    /// All pairs, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// All pairs, in order, to keep.
    pub fn into_pairs(self) -> impl Iterator<Item = (String, String)> {
        self.pairs.into_iter()
    }

    /// As a query, without the question mark.
    pub fn to_query(&self) -> String {
        urlencoded::encode(self.pairs())
    }

    /// Whether anybody asked for this sign-in: a client by its id, or an engine by its challenge.
    pub fn names_a_request(&self) -> bool {
        ["client_id", "login_challenge"]
            .iter()
            .any(|name| self.get(name).is_some_and(|value| !value.is_empty()))
    }
}

/// A query with one parameter set and every other one kept in place. What can't be decoded can't be
/// kept, and leaves the parameter alone.
pub fn with_parameter(query: &str, name: &str, value: &str) -> String {
    let pairs = urlencoded::decode(query.as_bytes()).unwrap_or_default();
    let kept = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(found, _)| *found != name);
    urlencoded::encode(kept.chain([(name, value)]))
}

fn is_carried(name: &str) -> bool {
    !(name == "remember" || name.starts_with("j_") || name.starts_with("error"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "client_id=a&resource=1&state=%22%3E%3Cscript%3E&resource=2&action=x";

    #[test]
    fn keeps_order_and_repeats() {
        let carried = Carried::from_query(HOSTILE).expect("parses");
        assert_eq!(
            carried.pairs().collect::<Vec<_>>(),
            [
                ("client_id", "a"),
                ("resource", "1"),
                ("state", "\"><script>"),
                ("resource", "2"),
                ("action", "x"),
            ]
        );
        assert_eq!(carried.get("resource"), Some("1"));
        assert_eq!(carried.get("scope"), None);
        assert_eq!(carried.to_query(), HOSTILE);
    }

    #[test]
    fn leaves_out_the_persons_fields_and_the_servers_answer() {
        let carried = Carried::from_form(
            b"j_username=u&j_password=p&j_extra=1&remember=Y&error=e&error_description=d&errors=1\
              &user_type=E&response_type=code&Remember=kept&nonce=",
        )
        .expect("parses");
        assert_eq!(
            carried.pairs().collect::<Vec<_>>(),
            [
                ("user_type", "E"),
                ("response_type", "code"),
                ("Remember", "kept"),
                ("nonce", ""),
            ]
        );
    }

    #[test]
    fn a_left_out_parameter_must_be_readable_all_the_same() {
        assert_eq!(
            Carried::from_query("j_password=%FF"),
            Err(CarriedError::NotUtf8)
        );
    }

    #[test]
    fn tells_a_request_from_a_bare_visit() {
        for (query, expected) in [
            ("", false),
            ("client_id=", false),
            ("state=1", false),
            ("client_id=a", true),
            ("login_challenge=c", true),
        ] {
            assert_eq!(
                Carried::from_query(query)
                    .expect("parses")
                    .names_a_request(),
                expected
            );
        }
    }

    #[test]
    fn sets_one_parameter_and_keeps_the_rest() {
        assert_eq!(
            with_parameter(
                "a=1&ui_locales=de+en&b=x%26y&error=e&ui_locales=fr",
                "ui_locales",
                "ar"
            ),
            "a=1&b=x%26y&error=e&ui_locales=ar"
        );
        assert_eq!(with_parameter("", "ui_locales", "de"), "ui_locales=de");
        assert_eq!(with_parameter("a=%FF", "ui_locales", "de"), "ui_locales=de");
    }
}
