//! For whoever tries an engine out: its request word for word, and what the person consented to before.
//! In English, as the command that asks for it.

use leptos::prelude::*;

use super::form_target::FormTarget;

/// What stands below the form of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// The engine's request, as JSON.
    pub request: String,
    /// What the person consented to before, where that can be told.
    pub consents: Option<EarlierConsents>,
}

/// What a person consented to before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EarlierConsents {
    /// Each of them, and the form that takes all of them back.
    Known(Vec<EarlierConsent>, FormTarget),
    /// Why they are not known.
    Unknown(String),
}

/// One consent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EarlierConsent {
    /// What the application calls itself.
    pub application: String,
    /// What was granted to it.
    pub scopes: String,
    /// When, as the engine writes it.
    pub given: String,
}

impl Inspection {
    pub(super) fn view(&self) -> impl IntoView + use<> {
        view! {
            <section id="inspection" class="v-details" lang="en" dir="ltr">
                {self.consents.as_ref().map(EarlierConsents::view)}
                <h2 class="v-scopes-title">"The request, as the server tells it"</h2>
                <pre id="request" tabindex="0">{self.request.clone()}</pre>
            </section>
        }
    }
}

impl EarlierConsents {
    fn view(&self) -> AnyView {
        let title = view! { <h2 class="v-scopes-title">"Earlier consents"</h2> };
        match self {
            Self::Unknown(why) => view! { {title} <p id="consents">{why.clone()}</p> }.into_any(),
            Self::Known(list, _) if list.is_empty() => {
                view! { {title} <p id="consents">"None."</p> }.into_any()
            }
            Self::Known(list, revoke) => {
                let items: Vec<_> = list.iter().map(EarlierConsent::view).collect();
                view! {
                    {title}
                    <ul id="consents" class="v-scopes">
                        {items}
                    </ul>
                    <form
                        id="revoke"
                        method="post"
                        action=revoke.action.clone()
                        accept-charset="utf-8"
                    >
                        {revoke.fields()}
                        <button class="v-button v-quiet" type="submit">
                            "Revoke all of them"
                        </button>
                    </form>
                }
                .into_any()
            }
        }
    }
}

impl EarlierConsent {
    fn view(&self) -> impl IntoView + use<> {
        view! {
            <li>
                <bdi>{self.application.clone()}</bdi>
                ": "
                <code>{self.scopes.clone()}</code>
                ", "
                <time datetime=self.given.clone()>{self.given.clone()}</time>
            </li>
        }
    }
}
