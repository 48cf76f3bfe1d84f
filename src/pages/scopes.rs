//! Scopes in words, and in groups: what says who somebody is, and what lets an application act.

use leptos::prelude::*;

use crate::components::scope_list::{ScopeGroup, ScopeLine};
use crate::i18n::Text;

use super::Frame;

/// A scope that an application asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeChoice {
    /// As it was sent.
    pub scope: String,
    /// What it means, from the configuration; else what it means everywhere.
    pub description: Option<String>,
    /// Whether it is ticked at first.
    pub granted: bool,
}

impl ScopeChoice {
    /// A scope as it was asked for.
    pub fn new(scope: impl Into<String>) -> Self {
        Self {
            scope: scope.into(),
            description: None,
            granted: true,
        }
    }
}

/// The scopes of OpenID Connect Core (§5.4, §11) and what they mean; `offline` is Ory Hydra's.
pub(super) const KNOWN: [(&str, Text); 7] = [
    ("openid", Text::ScopeOpenid),
    ("profile", Text::ScopeProfile),
    ("email", Text::ScopeEmail),
    ("address", Text::ScopeAddress),
    ("phone", Text::ScopePhone),
    ("offline_access", Text::ScopeOffline),
    ("offline", Text::ScopeOffline),
];

/// How many of [`KNOWN`] are about the person.
const ABOUT: usize = 5;

/// All of them: to choose from, or only to read.
pub(super) fn scopes(
    frame: &Frame<'_>,
    scopes: &[ScopeChoice],
    choice: bool,
) -> impl IntoView + use<> {
    let lines = |about: bool| {
        let wanted = scopes.iter().filter(|it| is_about(&it.scope) == about);
        wanted.map(|it| line(frame, it)).collect::<Vec<_>>()
    };
    let text = |text| frame.text(text);
    view! {
        <ScopeGroup title=text(Text::ConsentAboutYou) lines=lines(true) choice=choice />
        <ScopeGroup title=text(Text::ConsentAccess) lines=lines(false) choice=choice />
    }
}

fn is_about(scope: &str) -> bool {
    KNOWN.iter().take(ABOUT).any(|(known, _)| *known == scope)
}

fn line(frame: &Frame<'_>, choice: &ScopeChoice) -> ScopeLine {
    let everywhere = || {
        let known = KNOWN.iter().find(|(known, _)| *known == choice.scope);
        known.map(|(_, text)| frame.text(*text).to_owned())
    };
    ScopeLine {
        scope: choice.scope.clone(),
        meaning: choice.description.clone().or_else(everywhere),
        ticked: choice.granted,
    }
}
