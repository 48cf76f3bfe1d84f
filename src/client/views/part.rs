//! What the views are made of. Leptos compiles every shape of a view by itself, and a page of many small
//! shapes would be half of the bundle: here all of them are one shape, whatever the tag and its children.

use leptos::{
    attr::{
        any_attribute::AnyAttribute, any_attribute::IntoAnyAttribute as _, custom::custom_attribute,
    },
    ev, html,
    prelude::*,
    tachys::html::event::on,
};

/// An element that is being put together.
pub(super) struct Part {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element without anything.
pub(super) fn part(tag: &'static str) -> Part {
    Part {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

/// A button that says what it does.
pub(super) fn button(label: &'static str, press: impl Fn() + 'static) -> Part {
    part("button")
        .attr("type", "button")
        .on_click(press)
        .text(label)
}

/// One that stays pressed until it is pressed again.
pub(super) fn toggle(label: &'static str, pressed: RwSignal<bool>) -> Part {
    let state = move || if pressed.get() { "true" } else { "false" }.to_owned();
    button(label, move || {
        pressed.update(|pressed| *pressed = !*pressed);
    })
    .live_attr("aria-pressed", Signal::derive(state))
}

/// A card with a heading.
pub(super) fn card(id: &'static str, title: &'static str) -> Part {
    classed_card("v-card", id, title)
}

/// The same with a class of its own besides.
pub(super) fn classed_card(class: &'static str, id: &'static str, title: &'static str) -> Part {
    part("section")
        .class(class)
        .attr("aria-labelledby", id)
        .child(part("h2").attr("id", id).text(title))
}

/// A link to a page of others, in a window of its own.
pub(super) fn elsewhere(address: String) -> Part {
    part("a")
        .attr("href", address)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
}

/// Less important words.
pub(super) fn muted(text: impl Into<String>) -> Part {
    part("p").class("v-muted").text(text)
}

/// Where something is said that was not there before.
pub(super) fn said(text: Signal<String>) -> Part {
    part("p")
        .class("v-muted")
        .attr("role", "status")
        .live_text(text)
}

/// A name and its value, in a list of such.
pub(super) fn pair(name: &'static str, value: impl Into<String>) -> [Part; 2] {
    [
        part("dt").text(name),
        part("dd").attr("dir", "auto").text(value),
    ]
}

/// What is there at times, drawn anew whenever what it depends on changes.
pub(super) fn sometimes(draw: impl Fn() -> Option<Part> + Send + 'static) -> AnyView {
    let draw: Box<dyn Fn() -> Option<AnyView> + Send> = Box::new(move || draw().map(Part::view));
    draw.into_any()
}

impl Part {
    /// A CSS class.
    pub(super) fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// An attribute.
    pub(super) fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes
            .push(custom_attribute(name, value.into()).into_any_attr());
        self
    }

    /// An attribute whose value changes.
    pub(super) fn live_attr(mut self, name: &'static str, value: Signal<String>) -> Self {
        self.attributes
            .push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// An attribute that is there or not.
    pub(super) fn when(mut self, name: &'static str, on: Signal<bool>) -> Self {
        self.attributes
            .push(custom_attribute(name, on).into_any_attr());
        self
    }

    /// What happens on a click.
    pub(super) fn on_click(mut self, press: impl Fn() + 'static) -> Self {
        let press: Box<dyn FnMut(ev::MouseEvent)> = Box::new(move |_| press());
        self.attributes.push(on(ev::click, press).into_any_attr());
        self
    }

    /// Text.
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(text.into().into_any());
        self
    }

    /// Text that changes.
    pub(super) fn live_text(mut self, text: Signal<String>) -> Self {
        self.children.push(text.into_any());
        self
    }

    /// An element inside.
    pub(super) fn child(mut self, child: Self) -> Self {
        self.children.push(child.view());
        self
    }

    /// Elements inside, or none.
    pub(super) fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children.into_iter().map(Self::view));
        self
    }

    /// Any view inside.
    pub(super) fn view_in(mut self, view: AnyView) -> Self {
        self.children.push(view);
        self
    }

    /// The finished element.
    pub(super) fn view(self) -> AnyView {
        html::custom(self.tag)
            .add_any_attr(self.attributes)
            .child(self.children)
            .into_any()
    }
}
