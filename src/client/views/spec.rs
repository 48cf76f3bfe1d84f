//! From the name of a specification's section to a link to its text.

use super::part::{Part, elsewhere, part};

/// The section's name, as a link where its address is known.
pub(super) fn reference(spec: &str) -> Part {
    address(spec)
        .map_or_else(|| part("span"), elsewhere)
        .text(spec)
}

fn address(spec: &str) -> Option<String> {
    let (document, section) = match spec.split_once('§') {
        Some((document, section)) => (document.trim(), Some(section)),
        None => (spec.trim(), None),
    };
    let section = section.map(|section| {
        let end = section.find(|c: char| !c.is_ascii_alphanumeric() && c != '.');
        section
            .get(..end.unwrap_or(section.len()))
            .unwrap_or("")
            .trim_end_matches('.')
    });
    if document == "Fetch" {
        return Some("https://fetch.spec.whatwg.org/#http-cors-protocol".to_owned());
    }
    let (page, anchor) = if let Some(number) = document.strip_prefix("RFC ") {
        number.parse::<u32>().ok()?;
        (
            format!("https://www.rfc-editor.org/rfc/rfc{number}.html"),
            "section-",
        )
    } else {
        let page = match document {
            "OIDC Core" => "openid-connect-core-1_0",
            "OIDC Discovery" => "openid-connect-discovery-1_0",
            "OIDC RP-Initiated Logout" | "RP-Initiated Logout" => "openid-connect-rpinitiated-1_0",
            _ => return None,
        };
        (
            format!("https://openid.net/specs/{page}.html"),
            "rfc.section.",
        )
    };
    Some(match section {
        Some(section) if !section.is_empty() => format!("{page}#{anchor}{section}"),
        _ => page,
    })
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn known_specifications_have_addresses() {
        let cases = [
            (
                "RFC 9207 §2.4",
                "https://www.rfc-editor.org/rfc/rfc9207.html#section-2.4",
            ),
            ("RFC 7636", "https://www.rfc-editor.org/rfc/rfc7636.html"),
            (
                "OIDC Core §3.1.3.7 (6)",
                "https://openid.net/specs/openid-connect-core-1_0.html#rfc.section.3.1.3.7",
            ),
            (
                "OIDC Discovery §4.3",
                "https://openid.net/specs/openid-connect-discovery-1_0.html#rfc.section.4.3",
            ),
            (
                "OIDC Discovery §4, RFC 8414 §3",
                "https://openid.net/specs/openid-connect-discovery-1_0.html#rfc.section.4",
            ),
            (
                "Fetch §3.3 (CORS protocol)",
                "https://fetch.spec.whatwg.org/#http-cors-protocol",
            ),
        ];
        for (spec, expected) in cases {
            assert_eq!(address(spec).as_deref(), Some(expected));
        }
        for unknown in ["", "RFC x §1", "RFC 1\"><script>", "§"] {
            assert_eq!(address(unknown), None, "{unknown}");
        }
    }
}
