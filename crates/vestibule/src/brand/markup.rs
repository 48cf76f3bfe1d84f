//! Sanitises the HTML of slots: words, lists, emphasis and links, and nothing that runs, loads or hides.

use std::collections::{BTreeSet, HashMap, HashSet};

use ammonia::{Builder, UrlRelative};

const TAGS: [&str; 15] = [
    "a", "abbr", "b", "br", "cite", "code", "em", "i", "li", "ol", "p", "small", "span", "strong",
    "ul",
];

/// The markup that is kept.
pub(super) fn sanitised(html: &str) -> String {
    let link = HashSet::from(["href", "hreflang"]);
    Builder::empty()
        .tags(HashSet::from(TAGS))
        .tag_attributes(HashMap::from([
            ("a", link),
            ("abbr", HashSet::from(["title"])),
        ]))
        .generic_attributes(HashSet::from(["dir", "lang"]))
        .url_schemes(HashSet::from(["https", "mailto", "tel"]))
        .url_relative(UrlRelative::PassThrough)
        .clean_content_tags(HashSet::from(["script", "style"]))
        .link_rel(Some("noreferrer"))
        .clean(html)
        .to_string()
}

/// The tags of the markup that are not kept, for a word to whoever wrote them.
pub(super) fn left_out(html: &str) -> BTreeSet<String> {
    html.split('<')
        .skip(1)
        .map(|rest| {
            let name = rest.trim_start_matches('/');
            let end = name
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
                .unwrap_or(name.len());
            name.get(..end).unwrap_or_default().to_ascii_lowercase()
        })
        .filter(|name| !name.is_empty() && !TAGS.contains(&name.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_words_and_links_and_nothing_that_runs() {
        assert_eq!(
            sanitised("<p lang=de>Hallo <a href=/help onclick=x()>Hilfe</a> &amp; <b>mehr</b></p>"),
            "<p lang=\"de\">Hallo <a href=\"/help\" rel=\"noreferrer\">Hilfe</a> &amp; <b>mehr</b></p>"
        );
        for (html, expected) in [
            ("<script>alert(1)</script>x", "x"),
            ("<style>*{display:none}</style>x", "x"),
            ("<img src=x onerror=alert(1)>", ""),
            ("<iframe src=https://a.example></iframe>", ""),
            ("<form action=/x><input name=j_password></form>", ""),
            (
                "<p style=position:fixed id=login class=v-card>x</p>",
                "<p>x</p>",
            ),
            ("<svg><script>alert(1)</script></svg>", ""),
            (
                "<a href=\"java\nscript:alert(1)\">x</a>",
                "<a rel=\"noreferrer\">x</a>",
            ),
            (
                "<a href=data:text/html,x>x</a>",
                "<a rel=\"noreferrer\">x</a>",
            ),
        ] {
            assert_eq!(sanitised(html), expected, "{html}");
        }
    }

    #[test]
    fn says_what_it_leaves_out() {
        assert_eq!(
            left_out("<p>1 < 2 <IMG src=x><script>1</script></p><!-- -->")
                .into_iter()
                .collect::<Vec<_>>(),
            ["img", "script"]
        );
    }
}
