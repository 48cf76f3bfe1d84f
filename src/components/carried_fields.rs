//! The authorization request as hidden inputs, so that a form posts it back as it came.

use leptos::prelude::*;

use crate::forms::carried::Carried;

/// One hidden input for each carried pair, in order.
#[component]
pub fn CarriedFields(
    /// The authorization request.
    carried: Carried,
    /// A name that another field of the form sends, and this must not send again.
    except: Option<&'static str>,
) -> impl IntoView {
    let field = |(name, value): (String, String)| {
        // Browsers replace the value of a hidden input of this name by the form's encoding.
        let is_magic = name.eq_ignore_ascii_case("_charset_");
        let kind = if is_magic { "text" } else { "hidden" };
        view! { <input type=kind name=name value=value hidden=is_magic /> }
    };
    carried
        .into_pairs()
        .filter(|(name, _)| except != Some(name))
        .map(field)
        .collect_view()
}
