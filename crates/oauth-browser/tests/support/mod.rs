//! A server in the page: replaces `fetch` by a function of the test's, so that every answer is exact.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsValue;

/// The page's own `fetch` comes back when this is dropped.
pub(crate) struct FakeServer {
    real: JsValue,
}

impl FakeServer {
    /// `answer` is the body of a JavaScript function of `request`: a `Request`, but for probes, which
    /// are `HEAD`, what was passed in, with `init` beside it.
    pub(crate) fn new(answer: &str) -> Self {
        let window = web_sys::window().unwrap();
        let real = Reflect::get(&window, &"fetch".into()).unwrap();
        let promised = format!(
            "return (async () => {{ \
             if (init?.method !== 'HEAD') request = new Request(request, init); {answer} }})();"
        );
        let fake = Function::new_with_args("request, init", &promised);
        Reflect::set(&window, &"fetch".into(), &fake).unwrap();
        Self { real }
    }
}

impl Drop for FakeServer {
    fn drop(&mut self) {
        Reflect::set(&web_sys::window().unwrap(), &"fetch".into(), &self.real).unwrap();
    }
}

/// What a fake server wrote to `window.<name>`.
pub(crate) fn noted(name: &str) -> String {
    let window = web_sys::window().unwrap();
    let value = Reflect::get(&window, &name.into()).unwrap();
    Reflect::delete_property(&window, &name.into()).unwrap();
    value.as_string().unwrap_or_default()
}
