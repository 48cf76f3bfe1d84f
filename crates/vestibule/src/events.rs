//! What happens to people and their tokens, told to whoever keeps account of it: the audit log, line
//! by line, and the metrics, by number. An event holds no secret: its types have no room for one.

use std::{net::IpAddr, sync::Arc, time::SystemTime};

use serde::Serialize;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{audit::AuditLog, clock::Clock, metrics::Metrics};

/// What has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event<'a> {
    /// Somebody has signed in with their password.
    SignedIn {
        /// Who.
        subject: &'a str,
    },
    /// A wrong password, or a name that nobody has; such a name may be a password typed in the wrong
    /// field, so it is not told.
    SignInFailed {
        /// Whose password it is not.
        subject: Option<&'a str>,
    },
    /// Nobody looked at the password: too many were wrong before it.
    SignInThrottled,
    /// A client was allowed what it asked for, by a person's own decision.
    ConsentGiven {
        /// By whom.
        subject: &'a str,
        /// To whom.
        client_id: &'a str,
        /// How much.
        scope: &'a str,
        /// Whether for good.
        remembered: bool,
    },
    /// A client was denied it.
    ConsentDenied {
        /// By whom.
        subject: &'a str,
        /// To whom.
        client_id: &'a str,
    },
    /// A device was let in, or not.
    DeviceDecided {
        /// By whom, if somebody had signed in.
        subject: Option<&'a str>,
        /// Whose device, if that is known.
        client_id: Option<&'a str>,
        /// Whether it was let in.
        accepted: bool,
    },
    /// Somebody tries secrets of a client.
    ClientThrottled {
        /// Which; none, if there is no such client.
        client_id: Option<&'a str>,
    },
    /// Somebody tries codes of devices.
    UserCodeThrottled,
    /// Somebody asks for codes of devices, again and again.
    DeviceCodesThrottled {
        /// In the name of which client.
        client_id: &'a str,
    },
    /// Tokens were issued.
    TokensIssued {
        /// For whom.
        subject: &'a str,
        /// To whom.
        client_id: &'a str,
        /// How much.
        scope: &'a str,
        /// On what ground.
        grant_type: &'a str,
    },
    /// A code or token that was used before came again: two parties have it, and all is revoked.
    Reused {
        /// Whose it is.
        subject: &'a str,
        /// Which client's.
        client_id: &'a str,
        /// What came again.
        what: Reusable,
    },
    /// A client gave tokens back.
    Revoked {
        /// Whose they were.
        subject: &'a str,
        /// Which client's.
        client_id: &'a str,
    },
    /// A session is over.
    SignedOut {
        /// Whose.
        subject: &'a str,
    },
    /// A letter with a way to a new password was asked for.
    ResetAsked {
        /// Whose password; nobody's, if the address is nobody's.
        subject: Option<&'a str>,
    },
    /// A new password was set by such a letter.
    PasswordReset {
        /// Whose.
        subject: &'a str,
    },
}

/// What works once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reusable {
    /// An authorization code.
    Code,
    /// A device code.
    DeviceCode,
    /// A refresh token.
    RefreshToken,
}

impl Event<'_> {
    /// Its name, as in the audit log.
    pub fn name(&self) -> &'static str {
        match self {
            Self::SignedIn { .. } => "signed_in",
            Self::SignInFailed { .. } => "sign_in_failed",
            Self::SignInThrottled => "sign_in_throttled",
            Self::ConsentGiven { .. } => "consent_given",
            Self::ConsentDenied { .. } => "consent_denied",
            Self::DeviceDecided { .. } => "device_decided",
            Self::ClientThrottled { .. } => "client_throttled",
            Self::UserCodeThrottled => "user_code_throttled",
            Self::DeviceCodesThrottled { .. } => "device_codes_throttled",
            Self::TokensIssued { .. } => "tokens_issued",
            Self::Reused { .. } => "reused",
            Self::Revoked { .. } => "revoked",
            Self::SignedOut { .. } => "signed_out",
            Self::ResetAsked { .. } => "reset_asked",
            Self::PasswordReset { .. } => "password_reset",
        }
    }
}

/// One line of the audit log.
#[derive(Serialize)]
struct Line<'a> {
    time: String,
    #[serde(flatten)]
    event: Event<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<IpAddr>,
}

/// Whoever keeps account.
#[derive(Clone, Default)]
pub struct Events {
    audit: Option<Arc<AuditLog>>,
    metrics: Option<Arc<Metrics>>,
}

impl Events {
    /// Tells these.
    pub fn new(audit: Option<Arc<AuditLog>>, metrics: Option<Arc<Metrics>>) -> Self {
        Self { audit, metrics }
    }

    /// Tells them what has happened, now, and from which address if that matters.
    pub fn tell(&self, clock: &dyn Clock, event: Event<'_>, address: Option<IpAddr>) {
        if let Some(metrics) = &self.metrics {
            metrics.count(event.name());
        }
        if let Some(audit) = &self.audit {
            let line = Line {
                time: rfc3339(clock.now()),
                event,
                address,
            };
            match serde_json::to_string(&line) {
                Ok(line) => audit.write(line),
                Err(error) => tracing::error!(%error, "an event could not be written as JSON"),
            }
        }
    }
}

impl std::fmt::Debug for Events {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

fn rfc3339(time: SystemTime) -> String {
    OffsetDateTime::from(time)
        .format(&Rfc3339)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn a_line_tells_when_what_who_and_from_where() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("audit.jsonl");
        let audit = AuditLog::open(&file).unwrap();
        let events = Events::new(Some(Arc::new(audit)), None);
        let clock = || UNIX_EPOCH + std::time::Duration::from_hours(490_896);
        let address = Some("192.0.2.1".parse().unwrap());
        events.tell(&clock, Event::SignInFailed { subject: None }, address);
        events.tell(
            &clock,
            Event::Reused {
                subject: "a\"b\n",
                client_id: "demo",
                what: Reusable::RefreshToken,
            },
            None,
        );
        assert_eq!(
            std::fs::read_to_string(&file).unwrap(),
            "{\"time\":\"2026-01-01T00:00:00Z\",\"event\":\"sign_in_failed\",\"subject\":null,\"address\":\"192.0.2.1\"}\n\
             {\"time\":\"2026-01-01T00:00:00Z\",\"event\":\"reused\",\"subject\":\"a\\\"b\\n\",\"client_id\":\"demo\",\"what\":\"refresh_token\"}\n"
        );
    }

    #[test]
    fn the_metrics_name_an_event_as_the_log_does() {
        for event in [
            Event::SignInThrottled,
            Event::UserCodeThrottled,
            Event::ClientThrottled { client_id: None },
            Event::DeviceCodesThrottled { client_id: "" },
            Event::SignedIn { subject: "" },
            Event::ResetAsked { subject: None },
        ] {
            let json = serde_json::to_value(event).unwrap();
            assert_eq!(json["event"], event.name());
        }
    }
}
