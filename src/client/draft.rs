//! What a person has entered so far, as text: read from a query string, edited in the form,
//! written back as a link. It must not know which values are right (`settings` judges them), and it
//! never holds a secret.

use super::fields::{FIELDS, Field, Kind, field};

/// What begins the name of a parameter that is the server's alone.
pub const EXTRA: &str = "extra.";

/// Unchecked parameters of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// In the order of their names, none without a value. No map: each kind of map weighs kilobytes.
    values: Vec<(&'static str, Vec<String>)>,
    extra: Vec<(String, String)>,
    autostart: bool,
}

impl Draft {
    /// Reads a query string, with or without its `?`. Unknown names are ignored; a secret in a URL
    /// is too, since it has already leaked into histories and logs and must not look accepted.
    pub fn from_query(query: &str) -> Self {
        let query = query.strip_prefix('?').unwrap_or(query);
        let mut draft = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if name == "autostart" {
                draft.autostart = value == "1";
            } else if let Some(extra) = name.strip_prefix(EXTRA) {
                draft.extra.push((extra.to_owned(), value.into_owned()));
            } else if let Some(field) = field(&name)
                && field.kind != Kind::Secret
                && !value.trim().is_empty()
            {
                draft.put(field.id, |values| values.push(value.trim().to_owned()));
            }
        }
        draft
    }

    /// The query string that gives this draft again, without `autostart`.
    pub fn to_query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for field in FIELDS {
            for value in self.all(field.id) {
                query.append_pair(field.id, value);
            }
        }
        for (name, value) in &self.extra {
            query.append_pair(&[EXTRA, name].concat(), value);
        }
        query.finish()
    }

    /// Whether the run starts without a click.
    pub fn autostart(&self) -> bool {
        self.autostart
    }

    /// Takes the settings for a person's own: the command that serves the page has got them from one.
    pub fn vouch(&mut self) {
        self.autostart = false;
    }

    /// Every value given for a parameter.
    pub fn all(&self, id: &str) -> &[String] {
        let place = self.place(id).ok();
        let found = place.and_then(|at| self.values.get(at));
        found.map_or(&[], |(_, values)| values)
    }

    /// Lets `change` give a parameter values.
    fn put(&mut self, id: &'static str, change: impl FnOnce(&mut Vec<String>)) {
        let at = self.place(id).unwrap_or_else(|at| {
            self.values.insert(at, (id, Vec::new()));
            at
        });
        if let Some((_, values)) = self.values.get_mut(at) {
            change(values);
        }
    }

    /// Where a parameter's values are, or would be.
    fn place(&self, id: &str) -> Result<usize, usize> {
        self.values.binary_search_by(|(known, _)| (*known).cmp(id))
    }

    /// The first value given for a parameter.
    pub fn one(&self, id: &str) -> Option<&str> {
        self.all(id).first().map(String::as_str)
    }

    /// What the form shows for a parameter.
    pub fn text(&self, id: &str) -> String {
        self.all(id).join(" ")
    }

    /// Takes over what the form now shows for a parameter.
    pub fn set(&mut self, field: &'static Field, value: &str) {
        let value = value.trim();
        let is_default = matches!(field.kind, Kind::Choice([first, ..]) if *first == value);
        if value.is_empty() || is_default || field.kind == Kind::Secret {
            self.values.retain(|(known, _)| *known != field.id);
        } else {
            self.put(field.id, |values| *values = vec![value.to_owned()]);
        }
    }

    /// The additional authorization parameters, in order.
    pub fn extra(&self) -> &[(String, String)] {
        &self.extra
    }

    /// Takes over the additional parameters from the form.
    pub fn set_extra(&mut self, extra: Vec<(String, String)>) {
        self.extra = extra;
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.extra.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_comes_back_as_it_was() {
        let query = "issuer=https%3A%2F%2Fas.example&client_id=demo&scope=openid+offline_access\
                     &resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example\
                     &extra.connection=acme&extra.claims=%7B%7D";
        let draft = Draft::from_query(query);
        assert_eq!(draft.text("scope"), "openid offline_access");
        assert_eq!(
            draft.text("resource"),
            "https://a.example https://b.example"
        );
        let extra = [("connection", "acme"), ("claims", "{}")];
        assert_eq!(
            draft.extra(),
            extra.map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
        assert!(!draft.autostart());
        assert_eq!(draft.to_query(), query);
    }

    #[test]
    fn autostart_is_read_and_never_written() {
        let draft = Draft::from_query("?client_id=demo&autostart=1");
        assert!(draft.autostart());
        assert_eq!(draft.to_query(), "client_id=demo");
        assert!(!Draft::from_query("autostart=yes").autostart());
    }

    #[test]
    fn a_secret_is_never_held() {
        let mut draft = Draft::from_query("client_id=demo&client_secret=leaked");
        draft.set(field("client_secret").unwrap(), "typed");
        assert_eq!(draft, Draft::from_query("client_id=demo"));
    }

    #[test]
    fn unknown_empty_and_broken_input_is_harmless() {
        assert_eq!(
            Draft::from_query("?&&=&nonsense=1&issuer=&scope=%20"),
            Draft::default()
        );
        assert_eq!(
            Draft::from_query("client_id=%ff%00").text("client_id"),
            "\u{fffd}\0"
        );
    }

    #[test]
    fn the_form_writes_one_value() {
        let mut draft = Draft::from_query("resource=a&resource=b");
        draft.set(field("resource").unwrap(), " c ");
        assert_eq!(draft.all("resource"), ["c"]);
        draft.set(field("resource").unwrap(), " ");
        draft.set(field("pkce").unwrap(), "S256");
        assert_eq!(draft, Draft::default());
        assert!(draft.is_empty());
        draft.set_extra(vec![("connection".to_owned(), "acme".to_owned())]);
        assert!(!draft.is_empty());
        assert_eq!(draft.to_query(), "extra.connection=acme");
    }
}
