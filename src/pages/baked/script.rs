//! The scripts of baked pages, put together from parts: each page has those that it needs and no more, since
//! its first paint waits for them. What they do is said in the parts, which know nothing of a host.

/// What every page needs of its query: language, client, links.
pub(super) const REQUEST: &str = include_str!("request.js");
/// What went wrong, for the two kinds of pages that tell.
pub(super) const TOLD: &str = include_str!("told.js");
/// The beginning of a form, and its end; two parts that only some forms need stand between them.
pub(super) const FORM: &str = include_str!("form.js");
pub(super) const KINDS: &str = include_str!("kinds.js");
pub(super) const IN_TURN: &str = include_str!("in_turn.js");
pub(super) const FILLED: &str = include_str!("filled.js");
/// The error page.
pub(super) const HAPPENED: &str = include_str!("happened.js");

/// One function of these parts, without their comments, that starts the bundle at its end.
pub(super) fn function(parts: &[&str], loader: Option<String>) -> String {
    let mut text = "(() => {\n".to_owned();
    for line in parts.iter().flat_map(|part| part.lines()) {
        let line = line.trim_start();
        if !line.is_empty() && !line.starts_with("//") {
            text.push_str(line);
            text.push('\n');
        }
    }
    text + &loader.unwrap_or_default() + "})();"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_its_parts_without_what_people_need() {
        let text = function(
            &["// Why.\nlet a = 1;\n\n  // So.\n  a();\n", "b();"],
            Some("{c}".to_owned()),
        );
        assert_eq!(text, "(() => {\nlet a = 1;\na();\nb();\n{c}})();");
    }

    #[test]
    fn no_part_has_what_html_would_end_it_at() {
        for part in [REQUEST, TOLD, FORM, KINDS, IN_TURN, FILLED, HAPPENED] {
            let text = function(&[part], None);
            for end in ["</", "<!--", "//"] {
                assert!(!text.contains(end), "{text}");
            }
        }
    }
}
