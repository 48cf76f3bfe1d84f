//! What is kept in the tab while the browser is at the server: enough to go on, taken once.

use oauth_proto::{
    error::Misuse, metadata::ServerMetadata, secret::ClientSecret, transaction::Transaction,
};
use serde_json::{Value, json};

use super::Departure;
use crate::client::{draft::Draft, report::Report};

/// A run that waits for its answer, for a store that gives it out once. It holds the transaction's secrets
/// and the client's, hence no `Debug`.
pub struct Saved(Value);

/// A run as it was left.
pub struct Restored {
    /// The settings, unchecked again: storage is outside.
    pub draft: Draft,
    /// The client's secret, if it has one.
    pub secret: Option<ClientSecret>,
    /// The rows so far.
    pub report: Report,
    /// What the answer is held against.
    pub transaction: Transaction,
    /// The server that was asked.
    pub server: ServerMetadata,
}

impl Saved {
    /// Packs a run that is about to leave.
    pub fn pack(
        draft: &Draft,
        secret: Option<&ClientSecret>,
        report: &Report,
        departure: &Departure,
    ) -> Self {
        Self(json!({
            "query": draft.to_query(),
            "report": report.keep(),
            "transaction": departure.transaction.to_json_with_secrets(),
            "server": departure.server.to_json(),
            "client_secret": secret.map(ClientSecret::expose_secret),
        }))
    }

    /// What the store keeps.
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// What the store has given out.
    pub fn of(value: Value) -> Self {
        Self(value)
    }

    /// Unpacks it.
    pub fn unpack(&self) -> Result<Restored, Misuse> {
        let text = |name: &str| self.0.get(name).and_then(Value::as_str);
        let needed = |name: &str| text(name).ok_or(Misuse::BadStore);
        let report = self.0.get("report").and_then(Report::restore);
        Ok(Restored {
            draft: Draft::from_query(needed("query")?),
            secret: text("client_secret").and_then(ClientSecret::parse),
            report: report.ok_or(Misuse::BadStore)?,
            transaction: Transaction::from_stored_json(needed("transaction")?)?,
            server: ServerMetadata::from_stored_json(needed("server")?)?,
        })
    }
}
