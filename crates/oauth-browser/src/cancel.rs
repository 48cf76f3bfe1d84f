//! One switch that ends whatever was started with it: a request, a wait for a popup, a poll.

use web_sys::{AbortController, AbortSignal};

/// Ends the operations that were given a clone of it. A switch never pulled costs nothing.
#[derive(Clone, Debug)]
pub struct Cancel {
    controller: Option<AbortController>,
}

impl Cancel {
    /// A switch not yet pulled.
    pub fn new() -> Self {
        Self {
            controller: AbortController::new().ok(),
        }
    }

    /// Pulls the switch; again is harmless.
    pub fn cancel(&self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }

    /// Whether the switch was pulled.
    pub fn is_cancelled(&self) -> bool {
        self.controller
            .as_ref()
            .is_some_and(|controller| controller.signal().aborted())
    }

    pub(crate) fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }
}

impl Default for Cancel {
    fn default() -> Self {
        Self::new()
    }
}
