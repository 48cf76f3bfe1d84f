//! A page as a whole HTML document: head, body, and what to load once it is painted. What stands
//! inline is given out beside the text, so that the host can allow exactly that.

use leptos::prelude::*;

use crate::brand::Icon;

use super::layout::MAIN;
use super::{Asset, Assets, Frame};

/// A page as it goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html {
    /// The document.
    pub text: String,
    /// The text of each `<style>`, for the policy's hashes.
    pub inline_styles: Vec<String>,
    /// The text of each `<script>`, for the policy's hashes.
    pub inline_scripts: Vec<String>,
    /// Origins that scripts may ask beside this one, for the policy.
    pub connect: Vec<String>,
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
    /// Inline what the first paint needs; the stylesheet comes with the bundle, or at the end of the
    /// body where there is no script.
    Inline,
    /// All in the stylesheet, which the first paint waits for.
    Linked,
}

impl<B: IntoView + 'static> Document<B> {
    /// The document as text.
    pub(super) fn render(self, frame: &Frame<'_>) -> Html {
        let script = match self.styles {
            Styles::Inline => loader(frame),
            Styles::Linked => frame.assets.map(bundle),
        };
        self.draw(frame, script)
    }

    /// The same around a script of its own, that stands in the body and starts the bundle by what `loader`
    /// gives.
    pub(super) fn render_with(self, frame: &Frame<'_>, script: String) -> Html {
        Html {
            inline_scripts: vec![script],
            ..self.draw(frame, None)
        }
    }

    fn draw(self, frame: &Frame<'_>, script: Option<String>) -> Html {
        let style = &frame.brand.style;
        let (inline, linked_late) = match self.styles {
            Styles::Inline => (Some(style.critical().to_owned()), true),
            Styles::Linked => (None, false),
        };
        // Of the brand's own sheet the client page, a tool, has nothing.
        let custom = style
            .custom()
            .filter(|_| linked_late)
            .cloned()
            .map(|sheet| {
                view! { <link rel="stylesheet" href=sheet.href integrity=sheet.integrity /> }
            });
        // A page that is painted as it arrives moves when the rest of it is there. It is small, so the
        // first paint waits for all of it; in a narrow window, where nothing is centred, for the card.
        let whole = (linked_late && frame.assets.is_some()).then(|| {
            view! {
                <link rel="expect" href=format!("#{MAIN}") blocking="render" media=NARROW />
                <link rel="expect" href=format!("#{END}") blocking="render" media=WIDE />
            }
        });
        let title = format!("{} · {}", self.title, frame.brand.name);
        let stylesheet = frame.assets.map(|assets| {
            let Asset { url, integrity } = assets.stylesheet.clone();
            view! { <link rel="stylesheet" href=url integrity=integrity /> }
        });
        let (at_head, at_end) = if linked_late {
            let last = stylesheet.map(|link| view! { <noscript id=END>{link}</noscript> });
            (None, last)
        } else {
            (stylesheet, None)
        };
        // Before all stylesheets, since scripts wait for those.
        let loader = script
            .clone()
            .map(|text| view! { <script id=LOADER>{text}</script> });
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
                    <meta name="color-scheme" content=style.scheme().as_str() />
                    <meta name="robots" content="noindex" />
                    <title>{title}</title>
                    {loader}
                    {icon(&frame.brand.icon)}
                    {inline.clone().map(|text| view! { <style>{text}</style> })}
                    {custom}
                    {at_head}
                    {whole}
                </head>
                <body>
                    {self.body}
                    {at_end}
                </body>
            </html>
        };
        Html {
            text: without_markers(&view.to_html()),
            inline_styles: inline.into_iter().collect(),
            inline_scripts: script.into_iter().collect(),
            connect: Vec::new(),
        }
    }
}

/// What starts the bundle of a page whose styles are inline, if there is one.
pub(super) fn loader(frame: &Frame<'_>) -> Option<String> {
    frame.assets.map(after_first_frame)
}

/// Where there is an icon for dark tabs too, each says when it is meant.
fn icon(icon: &Icon) -> impl IntoView + use<> {
    let light = icon
        .dark
        .is_some()
        .then_some("(prefers-color-scheme: light)");
    let dark = icon.dark.clone().map(|href| {
        view! { <link rel="icon" href=href media="(prefers-color-scheme: dark)" /> }
    });
    view! {
        <link rel="icon" href=icon.light.clone() media=light />
        {dark}
    }
}

/// The id of the script that starts the bundle.
const LOADER: &str = "v-loader";

/// The id of the last element of a page whose styles are inline.
const END: &str = "v-end";

/// Where the common rules set the card at the top of the window, and where in its middle.
const NARROW: &str = "(max-width:30rem)";
const WIDE: &str = "(min-width:30.01rem)";

/// Starts the bundle: the wasm, which is the most, and the script at the same time. A failure is no matter: the page works without. A module's
/// integrity is checked where it is preloaded: `import()` has no place for it.
fn bundle(assets: &Assets) -> String {
    format!(
        "{{const w=fetch({},{{integrity:{}}});{}\
         import({}).then(m=>m.default({{module_or_path:w}})).catch(()=>{{}});w.catch(()=>{{}})}}",
        script_string(&assets.wasm.url),
        script_string(&assets.wasm.integrity),
        link("modulepreload", &assets.script),
        script_string(&assets.script.url),
    )
}

/// Puts a link into the head.
fn link(rel: &str, asset: &Asset) -> String {
    format!(
        "{{const l=document.createElement(\"link\");l.rel={};l.href={};l.integrity={};document.head.append(l)}}",
        script_string(rel),
        script_string(&asset.url),
        script_string(&asset.integrity),
    )
}

/// The bundle and the stylesheet, when the page has been painted once: to start these requests takes a slow
/// phone longer than a frame, and the form works before. They go before what of the page is still to be
/// parsed. A page that nobody sees is not painted; there they start all the same.
fn after_first_frame(assets: &Assets) -> String {
    format!(
        "{{let s=()=>{{s=()=>{{}};{}{}}};const t=self.scheduler,r=()=>s();\
         requestAnimationFrame(()=>t&&t.postTask?t.postTask(r,{{priority:\"user-blocking\"}}):setTimeout(r));setTimeout(r,500)}}",
        bundle(assets),
        link("stylesheet", &assets.stylesheet),
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
