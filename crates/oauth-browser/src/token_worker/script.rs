//! The address of the worker's script, and the browser's leave to run it.

use std::cell::RefCell;
use std::fmt;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Url;

use crate::browser::{BrowserError, Feature, window};

/// The Trusted Types policy that a page's `trusted-types` directive names.
const POLICY: &str = "oauth-browser-worker";

/// An address of this page's origin that serves [`WORKER_SCRIPT`](super::WORKER_SCRIPT).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerScript(String);

/// The address is not one of this page's origin: workers run from no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotSameOrigin;

impl WorkerScript {
    /// The script at `address`, which may be a path.
    pub fn at(address: &str) -> Result<Self, NotSameOrigin> {
        let location = window().map_err(|_| NotSameOrigin)?.location();
        let page = location.href().map_err(|_| NotSameOrigin)?;
        let url = Url::new_with_base(address, &page).map_err(|_| NotSameOrigin)?;
        if location.origin() == Ok(url.origin()) {
            Ok(Self(url.href()))
        } else {
            Err(NotSameOrigin)
        }
    }

    /// The address in the form that the constructor of a worker takes: text, or where Trusted Types
    /// are, an object of a policy that answers with one address for good. Should an app name a second
    /// one, it is refused.
    pub(super) fn trusted(&self) -> Result<JsValue, BrowserError> {
        let types = Reflect::get(&window()?.into(), &"trustedTypes".into())
            .map_err(|e| BrowserError::refused(Feature::Worker, &e))?;
        if !types.is_object() {
            return Ok(JsValue::from_str(&self.0));
        }
        TRUSTED.with_borrow_mut(|trusted| {
            if let Some((address, url)) = trusted {
                return if *address == self.0 {
                    Ok(url.clone())
                } else {
                    let name = "SecurityError".to_owned();
                    Err(BrowserError::Refused(Feature::Worker, name))
                };
            }
            let url =
                trust(&types, &self.0).map_err(|e| BrowserError::refused(Feature::Worker, &e))?;
            *trusted = Some((self.0.clone(), url.clone()));
            Ok(url)
        })
    }
}

impl fmt::Display for NotSameOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a worker's script must come from the page's own origin")
    }
}

impl std::error::Error for NotSameOrigin {}

thread_local! {
    /// The one address of this page. Its policy can be made once, and nobody else gets hold of it.
    static TRUSTED: RefCell<Option<(String, JsValue)>> = const { RefCell::new(None) };
}

fn trust(types: &JsValue, address: &str) -> Result<JsValue, JsValue> {
    let answer = address.to_owned();
    let rule = Closure::<dyn Fn() -> String>::new(move || answer.clone());
    let rules = Object::new();
    Reflect::set(&rules, &"createScriptURL".into(), rule.as_ref())?;
    let policy = method(types, "createPolicy")?.call2(types, &POLICY.into(), &rules)?;
    method(&policy, "createScriptURL")?.call1(&policy, &address.into())
}

fn method(object: &JsValue, name: &str) -> Result<Function, JsValue> {
    Reflect::get(object, &name.into())?.dyn_into()
}
