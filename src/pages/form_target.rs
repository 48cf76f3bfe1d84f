//! What every form of a page has: where it posts to, and what it carries unseen.

use leptos::prelude::*;

use crate::brand::{Endpoint, Method};
use crate::components::carried_fields::CarriedFields;
use crate::components::csrf_field::CsrfField;
use crate::forms::carried::Carried;
use crate::forms::csrf::CsrfToken;

/// Where a form posts to, and what it carries unseen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormTarget {
    /// The address.
    pub action: String,
    /// By which method.
    pub method: Method,
    /// An engine's challenge, a letter's token, the authorization request.
    pub carried: Carried,
    /// What binds the form to the browser it was drawn for.
    pub csrf: Option<CsrfToken>,
}

impl From<&Endpoint> for FormTarget {
    fn from(endpoint: &Endpoint) -> Self {
        Self {
            action: endpoint.url.clone(),
            method: endpoint.method,
            ..Self::default()
        }
    }
}

impl FormTarget {
    /// The fields that nobody sees.
    pub(super) fn fields(&self) -> impl IntoView + use<> {
        view! {
            <CarriedFields carried=self.carried.clone() except=None />
            <CsrfField token=self.csrf.clone() />
        }
    }
}
