//! light-4j's Status: how the services say what is wrong.

use serde::Deserialize;

/// `{"statusCode":400,"code":"ERR12041","message":"CODE_VERIFIER_FAILED",…}`. Its description is not
/// read: it repeats what was sent, codes and tokens among it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Status {
    code: String,
    message: String,
}

#[derive(Deserialize)]
struct Document {
    code: String,
    #[serde(default)]
    message: String,
}

impl Status {
    /// Reads a response's body; nothing where it is no Status.
    pub(super) fn parse(body: &[u8]) -> Option<Self> {
        let document: Document = serde_json::from_slice(body).ok()?;
        let digits = document.code.strip_prefix("ERR")?;
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        (digits.len() == 5 && plain(digits)).then(|| Self {
            message: Some(document.message)
                .filter(|message| message.len() <= 60 && plain(message))
                .unwrap_or_default(),
            code: document.code,
        })
    }

    /// As in `ERR12041`.
    pub(super) fn code(&self) -> &str {
        &self.code
    }
}

/// For the client's developer and the operator: the code, and its name where there is one.
impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.code)?;
        if self.message.is_empty() {
            Ok(())
        } else {
            write!(f, " {}", self.message)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_says_without_what_was_sent() {
        let body = br#"{"statusCode":400,"code":"ERR12052","message":"AUTHORIZATION_CODE_NOT_FOUND","description":"Authorization code s3cret not found","severity":"ERROR"}"#;
        let status = Status::parse(body).unwrap();
        assert_eq!(status.code(), "ERR12052");
        assert_eq!(status.to_string(), "ERR12052 AUTHORIZATION_CODE_NOT_FOUND");
        assert!(!format!("{status:?}").contains("s3cret"));
    }

    #[test]
    fn a_server_may_have_switched_its_words_off() {
        let status = Status::parse(br#"{"statusCode":500,"code":"ERR10010"}"#).unwrap();
        assert_eq!(status.to_string(), "ERR10010");
        let odd = Status::parse(br#"{"code":"ERR10010","message":"<b>"}"#).unwrap();
        assert_eq!(odd.to_string(), "ERR10010");
    }

    #[test]
    fn anything_else_is_no_status() {
        for body in [
            "",
            "null",
            "[]",
            "{}",
            r#"{"code":12052}"#,
            r#"{"code":"ERR1"}"#,
            r#"{"code":"ERR<b>12"}"#,
            "<html>",
        ] {
            assert_eq!(Status::parse(body.as_bytes()), None, "{body}");
        }
    }
}
