//! What the command and the page in the browser say to each other. The front (`host::fronts::perform`)
//! carries it over HTTP; the command waits at the other end.

use http::uri::Authority;
use tokio::sync::mpsc;

use super::{
    door::Door,
    handed_over::HandedOver,
    relay::{Relay, RelayFault, RelayRequest, RelayResponse},
};
use crate::{origin::Origin, perform::verdict::Verdict};

/// One run of the command, as the front sees it.
pub(crate) struct Conversation {
    /// Where the browser reaches the page.
    origin: Origin,
    /// The page's path and query.
    page: String,
    /// What the page is told of the relay: `auto`, `always` or `never`.
    relay_use: &'static str,
    door: Door,
    relay: Relay,
    /// Whether the door closes with the first result.
    ends: bool,
    results: mpsc::Sender<Verdict>,
}

/// What a conversation is made of.
pub(super) struct Parts {
    pub(super) origin: Origin,
    pub(super) page: String,
    pub(super) relay_use: &'static str,
    pub(super) door: Door,
    pub(super) relay: Relay,
    pub(super) ends: bool,
    pub(super) results: mpsc::Sender<Verdict>,
}

impl Conversation {
    pub(super) fn new(parts: Parts) -> Self {
        Self {
            origin: parts.origin,
            page: parts.page,
            relay_use: parts.relay_use,
            door: parts.door,
            relay: parts.relay,
            ends: parts.ends,
            results: parts.results,
        }
    }

    pub(super) fn door(&self) -> &Door {
        &self.door
    }

    /// The address for the browser, as long as its ticket was not used.
    pub(super) fn start_address(&self) -> Option<String> {
        Some(format!("{}/start/{}", self.origin, self.door.ticket()?))
    }

    /// Where the browser reaches the page.
    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Whether a request names this host. A foreign name that leads here (DNS rebinding) does not.
    pub(crate) fn is_addressed(&self, authority: &str) -> bool {
        let own = self.origin.as_str().split_once("://");
        let is_same = |own: &str| authority.eq_ignore_ascii_case(own);
        // Only what is an authority at all is compared.
        authority.parse::<Authority>().is_ok() && own.is_some_and(|(_, own)| is_same(own))
    }

    /// Whether a request comes from the page's own origin.
    pub(crate) fn is_own_origin(&self, origin: &str) -> bool {
        self.origin.as_str() == origin
    }

    /// Where the browser goes for its ticket, once. The fragment reaches no server.
    pub(crate) fn enter(&self, ticket: &str) -> Option<String> {
        let key = self.door.enter(ticket)?;
        let (page, relay) = (&self.page, self.relay_use);
        Some(format!("{page}#perform={key}&relay={relay}"))
    }

    /// Whether the page has shown its key.
    pub(crate) fn admits(&self, key: &str) -> bool {
        self.door.admits(key)
    }

    /// Sends for the page.
    pub(crate) async fn relay(&self, request: RelayRequest) -> Result<RelayResponse, RelayFault> {
        self.relay.send(request).await
    }

    /// Takes the end of a run.
    pub(crate) async fn hand_over(&self, result: HandedOver) {
        if self.ends {
            self.door.close();
        }
        // Nobody waits any more once the command was stopped.
        let _ = self.results.send(result.into()).await;
    }
}
