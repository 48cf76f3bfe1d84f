//! `vestibule hash-password`: from a password to the line that stands for it in the configuration.
//! How a hash is made is `users`' affair; where a terminal is, the program's edge knows.

use std::io::{self, BufRead, Read as _, Write};

use crate::{
    entropy::{Entropy, Unavailable},
    users::password::{HashError, LONGEST, Password, StoredPassword},
};

/// Where the password comes from.
pub enum Source<'a> {
    /// A person at a terminal, asked with a prompt and without echo.
    Person(&'a mut dyn FnMut(&str) -> io::Result<String>),
    /// The first line of what another program writes.
    Line(&'a mut dyn BufRead),
}

/// Why no hash was printed.
#[derive(Debug, thiserror::Error)]
pub enum HashPasswordError {
    /// The password could not be read.
    #[error("the password can't be read: {0}")]
    NotRead(#[source] io::Error),
    /// What was read is no text.
    #[error("the password is not UTF-8 text; a browser could not send it")]
    NotText,
    /// The second time something else was typed.
    #[error("the two passwords differ; try again")]
    Different,
    /// Not a password that can be hashed.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// No salt.
    #[error(transparent)]
    Entropy(#[from] Unavailable),
    /// The hash could not be printed.
    #[error("the hash can't be written: {0}")]
    NotWritten(#[source] io::Error),
}

/// Reads a password and prints its hash, and nothing else, on a line.
pub fn hash_password(
    source: Source<'_>,
    entropy: &dyn Entropy,
    out: &mut dyn Write,
) -> Result<(), HashPasswordError> {
    let hash = read_hash(source, entropy)?;
    writeln!(out, "{hash}")
        .and_then(|()| out.flush())
        .map_err(HashPasswordError::NotWritten)
}

/// Reads a password; its hash.
pub fn read_hash(
    source: Source<'_>,
    entropy: &dyn Entropy,
) -> Result<StoredPassword, HashPasswordError> {
    let password = match source {
        Source::Person(ask) => typed_twice(ask)?,
        Source::Line(input) => first_line(input)?,
    };
    let mut salt = [0; 16];
    entropy.fill(&mut salt)?;
    Ok(Password::new(password).hash(&salt)?)
}

fn typed_twice(
    ask: &mut dyn FnMut(&str) -> io::Result<String>,
) -> Result<String, HashPasswordError> {
    let first = ask("Password: ").map_err(HashPasswordError::NotRead)?;
    if first.is_empty() {
        return Err(HashError::Empty.into());
    }
    let second = ask("The same again: ").map_err(HashPasswordError::NotRead)?;
    if first == second {
        Ok(first)
    } else {
        Err(HashPasswordError::Different)
    }
}

/// The line without its end. Of a longer one no more is read than it takes to see that it is too long.
fn first_line(input: &mut dyn BufRead) -> Result<String, HashPasswordError> {
    let mut line = Vec::new();
    input
        .take(LONGEST as u64 + 2)
        .read_until(b'\n', &mut line)
        .map_err(HashPasswordError::NotRead)?;
    if line.ends_with(b"\n") {
        line.pop();
        if line.ends_with(b"\r") {
            line.pop();
        }
    }
    if line.len() > LONGEST {
        return Err(HashError::TooLong.into());
    }
    String::from_utf8(line).map_err(|_| HashPasswordError::NotText)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(source: Source<'_>) -> Result<String, String> {
        let salt = |out: &mut [u8]| {
            out.fill(7);
            Ok(())
        };
        let mut out = Vec::new();
        hash_password(source, &salt, &mut out).map_err(|error| error.to_string())?;
        Ok(String::from_utf8(out).unwrap())
    }

    fn of_line(mut input: &[u8]) -> Result<String, String> {
        printed(Source::Line(&mut input))
    }

    /// The prompts shown, and what came of the answers.
    fn of_person(answers: [&str; 2]) -> (Vec<String>, Result<String, String>) {
        let mut prompts = Vec::new();
        let mut answers = answers.into_iter();
        let mut ask = |prompt: &str| {
            prompts.push(prompt.to_owned());
            Ok(answers.next().unwrap().to_owned())
        };
        let outcome = printed(Source::Person(&mut ask));
        (prompts, outcome)
    }

    fn expected(password: &str) -> String {
        let stored = Password::new(password).hash(&[7; 16]).unwrap();
        format!("{stored}\n")
    }

    #[test]
    fn prints_one_line_that_the_configuration_takes() {
        let line = of_line("päss€ word\n".as_bytes()).unwrap();
        let stored: StoredPassword = line.trim_end().parse().unwrap();
        assert!(stored.matches(&Password::new("päss€ word")));
        assert!(line.starts_with("$argon2id$v=19$m=19456,t=2,p=1$BwcHBwcHBwcHBwcHBwcHBw$"));
        assert_eq!(line.lines().count(), 1);
    }

    #[test]
    fn the_first_line_is_the_password_and_its_end_is_not() {
        for input in ["secret", "secret\n", "secret\r\n", "secret\nmore\n"] {
            assert_eq!(
                of_line(input.as_bytes()),
                Ok(expected("secret")),
                "{input:?}"
            );
        }
        let longest = "x".repeat(LONGEST);
        assert_eq!(
            of_line(format!("{longest}\r\n").as_bytes()),
            Ok(expected(&longest))
        );
    }

    #[test]
    fn what_no_sign_in_takes_is_refused() {
        let empty = "the password is empty; give one of at least one character";
        for input in ["", "\n", "\r\n", "\nsecond"] {
            assert_eq!(
                of_line(input.as_bytes()),
                Err(empty.to_owned()),
                "{input:?}"
            );
        }
        let long =
            "the password is longer than 1024 bytes, which no sign-in takes; give a shorter one";
        for length in [LONGEST + 1, LONGEST + 2, 10 * LONGEST] {
            assert_eq!(
                of_line(&vec![b'x'; length]),
                Err(long.to_owned()),
                "{length}"
            );
        }
        assert_eq!(
            of_line(b"\xff\n"),
            Err("the password is not UTF-8 text; a browser could not send it".to_owned())
        );
    }

    #[test]
    fn a_person_types_it_twice() {
        let (prompts, outcome) = of_person(["secret", "secret"]);
        assert_eq!(prompts, ["Password: ", "The same again: "]);
        assert_eq!(outcome, Ok(expected("secret")));
        let (_, outcome) = of_person(["secret", "Secret"]);
        assert_eq!(
            outcome,
            Err("the two passwords differ; try again".to_owned())
        );
        let (prompts, outcome) = of_person(["", ""]);
        assert_eq!((prompts.len(), outcome.is_err()), (1, true));
    }

    #[test]
    fn without_randomness_nothing_is_printed() {
        let broken = |_: &mut [u8]| Err(Unavailable);
        let mut out = Vec::new();
        let outcome = hash_password(Source::Line(&mut "secret".as_bytes()), &broken, &mut out);
        assert!(matches!(
            outcome,
            Err(HashPasswordError::Entropy(Unavailable))
        ));
        assert!(out.is_empty());
    }
}
