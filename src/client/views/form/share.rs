//! A link that fills the form again. It comes from the draft, which has no secret.

use super::{document, say};
use crate::client::views::clipboard;

/// Copies it; where there is no clipboard, it is shown.
pub(super) fn copy_link() {
    let (path, ..) = document::address();
    let path = if path.ends_with("/client/") {
        &path
    } else {
        "/client/"
    };
    let link = link(&document::origin(), path, &document::read_form().to_query());
    let told = link.clone();
    clipboard::copy(&link, move |copied| {
        if copied {
            say("Copied. The link has all of the settings but the client secret.");
        } else {
            say(&told);
        }
    });
}

fn link(origin: &str, path: &str, query: &str) -> String {
    let mark = if query.is_empty() { "" } else { "?" };
    [origin, path, mark, query].concat()
}

#[cfg(test)]
mod tests {
    use super::link;

    #[test]
    fn it_leads_to_the_form() {
        assert_eq!(
            link("https://a.example", "/client/", "client_id=x"),
            "https://a.example/client/?client_id=x"
        );
        assert_eq!(
            link("https://a.example", "/client/", ""),
            "https://a.example/client/"
        );
    }
}
