//! The brand above the form: a mark and a name, or a picture.

use leptos::either::EitherOf3;
use leptos::prelude::*;

use crate::brand::{Logo, LogoImage, Picture, Scheme};

/// The logo.
#[component]
pub fn Masthead(
    /// What is shown.
    logo: Logo,
    /// The brand's name.
    name: String,
    /// Which modes there are.
    scheme: Scheme,
) -> impl IntoView {
    let shown = match logo {
        Logo::Mark => EitherOf3::A(view! {
            <span class="v-mark"></span>
            <span class="v-name">{name}</span>
        }),
        Logo::Name(_) => EitherOf3::B(view! { <span class="v-name">{name}</span> }),
        Logo::Image(image) => EitherOf3::C(linked(image, scheme)),
    };
    view! { <div class="v-masthead">{shown}</div> }
}

fn linked(image: LogoImage, scheme: Scheme) -> impl IntoView {
    match image.href.clone() {
        Some(href) => leptos::either::Either::Left(view! {
            <a class="v-logo" href=href>{picture(image, scheme)}</a>
        }),
        None => leptos::either::Either::Right(view! {
            <span class="v-logo">{picture(image, scheme)}</span>
        }),
    }
}

fn picture(image: LogoImage, scheme: Scheme) -> impl IntoView {
    let dark = image.dark.clone();
    let (shown, other) = match (scheme, dark) {
        (Scheme::Dark, Some(dark)) => (dark, None),
        (Scheme::Auto, dark) => (image.light, dark),
        (Scheme::Light | Scheme::Dark, _) => (image.light, None),
    };
    let height = image.height;
    let dimensions = move |picture: &Picture| (picture.width_at(height), height);
    let other = other.map(|picture| {
        let (width, height) = dimensions(&picture);
        view! {
            <source
                media="(prefers-color-scheme: dark)"
                srcset=picture.src
                width=width
                height=height
            />
        }
    });
    let (width, height) = dimensions(&shown);
    view! {
        <picture>
            {other}
            <img src=shown.src alt=image.alt width=width height=height />
        </picture>
    }
}
