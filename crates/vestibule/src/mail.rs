//! Letters: by SMTP, or by a command that gets the letter on its standard input. It knows no content.

use std::{fmt, process::Stdio, str::FromStr, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use tokio::{io::AsyncWriteExt as _, process::Command, time::timeout};

/// How long a letter may take to be handed over.
const PATIENCE: Duration = Duration::from_secs(30);

/// How letters leave, as it is configured.
#[derive(Clone, PartialEq, Eq)]
pub enum MailRoute {
    /// To a server: `smtps://USER:PASSWORD@HOST`, or `smtp://HOST?tls=required`.
    Smtp(SmtpUrl),
    /// To a program and its arguments.
    Command(Vec<String>),
}

/// The address of a mail server; it may hold a password, so it is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl(String);

/// The text is no address of a mail server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "write smtps://USER:PASSWORD@HOST, smtp://HOST?tls=required, or, for this machine only, smtp://127.0.0.1:PORT"
)]
pub struct NotAnSmtpUrl;

impl FromStr for SmtpUrl {
    type Err = NotAnSmtpUrl;

    fn from_str(text: &str) -> Result<Self, NotAnSmtpUrl> {
        let url = url::Url::parse(text).map_err(|_| NotAnSmtpUrl)?;
        let encrypted = url.scheme() == "smtps"
            || url
                .query_pairs()
                .any(|pair| pair == ("tls".into(), "required".into()));
        let on_this_machine = matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
        if !matches!(url.scheme(), "smtp" | "smtps") || !(encrypted || on_this_machine) {
            return Err(NotAnSmtpUrl);
        }
        AsyncSmtpTransport::<Tokio1Executor>::from_url(text).map_err(|_| NotAnSmtpUrl)?;
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for MailRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Smtp(_) => f.write_str("Smtp(…)"),
            Self::Command(words) => f.debug_tuple("Command").field(&words.first()).finish(),
        }
    }
}

/// How letters leave, and in whose name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The way.
    pub route: MailRoute,
    /// The sender.
    pub from: Mailbox,
}

/// A letter did not leave.
#[derive(Debug, thiserror::Error)]
pub enum NotSent {
    /// No letter can be sent to such an address.
    #[error("the address can't be written to")]
    Address,
    /// The letter could not be written.
    #[error("the letter could not be written: {0}")]
    Letter(#[from] lettre::error::Error),
    /// The server did not take it.
    #[error("the mail server did not take it: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    /// The program did not run.
    #[error("the mail command did not run: {0}")]
    Command(#[from] std::io::Error),
    /// The program failed.
    #[error("the mail command ended with {0}")]
    Status(std::process::ExitStatus),
    /// It took too long.
    #[error("handing the letter over took longer than {PATIENCE:?}")]
    Late,
}

impl Mail {
    /// Sends a letter of plain text.
    pub async fn send(&self, to: &str, subject: &str, text: String) -> Result<(), NotSent> {
        let to: Mailbox = to.parse().map_err(|_| NotSent::Address)?;
        let letter = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(text)?;
        timeout(PATIENCE, self.hand_over(letter))
            .await
            .map_err(|_| NotSent::Late)?
    }

    async fn hand_over(&self, letter: Message) -> Result<(), NotSent> {
        match &self.route {
            MailRoute::Smtp(SmtpUrl(url)) => {
                let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.build();
                server.send(letter).await?;
                Ok(())
            }
            MailRoute::Command(words) => {
                let Some((program, arguments)) = words.split_first() else {
                    return Err(NotSent::Command(std::io::ErrorKind::NotFound.into()));
                };
                let mut child = Command::new(program)
                    .args(arguments)
                    .stdin(Stdio::piped())
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .kill_on_drop(true)
                    .spawn()?;
                if let Some(mut input) = child.stdin.take() {
                    input.write_all(&letter.formatted()).await?;
                    input.shutdown().await?;
                }
                let status = child.wait().await?;
                if status.success() {
                    Ok(())
                } else {
                    Err(NotSent::Status(status))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_leave_this_machine_encrypted() {
        for text in [
            "smtps://user:s3cret@mail.example",
            "smtp://mail.example:587?tls=required",
            "smtp://127.0.0.1:2525",
        ] {
            let url: SmtpUrl = text.parse().unwrap();
            assert!(!format!("{:?}", MailRoute::Smtp(url)).contains("s3cret"));
        }
        for text in [
            "",
            "mail.example",
            "smtp://mail.example",
            "smtp://mail.example?tls=opportunistic",
            "http://127.0.0.1/",
        ] {
            assert_eq!(text.parse::<SmtpUrl>().err(), Some(NotAnSmtpUrl), "{text}");
        }
    }

    #[tokio::test]
    async fn a_command_gets_the_letter_and_its_failure_is_told() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("letter");
        let by = |script: String| Mail {
            route: MailRoute::Command(vec!["/bin/sh".into(), "-c".into(), script]),
            from: "Vestibule <login@example.com>".parse().unwrap(),
        };
        by(format!("cat > {}", file.display()))
            .send("zoe@example.com", "Hello", "Line\n".to_owned())
            .await
            .unwrap();
        let letter = std::fs::read_to_string(&file).unwrap();
        for line in [
            "From: Vestibule <login@example.com>",
            "To: zoe@example.com",
            "Subject: Hello",
        ] {
            assert!(letter.lines().any(|each| each == line), "{letter}");
        }
        assert!(letter.ends_with("\r\n\r\nLine\r\n"), "{letter:?}");
        let failed = by("cat > /dev/null; exit 3".to_owned())
            .send("zoe@example.com", "Hello", String::new())
            .await;
        assert!(matches!(failed, Err(NotSent::Status(_))));
        for address in ["", "zoe", "a@b\r\nBcc: c@d"] {
            let refused = by("true".to_owned())
                .send(address, "Hello", String::new())
                .await;
            assert!(matches!(refused, Err(NotSent::Address)), "{address}");
        }
    }
}
