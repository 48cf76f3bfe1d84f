//! A page as a whole HTML document: head, body, and what to load once it is painted. What stands
//! inline is given out beside the text, so that the host can allow exactly that.

use leptos::prelude::*;

use super::{Assets, Frame};

/// A page as it goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html {
    /// The document.
    pub text: String,
    /// The text of each `<style>`, for the policy's hashes.
    pub inline_styles: Vec<String>,
    /// The text of each `<script>`, for the policy's hashes.
    pub inline_scripts: Vec<String>,
}

/// What differs from one page to the next.
pub(super) struct Document<B> {
    /// The value of `data-page`.
    pub(super) page: &'static str,
    /// The first part of the title.
    pub(super) title: &'static str,
    /// The value of `data-result`, on pages that have one.
    pub(super) result: Option<&'static str>,
    /// Where its styles are.
    pub(super) styles: Styles,
    /// The children of `<body>`.
    pub(super) body: B,
}

/// Where a page's styles are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Styles {
    /// Inline what the first paint needs, and the stylesheet at the end of the body, where it holds
    /// up nothing that is above it.
    Inline(&'static str),
    /// All in the stylesheet, which the first paint waits for.
    Linked,
}

/// What the first paint of the login view needs.
pub(super) const CRITICAL: Styles = Styles::Inline(concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/critical.css")
));

/// A square mark in the accent colour, so that no request is made for an icon.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 \
                    32'%3E%3Crect width='32' height='32' rx='9' fill='%233f51d1'/%3E%3Cpath \
                    d='M10 24V14a6 6 0 0 1 12 0v10M16 24v-7' fill='none' stroke='%23fff' \
                    stroke-width='2.6' stroke-linecap='round'/%3E%3C/svg%3E";

impl<B: IntoView + 'static> Document<B> {
    /// The document as text.
    pub(super) fn render(self, frame: &Frame<'_>) -> Html {
        let (inline, linked_late) = match self.styles {
            Styles::Inline(text) => (Some(text), true),
            Styles::Linked => (None, false),
        };
        let script = frame.assets.map(loader);
        let title = format!("{} · {}", self.title, frame.brand.name);
        let stylesheet = |wanted: bool| {
            let asset = frame.assets.filter(|_| wanted)?.stylesheet.clone();
            Some(view! { <link rel="stylesheet" href=asset.url integrity=asset.integrity /> })
        };
        // A module's integrity is checked where it is preloaded: `import()` has no place for it.
        let module = frame.assets.map(|assets| {
            let asset = assets.script.clone();
            view! { <link rel="modulepreload" href=asset.url integrity=asset.integrity /> }
        });
        let view = view! {
            <!DOCTYPE html>
            <html
                lang=frame.locale.tag()
                dir=frame.locale.direction().as_str()
                data-page=self.page
                data-result=self.result
            >
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="color-scheme" content="light dark" />
                    <meta name="robots" content="noindex" />
                    <title>{title}</title>
                    <link rel="icon" href=ICON />
                    {inline.map(|text| view! { <style>{text}</style> })}
                    {stylesheet(!linked_late)}
                </head>
                <body>
                    {self.body}
                    {stylesheet(linked_late)}
                    {module}
                    {script.clone().map(|text| view! { <script type="module">{text}</script> })}
                </body>
            </html>
        };
        Html {
            text: without_markers(&view.to_html()),
            inline_styles: inline.into_iter().map(str::to_owned).collect(),
            inline_scripts: script.into_iter().collect(),
        }
    }
}

/// Starts the bundle, script and wasm at once. A failure is no matter: the page works without.
fn loader(assets: &Assets) -> String {
    format!(
        "const w=fetch({},{{integrity:{}}});\
         import({}).then(m=>m.default({{module_or_path:w}})).catch(()=>{{}});w.catch(()=>{{}})",
        script_string(&assets.wasm.url),
        script_string(&assets.wasm.integrity),
        script_string(&assets.script.url),
    )
}

/// A JavaScript string literal that can't end its `<script>`.
fn script_string(text: &str) -> String {
    serde_json::Value::from(text)
        .to_string()
        .replace('<', "\\u003c")
}

/// Leptos marks where text nodes meet and lists end, for a hydration that does not take place here.
/// In text and attributes `<` is always escaped, so the mark is never content.
fn without_markers(html: &str) -> String {
    html.replace("<!>", "")
}
