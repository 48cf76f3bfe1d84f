//! The authorization request as hidden fields, so that a form posts it back as it came.

use leptos::either::Either;
use leptos::prelude::*;

use crate::forms::carried::Carried;

/// One hidden field for each carried pair, in order.
#[component]
pub fn CarriedFields(
    /// The authorization request.
    carried: Carried,
    /// A name that another field of the form sends, and this must not send again.
    except: Option<&'static str>,
) -> impl IntoView {
    let field = |(name, value): (String, String)| {
        if name.eq_ignore_ascii_case("_charset_") {
            Either::Left(beyond_magic(name, value))
        } else {
            Either::Right(view! { <input type="hidden" name=name value=value /> })
        }
    };
    carried
        .into_pairs()
        .filter(|(name, _)| except != Some(name))
        .map(field)
        .collect_view()
}

/// Browsers replace the value of a hidden input of this name by the form's encoding, and a text
/// input drops line breaks. The only choice of a list is sent as it is.
fn beyond_magic(name: String, value: String) -> impl IntoView {
    let only = view! { <option value=value>{name.clone()}</option> };
    view! { <select name=name hidden>{only}</select> }
}
