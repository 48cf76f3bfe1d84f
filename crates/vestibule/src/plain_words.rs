//! What serde and the parsers below it say of a value of the wrong type, for people who write documents: they know
//! numbers, lists and tables, and no type of Rust's.

/// Each said by them, and said here.
const WORDS: [(&str, &str); 18] = [
    ("invalid type: ", "this is "),
    ("invalid value: ", "this is "),
    (" as i128", ""),
    ("unknown variant ", "there is no "),
    (", expected one of ", "; choose one of "),
    (", expected ", "; write "),
    ("; write a sequence", "; write a list"),
    ("a boolean", "true or false"),
    ("a nonzero usize", "a whole number above 0"),
    ("i64", "a whole number"),
    ("u64", "a whole number"),
    ("a map", "a table of keys"),
    ("this is map", "this is a table of keys"),
    ("sequence", "a list"),
    ("; write path string", "; write a path in quotes"),
    (
        "; write socket address",
        "; write an address and a port, as in \"127.0.0.1:6881\"",
    ),
    ("wanted string or table", "write a string"),
    (
        "this is a table of keys; write a list",
        "this is one table; write its name in double brackets, as in [[name]], where there can be several",
    ),
];

/// Messages that have nothing of the value in them.
const WHOLE: [(&str, &str); 2] = [
    (
        "invalid socket address syntax",
        "write an IP address and a port, as in \"127.0.0.1:6881\"",
    ),
    (
        "invalid IP address syntax",
        "write an IP address, as in \"192.0.2.1\"",
    ),
];

/// The message, said plainly.
pub(crate) fn in_plain_words(error: &str) -> String {
    if let Some((_, ours)) = WHOLE.iter().find(|(theirs, _)| *theirs == error) {
        return (*ours).to_owned();
    }
    // The only choice between two types that there is: a slot's.
    if error.starts_with("data did not match any variant") {
        return "write a text, or a table of keys".to_owned();
    }
    if let Some((before, _)) = error.split_once("struct ") {
        return in_plain_words(&[before, "a map"].concat());
    }
    WORDS.iter().fold(error.to_owned(), |text, (theirs, ours)| {
        text.replace(theirs, ours)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_type_of_rusts_is_named() {
        for (theirs, ours) in [
            (
                "invalid value: integer `0`, expected a nonzero usize",
                "this is integer `0`; write a whole number above 0",
            ),
            (
                "invalid type: integer `99999999999999999999` as i128, expected u64",
                "this is integer `99999999999999999999`; write a whole number",
            ),
            (
                "invalid type: map, expected a sequence",
                "this is one table; write its name in double brackets, as in [[name]], where there can be several",
            ),
            (
                "invalid type: string \"x\", expected struct LogoTable",
                "this is string \"x\"; write a table of keys",
            ),
            (
                "unknown variant `x`, expected one of `a`, `b`",
                "there is no `x`; choose one of `a`, `b`",
            ),
            (
                "invalid socket address syntax",
                "write an IP address and a port, as in \"127.0.0.1:6881\"",
            ),
            ("missing field `server`", "missing field `server`"),
        ] {
            assert_eq!(in_plain_words(theirs), ours);
        }
    }
}
