//! From the names of specifications' sections to links to their texts.

use super::part::{Part, elsewhere, part};

/// The names of a rule's sections, each a link where its address is known.
pub(super) fn reference(rule: &str) -> Part {
    let mut whole = part("span");
    for (at, (text, address)) in references(rule).into_iter().enumerate() {
        if at > 0 {
            whole = whole.text(", ");
        }
        whole = whole.child(address.map_or_else(|| part("span"), elsewhere).text(text));
    }
    whole
}

/// Each section that a rule names, with its address. One without a document is of the document before it.
fn references(rule: &str) -> Vec<(String, Option<String>)> {
    let mut texts: Vec<String> = Vec::new();
    for text in rule.split(", ") {
        match texts.last_mut() {
            // The rest of a list of steps, as in `§3.1.3.7 (4, 5)`.
            Some(last) if !text.contains('§') => last.extend([", ", text]),
            _ => texts.push(text.to_owned()),
        }
    }
    let mut document = String::new();
    let address_of = |text: String| {
        let (named, section) = match text.split_once('§') {
            Some((named, section)) => (named.trim(), Some(section)),
            None => (text.trim(), None),
        };
        if !named.is_empty() {
            named.clone_into(&mut document);
        }
        let address = address(&document, section);
        (text, address)
    };
    texts.into_iter().map(address_of).collect()
}

fn address(document: &str, section: Option<&str>) -> Option<String> {
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
    use oauth_proto::check::CheckId;

    use super::references;

    fn links(rule: &str) -> Vec<(String, String)> {
        let text = |(text, address): (String, Option<String>)| (text, address.unwrap_or_default());
        references(rule).into_iter().map(text).collect()
    }

    #[test]
    fn each_section_leads_to_its_own_document() {
        const RFC_6749: &str = "https://www.rfc-editor.org/rfc/rfc6749.html";
        const CORE: &str = "https://openid.net/specs/openid-connect-core-1_0.html";
        const DISCOVERY: &str = "https://openid.net/specs/openid-connect-discovery-1_0.html";
        let rfc = |number: u32, section: &str| {
            format!("https://www.rfc-editor.org/rfc/rfc{number}.html#section-{section}")
        };
        let cases: [(&str, &[(&str, &str)]); 7] = [
            ("RFC 6749", &[("RFC 6749", RFC_6749)]),
            (
                "OIDC Discovery §4.3, RFC 8414 §3.3",
                &[
                    (
                        "OIDC Discovery §4.3",
                        &format!("{DISCOVERY}#rfc.section.4.3"),
                    ),
                    ("RFC 8414 §3.3", &rfc(8414, "3.3")),
                ],
            ),
            (
                "RFC 7515 §5.2, OIDC Core §3.1.3.7 (1)",
                &[
                    ("RFC 7515 §5.2", &rfc(7515, "5.2")),
                    (
                        "OIDC Core §3.1.3.7 (1)",
                        &format!("{CORE}#rfc.section.3.1.3.7"),
                    ),
                ],
            ),
            (
                "RFC 6749 §4.1.2, §10.12",
                &[
                    ("RFC 6749 §4.1.2", &rfc(6749, "4.1.2")),
                    ("§10.12", &rfc(6749, "10.12")),
                ],
            ),
            (
                "OIDC Core §3.1.3.7 (4, 5)",
                &[(
                    "OIDC Core §3.1.3.7 (4, 5)",
                    &format!("{CORE}#rfc.section.3.1.3.7"),
                )],
            ),
            (
                "Fetch §3.3 (CORS protocol)",
                &[(
                    "Fetch §3.3 (CORS protocol)",
                    "https://fetch.spec.whatwg.org/#http-cors-protocol",
                )],
            ),
            (
                "RFC x §1, RFC 8414 §3",
                &[("RFC x §1", ""), ("RFC 8414 §3", &rfc(8414, "3"))],
            ),
        ];
        for (rule, expected) in cases {
            let expected: Vec<_> = expected
                .iter()
                .map(|(text, address)| ((*text).to_owned(), (*address).to_owned()))
                .collect();
            assert_eq!(links(rule), expected);
        }
        for unknown in ["", "RFC 1\"><script>", "§"] {
            assert_eq!(links(unknown), [(unknown.to_owned(), String::new())]);
        }
    }

    #[test]
    fn every_check_leads_to_each_of_its_sections() {
        for id in CheckId::ALL {
            let links = links(id.spec());
            assert_eq!(links.len(), id.spec().matches('§').count(), "{links:?}");
            assert!(links.iter().all(|(_, it)| it.contains('#')), "{links:?}");
        }
    }
}
