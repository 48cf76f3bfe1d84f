//! Text that went over the wire, with what opens doors in it marked: views mask the marked pieces, and
//! storage gets none of them. It knows the names that secrets have, not what any of them is for.

use std::fmt;

/// What stands in the place of a secret.
const MASK: &str = "••••••••";

/// The members, parameters and form fields whose values are secrets.
const SECRETS: [&str; 12] = [
    "access_token",
    "assertion",
    "client_assertion",
    "client_secret",
    "code",
    "code_verifier",
    "device_code",
    "id_token",
    "id_token_hint",
    "password",
    "refresh_token",
    "token",
];

/// Text in which each secret is a piece of its own.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Text(Vec<Piece>);

/// A piece of it.
#[derive(Clone, PartialEq, Eq)]
pub enum Piece {
    /// For everybody.
    Plain(String),
    /// A secret; empty once it was left out.
    Secret(String),
}

impl Text {
    /// Text without a secret.
    pub fn plain(text: &str) -> Self {
        let mut marked = Self::default();
        marked.push_plain(text);
        marked
    }

    /// Text that is a secret as a whole.
    pub fn secret(text: &str) -> Self {
        let mut marked = Self::default();
        marked.push_secret(text);
        marked
    }

    /// An address: secrets in its query and fragment are marked.
    pub fn address(url: &str) -> Self {
        let mut marked = Self::default();
        let start = url.find(['?', '#']).map_or(url.len(), |at| at + 1);
        let (before, parameters) = url.split_at(start);
        marked.push_plain(before);
        marked.push_pairs(parameters);
        marked
    }

    /// A body: JSON where it looks so, else a form. Of text that is neither, nothing is marked.
    pub fn body(body: &str) -> Self {
        let mut marked = Self::default();
        if body.trim_start().starts_with(['{', '[']) {
            marked.push_json(body);
        } else {
            marked.push_pairs(body);
        }
        marked
    }

    /// The value of a header: credentials are marked, the name of their scheme is not.
    pub fn header(name: &str, value: &str) -> Self {
        match (name, value.split_once(' ')) {
            ("authorization", Some((scheme, credentials))) => {
                let mut marked = Self::plain(scheme);
                marked.push_plain(" ");
                marked.push_secret(credentials);
                marked
            }
            ("authorization" | "dpop" | "cookie" | "set-cookie", _) => Self::secret(value),
            _ => Self::plain(value),
        }
    }

    /// Its pieces in order; no two plain ones stand side by side.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is a secret in it.
    pub fn has_secret(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Secret(_)))
    }

    /// As it went over the wire.
    pub fn expose_secrets(&self) -> String {
        self.0.iter().map(Piece::expose_secret).collect()
    }

    /// With a mask in the place of each secret.
    pub fn masked(&self) -> String {
        let shown = |piece: &'_ Piece| match piece {
            Piece::Plain(text) => text.clone(),
            Piece::Secret(_) => MASK.to_owned(),
        };
        self.0.iter().map(shown).collect()
    }

    /// The same with empty places where the secrets were.
    #[must_use]
    pub fn without_secrets(&self) -> Self {
        let kept = |piece: &'_ Piece| match piece {
            Piece::Plain(_) => piece.clone(),
            Piece::Secret(_) => Piece::Secret(String::new()),
        };
        Self(self.0.iter().map(kept).collect())
    }

    /// Text of these pieces.
    pub(super) fn of(pieces: Vec<Piece>) -> Self {
        Self(pieces)
    }

    fn push_plain(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Plain(last)) => last.push_str(text),
            _ => self.0.push(Piece::Plain(text.to_owned())),
        }
    }

    fn push_secret(&mut self, text: &str) {
        if !text.is_empty() {
            self.0.push(Piece::Secret(text.to_owned()));
        }
    }

    /// `name=value&…`, as sent: nothing is decoded.
    fn push_pairs(&mut self, text: &str) {
        for pair in text.split_inclusive(['&', '#']) {
            match pair.split_once('=') {
                Some((name, value)) if SECRETS.contains(&name) => {
                    let secret = value.trim_end_matches(['&', '#']);
                    self.push_plain(name);
                    self.push_plain("=");
                    self.push_secret(secret);
                    self.push_plain(value.get(secret.len()..).unwrap_or_default());
                }
                _ => self.push_plain(pair),
            }
        }
    }

    /// JSON as sent, well-formed or not: the text after a secret's name, whatever it is, is marked.
    fn push_json(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, string, after)) = next_string(rest) {
            self.push_plain(before);
            self.push_plain("\"");
            self.push_plain(string);
            rest = after;
            let value = after
                .strip_prefix('"')
                .map(str::trim_start)
                .and_then(|after| after.strip_prefix(':'))
                .map(str::trim_start);
            let Some(value) = value.filter(|_| SECRETS.contains(&string)) else {
                rest = self.push_quote(rest);
                continue;
            };
            let gap = rest.len() - value.len();
            self.push_plain(rest.get(..gap).unwrap_or_default());
            rest = value;
            if let Some(("", secret, after)) = next_string(value) {
                self.push_plain("\"");
                self.push_secret(secret);
                rest = self.push_quote(after);
            }
        }
        self.push_plain(rest);
    }

    fn push_quote<'a>(&mut self, text: &'a str) -> &'a str {
        match text.strip_prefix('"') {
            Some(after) => {
                self.push_plain("\"");
                after
            }
            None => text,
        }
    }
}

impl Piece {
    /// What it says.
    pub fn expose_secret(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Secret(text) => text,
        }
    }
}

/// What stands before the next string of a JSON text, the string as written, and the rest from its
/// closing quote on, which is missing where the text was cut.
fn next_string(text: &str) -> Option<(&str, &str, &str)> {
    let (before, string) = text.split_once('"')?;
    let mut escaped = false;
    let end = string.find(|c: char| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    let (string, after) = string.split_at(end.unwrap_or(string.len()));
    Some((before, string, after))
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.masked().fmt(f)
    }
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(text) => text.fmt(f),
            Self::Secret(_) => MASK.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &Text) -> String {
        text.masked().replace(MASK, "*")
    }

    #[test]
    fn a_form_keeps_all_but_its_secrets() {
        let sent = "grant_type=authorization_code&code=c%201&code_verifier=v&client_id=a&code_x=1";
        let body = Text::body(sent);
        assert_eq!(
            masked(&body),
            "grant_type=authorization_code&code=*&code_verifier=*&client_id=a&code_x=1"
        );
        assert_eq!(body.expose_secrets(), sent);
        assert_eq!(
            body.without_secrets().expose_secrets(),
            "grant_type=authorization_code&code=&code_verifier=&client_id=a&code_x=1"
        );
        assert_eq!(masked(&body.without_secrets()), masked(&body));
        assert!(body.has_secret());
    }

    #[test]
    fn an_address_keeps_all_but_its_secrets() {
        let cases = [
            ("https://as.example/auth?client_id=a&state=s", None),
            (
                "https://app.example/cb?code=c&state=s",
                Some("https://app.example/cb?code=*&state=s"),
            ),
            (
                "https://app.example/cb?a=b#code=c",
                Some("https://app.example/cb?a=b#code=*"),
            ),
            ("https://app.example/code=c", None),
            (
                "https://as.example/out?id_token_hint=e.y.J",
                Some("https://as.example/out?id_token_hint=*"),
            ),
        ];
        for (url, expected) in cases {
            assert_eq!(masked(&Text::address(url)), expected.unwrap_or(url));
            assert_eq!(Text::address(url).expose_secrets(), url);
        }
    }

    #[test]
    fn json_keeps_all_but_its_secrets() {
        let cases = [
            (
                r#"{"access_token" : "a\"t", "x":"y"}"#,
                r#"{"access_token" : "*", "x":"y"}"#,
            ),
            (
                r#"[{"token":"a"},{"scope":"token"}]"#,
                r#"[{"token":"*"},{"scope":"token"}]"#,
            ),
            (
                r#"{"token":null,"code":7,"a":"code"}"#,
                r#"{"token":null,"code":7,"a":"code"}"#,
            ),
            (
                r#"{"x":"\\","refresh_token":"ä\\"}"#,
                r#"{"x":"\\","refresh_token":"*"}"#,
            ),
            // Cut in the middle.
            (r#"{"access_token":"abc"#, r#"{"access_token":"*"#),
            (r#"{"access_tok"#, r#"{"access_tok"#),
            (r#"{"access_token""#, r#"{"access_token""#),
            (r#"{"access_token":"#, r#"{"access_token":"#),
            (r#"{"""#, r#"{"""#),
        ];
        for (sent, expected) in cases {
            let body = Text::body(sent);
            assert_eq!(masked(&body), expected);
            assert_eq!(body.expose_secrets(), sent);
        }
    }

    #[test]
    fn a_header_keeps_the_name_of_its_scheme() {
        assert_eq!(
            masked(&Text::header("authorization", "Bearer a b")),
            "Bearer *"
        );
        assert_eq!(masked(&Text::header("authorization", "odd")), "*");
        assert_eq!(masked(&Text::header("dpop", "e.y.J")), "*");
        assert_eq!(masked(&Text::header("accept", "a/b; c")), "a/b; c");
    }

    #[test]
    fn no_secret_is_in_its_debug_output() {
        let text = Text::body("code=c-1&x=y");
        assert_eq!(format!("{text:?}"), format!("\"code={MASK}&x=y\""));
        assert!(!format!("{:?}", text.pieces()).contains("c-1"));
    }
}
