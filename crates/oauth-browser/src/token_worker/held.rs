//! A refresh token in the worker, of a session that one page uses alone. Pages that share a session
//! name it themselves.

use std::cell::Cell;

use oauth_proto::metadata::ServerMetadata;
use oauth_proto::secret::RefreshToken;

use super::{Handover, TokenWorker, WorkerError, WorkerScript};
use crate::browser::{BrowserError, Feature};
use crate::entropy::unique_name;
use crate::fetch::Answer;

/// A refresh token that this page can use and not read. The worker drops it with this.
#[derive(Debug)]
pub struct HeldToken {
    worker: TokenWorker,
    session: String,
    refreshed: Cell<u32>,
}

impl HeldToken {
    /// Hands `refresh_token` over to the worker of `script`.
    pub fn hand_over(
        script: &WorkerScript,
        refresh_token: &RefreshToken,
        server: &ServerMetadata,
    ) -> Result<Self, BrowserError> {
        let session = unique_name().map_err(|_| BrowserError::Missing(Feature::WebCrypto))?;
        let worker = TokenWorker::start(script)?;
        worker.hold(&Handover::new(&session, refresh_token, server))?;
        Ok(Self {
            worker,
            session,
            refreshed: Cell::new(0),
        })
    }

    /// Sends a refresh request made with the [`stand_in`](super::stand_in).
    pub async fn refresh(&self, request: &http::Request<Vec<u8>>) -> Result<Answer, WorkerError> {
        let number = self.refreshed.get();
        let refreshed = self.worker.ask_refresh(&self.session, number, request);
        let refreshed = refreshed.await?;
        self.refreshed.set(refreshed.number);
        refreshed.exchanged.answer()
    }

    /// Sends a revocation request made with the [`stand_in`](super::stand_in). The token is held on.
    pub async fn revoke(&self, request: &http::Request<Vec<u8>>) -> Result<Answer, WorkerError> {
        self.worker.ask_revoke(&self.session, request)?.await
    }
}

impl Drop for HeldToken {
    fn drop(&mut self) {
        // A worker that cannot be told is gone, and the token with it.
        let _told = self.worker.forget(&self.session);
    }
}
