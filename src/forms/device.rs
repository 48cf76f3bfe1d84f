//! The body of the device form (RFC 8628 §3.3), and the code that people type there. It does not know
//! which codes there are.

use super::carried::Carried;
use super::csrf::CsrfToken;
use super::fields::{Decision, Fields, FormError};

/// A posted device form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceForm {
    /// The code.
    pub user_code: UserCode,
    /// What the person answered; nothing while they are only entering the code.
    pub decision: Option<Decision>,
    /// The form's token.
    pub csrf: Option<CsrfToken>,
    /// The challenge, and whatever else the form carried.
    pub carried: Carried,
}

impl DeviceForm {
    /// From a form's body as sent.
    pub fn parse(raw: &[u8]) -> Result<Self, FormError> {
        let mut fields = Fields::decode(raw)?;
        Ok(Self {
            user_code: UserCode::new(&fields.take("user_code")?),
            decision: fields.take_decision()?,
            csrf: fields.take_csrf()?,
            carried: fields.carried(),
        })
    }
}

/// A user code as servers compare it (RFC 8628 §6.1): in capitals, without what people put between
/// its groups. Servers whose codes tell small letters from capitals have no such codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserCode(String);

/// No server's code is longer.
const MAX_CODE: usize = 64;

impl UserCode {
    /// Of what was typed, letters and digits. Digits of a phone's Arabic or wide keyboard are digits.
    pub fn new(typed: &str) -> Self {
        let code = typed.chars().map(ascii).filter(char::is_ascii_alphanumeric);
        Self(
            code.map(|c| c.to_ascii_uppercase())
                .take(MAX_CODE)
                .collect(),
        )
    }

    /// As servers compare it: `WDJBMJHT`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people read it: `WDJB-MJHT`. A code that is not two or three groups of four or of three is
    /// one group.
    pub fn grouped(&self) -> String {
        let group = match self.0.len() {
            8 | 12 => 4,
            6 | 9 => 3,
            _ => return self.0.clone(),
        };
        let mut grouped = String::with_capacity(self.0.len() + 2);
        for (at, c) in self.0.chars().enumerate() {
            if at > 0 && at % group == 0 {
                grouped.push('-');
            }
            grouped.push(c);
        }
        grouped
    }

    /// Whether nothing was typed that could be a code.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A wide letter or a digit of another script as its ASCII fellow; any other character as it is.
fn ascii(c: char) -> char {
    let offset = match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => 0xfee0,
        '\u{660}'..='\u{669}' => 0x660 - 0x30,
        '\u{6f0}'..='\u{6f9}' => 0x6f0 - 0x30,
        _ => return c,
    };
    char::from_u32(u32::from(c) - offset).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_spacing_and_case_is_the_same_code() {
        for typed in [
            "WDJBMJHT",
            "wdjb-mjht",
            " wdjb mjht ",
            "W D J B\u{2013}M J H T",
            "wDjB\u{a0}mJhT\t",
            "\u{ff37}djb-\u{ff4d}jht",
            "\u{2068}WDJB\u{200b}MJHT\u{2069}",
        ] {
            assert_eq!(UserCode::new(typed).as_str(), "WDJBMJHT", "{typed}");
        }
        assert_eq!(UserCode::new("٠١٢-٣٤٥ ۶۷۸").as_str(), "012345678");
        assert!(UserCode::new("— é ß").is_empty());
        assert_eq!(UserCode::new(&"a".repeat(100)).as_str(), "A".repeat(64));
    }

    #[test]
    fn codes_are_read_in_groups() {
        for (code, grouped) in [
            ("WDJBMJHT", "WDJB-MJHT"),
            ("123456789", "123-456-789"),
            ("123456", "123-456"),
            ("ABCDEFGHIJKL", "ABCD-EFGH-IJKL"),
            ("ABCDE", "ABCDE"),
            ("", ""),
        ] {
            assert_eq!(UserCode::new(code).grouped(), grouped);
        }
    }

    #[test]
    fn reads_both_steps() {
        let parse = |body: &str| DeviceForm::parse(body.as_bytes());
        let form = parse("device_challenge=c&user_code=wdjb+mjht&j_csrf=t").expect("parses");
        assert_eq!(form.user_code.as_str(), "WDJBMJHT");
        assert_eq!(form.decision, None);
        assert_eq!(form.csrf, Some(CsrfToken::new("t")));
        assert_eq!(form.carried.get("device_challenge"), Some("c"));
        let form = parse("user_code=&decision=deny").expect("parses");
        assert_eq!(
            (form.user_code.is_empty(), form.decision),
            (true, Some(Decision::Deny))
        );
        assert_eq!(
            parse("decision=accept"),
            Err(FormError::Missing("user_code"))
        );
        assert_eq!(
            parse("user_code=a&user_code=b"),
            Err(FormError::Repeated("user_code"))
        );
        assert_eq!(
            parse("user_code=a&decision=1"),
            Err(FormError::Unknown("decision"))
        );
    }
}
