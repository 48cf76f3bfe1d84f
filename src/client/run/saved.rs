//! What is kept in the tab while the browser is at the server: enough to go on, taken once.

use oauth_proto::{
    error::Misuse, metadata::ServerMetadata, secret::ClientSecret, transaction::Transaction,
};
use serde::{Deserialize, Serialize};

use super::Departure;
use crate::client::{
    draft::Draft,
    report::{Kept, Report},
};

/// A run that waits for its answer. It holds the transaction's secrets and the client's, hence no
/// `Debug`, and a store that gives it out once.
#[derive(Serialize, Deserialize)]
pub struct Saved {
    query: String,
    report: Kept,
    transaction: String,
    server: String,
    client_secret: Option<String>,
}

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
        Self {
            query: draft.to_query(),
            report: report.keep(),
            transaction: departure.transaction.to_json_with_secrets(),
            server: departure.server.to_json(),
            client_secret: secret.map(|secret| secret.expose_secret().to_owned()),
        }
    }

    /// Unpacks it.
    pub fn unpack(self) -> Result<Restored, Misuse> {
        Ok(Restored {
            draft: Draft::from_query(&self.query),
            secret: self.client_secret.and_then(ClientSecret::parse),
            report: self.report.restore(),
            transaction: Transaction::from_json(&self.transaction)?,
            server: ServerMetadata::from_json(&self.server)?,
        })
    }
}
