//! Every field that a run cannot start with, with what to do about it: `settings` stops at the first, a
//! person wants to see them all at once.

use oauth_proto::{extra::Extra, secret::ClientSecret};

use super::{
    draft::{Draft, EXTRA},
    fields::{FIELDS, Kind, field},
    settings::{Fault, Settings, SettingsError},
};

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The parameter's name.
    pub field: String,
    /// What is wrong, and what to do.
    pub text: String,
    /// Whether it is only that nothing was given.
    pub is_missing: bool,
}

/// All of them, in the order of the form.
pub fn faults(draft: &Draft, secret: Option<&str>, origin: &str) -> Vec<FieldFault> {
    let mut rest = draft.clone();
    let mut secret = secret.and_then(|text| ClientSecret::parse(text.to_owned()));
    let mut found: Vec<FieldFault> = Vec::new();
    // Each round mends what the one before has found; a field that stays broken ends it.
    while let Err(error) = Settings::parse(&rest, secret.clone(), origin) {
        if found.iter().any(|fault| fault.field == error.field) {
            break;
        }
        if error.fault == Fault::Reserved {
            found.extend(reserved(draft, error));
            rest.set_extra(Vec::new());
            continue;
        }
        found.push(explain(draft, error));
        match field(error.field) {
            Some(_) if error.field == "client_secret" => {
                secret = ClientSecret::parse("placeholder".to_owned());
            }
            // Taken out, a bad address could be the next thing that is missing.
            Some(field) if error.fault == Fault::Missing || field.kind == Kind::Url => {
                rest.set(field, "https://placeholder.invalid");
            }
            Some(field) => rest.set(field, ""),
            None => break,
        }
    }
    // Each is there once, so picking them out sorts them. A general sort weighs kilobytes.
    let without_field = found.iter().filter(|fault| field(&fault.field).is_none());
    let of = |field| found.iter().find(|fault| fault.field == field);
    let with_field = FIELDS.iter().filter_map(|field| of(field.id));
    without_field.chain(with_field).cloned().collect()
}

/// Each of the other parameters whose name is not free.
fn reserved(draft: &Draft, error: SettingsError) -> impl Iterator<Item = FieldFault> {
    let taken = |(name, value): &&(String, String)| Extra::parse(name, value).is_none();
    let text = move |name: &str| match name {
        "" => "A parameter needs a name.".to_owned(),
        _ => ["A run sets ", name, " itself. ", error.help()].concat(),
    };
    draft
        .extra()
        .iter()
        .filter(taken)
        .map(move |(name, _)| FieldFault {
            field: [EXTRA, name].concat(),
            text: text(name),
            is_missing: false,
        })
}

fn explain(draft: &Draft, error: SettingsError) -> FieldFault {
    let is_missing = error.fault == Fault::Missing;
    let blank = draft
        .one(error.field)
        .and_then(|text| Some((text.find('<')?, text.find('>')?)))
        .is_some_and(|(open, close)| open < close);
    let text = if blank {
        "Put your own in the place of what stands in <>.".to_owned()
    } else if is_missing {
        error.help().to_owned()
    } else {
        let text = error.to_string();
        let what = text.strip_prefix(error.field).unwrap_or(&text);
        let what = what.trim_start_matches(": ");
        [&sentence(what), ". ", error.help()].concat()
    };
    FieldFault {
        field: error.field.to_owned(),
        text,
        is_missing,
    }
}

/// Claims and the like, whose names could be words.
const NAMES: [&str; 7] = ["acr", "alg", "aud", "azp", "iss", "sub", "typ"];

/// The text with a capital at its start, unless it starts with a name that is written as it is.
pub fn sentence(text: &str) -> String {
    let word = text.split(' ').next().unwrap_or_default();
    let is_word = |word: &str| word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'\'');
    let mut text = text.to_owned();
    if !NAMES.contains(&word)
        && is_word(word.trim_end_matches([':', ',', '.']))
        && let Some(first) = text.get_mut(..1)
    {
        first.make_ascii_uppercase();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str, secret: Option<&str>) -> Vec<(String, String)> {
        let draft = Draft::from_query(query);
        faults(&draft, secret, "https://app.example")
            .into_iter()
            .map(|fault| (fault.field, fault.text))
            .collect()
    }

    fn fields(query: &str) -> Vec<String> {
        found(query, None)
            .into_iter()
            .map(|(field, _)| field)
            .collect()
    }

    #[test]
    fn all_are_told_in_the_order_of_the_form() {
        assert_eq!(
            fields("leeway=soon&pkce=plain&client_auth=client_secret_post&verify_access_token=1"),
            [
                "issuer",
                "client_id",
                "client_secret",
                "audience",
                "pkce",
                "leeway"
            ]
        );
        assert_eq!(
            fields("issuer=nonsense&token_url=x"),
            ["issuer", "token_url", "client_id"]
        );
        assert_eq!(fields("issuer=https://as.example&client_id=a"), [""; 0]);
    }

    #[test]
    fn a_name_keeps_its_letters_at_the_start_of_a_sentence() {
        for (text, expected) in [
            ("any other server", "Any other server"),
            ("issuer: the address", "Issuer: the address"),
            ("no", "No"),
            ("jwks_uri is not known", "jwks_uri is not known"),
            ("light-oauth2", "light-oauth2"),
            ("aud is missing", "aud is missing"),
            ("sub", "sub"),
            ("überall", "überall"),
            ("", ""),
        ] {
            assert_eq!(sentence(text), expected);
        }
    }

    #[test]
    fn each_says_what_to_do() {
        assert_eq!(
            found("issuer=http://as.example&client_id=a", None),
            [(
                "issuer".to_owned(),
                "Plain http is for 127.0.0.1, localhost and [::1] only. Correct the address in the \
                 settings."
                    .to_owned()
            )]
        );
        assert_eq!(
            found("issuer=https://as.example", None),
            [(
                "client_id".to_owned(),
                "Fill it in and start again.".to_owned()
            )]
        );
        assert_eq!(
            found(
                "issuer=https://%3Cyour-tenant%3E.auth0.com/&client_id=a",
                None
            ),
            [(
                "issuer".to_owned(),
                "Put your own in the place of what stands in <>.".to_owned()
            )]
        );
    }

    #[test]
    fn each_name_that_is_taken_is_told_beside_the_rest() {
        let query = "client_id=a&leeway=soon&extra.state=x&extra.tenant=acme&extra.=y";
        let text = |(field, text): &(String, String)| format!("{field}: {text}");
        let found = found(query, None);
        assert_eq!(
            found.iter().map(text).collect::<Vec<_>>()[..2],
            [
                "extra.state: A run sets state itself. Leave it out, or use the field that is made for it.",
                "extra.: A parameter needs a name."
            ]
        );
        assert_eq!(fields(query)[2..], ["issuer", "leeway"]);
    }

    #[test]
    fn a_secret_that_was_typed_is_no_fault() {
        let query = "issuer=https://as.example&client_id=a&client_auth=client_secret_basic";
        assert_eq!(found(query, Some("hush")), []);
        assert_eq!(fields(query), ["client_secret"]);
    }
}
