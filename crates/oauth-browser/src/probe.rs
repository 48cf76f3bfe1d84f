//! The CORS doctor's hands: after a failure without a status, gathers the facts that a browser lets a
//! page find out. Sends only plain `HEAD` requests without credentials, headers or query to the
//! address that failed; judges nothing.
//!
//! In a page isolated by Cross-Origin-Embedder-Policy the browser blocks these requests too, so that
//! there every server that gives no leave seems unreachable.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, PermissionState, PermissionStatus, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestInit, RequestMode, SecurityPolicyViolationEvent, Url, Window,
};

use crate::browser::window;
use crate::clock::sleep;
use crate::cors::{Diagnosis, Facts, Permission};
use crate::reach::{Reach, reach};

/// A failed request has waited long enough already.
const PROBE_LIMIT_MS: u32 = 3000;
/// The browser reports a violation in a task of its own, near the failure but not before it.
const VIOLATION_DELAY: Duration = Duration::from_millis(50);

/// Finds out why a request to `url` failed without a status; `patience` is what is left of that
/// request's time.
pub(crate) async fn diagnose(url: &str, preflighted: bool, patience: &AbortSignal) -> Diagnosis {
    let mut facts = Facts {
        page_origin: String::new(),
        page_is_secure: false,
        page_reach: Reach::Public,
        target_is_https: false,
        target_reach: Reach::Public,
        online: true,
        own_policy_violated: false,
        preflighted,
        answers: false,
        readable_when_plain: false,
        local_network: None,
    };
    if let (Ok(window), Ok(target)) = (window(), Url::new(url)) {
        let location = window.location();
        facts.page_origin = location.origin().unwrap_or_default();
        facts.page_is_secure = window.is_secure_context();
        facts.page_reach = reach(&location.hostname().unwrap_or_default());
        facts.target_is_https = target.protocol() == "https:";
        facts.target_reach = reach(&target.hostname());
        facts.online = window.navigator().on_line();
        facts.local_network = local_network(&window, facts.target_reach).await;
        // A query can hold what is nobody's business twice.
        target.set_search("");
        let violation = ViolationWatch::new(&window, &target.origin());
        facts.answers = head(&window, &target, RequestMode::NoCors, patience).await;
        if facts.answers {
            facts.readable_when_plain =
                preflighted && head(&window, &target, RequestMode::Cors, patience).await;
        } else {
            sleep(VIOLATION_DELAY).await;
            facts.own_policy_violated = violation.seen();
        }
    }
    Diagnosis::from_facts(facts)
}

async fn head(window: &Window, target: &Url, mode: RequestMode, patience: &AbortSignal) -> bool {
    let limit = AbortSignal::timeout_with_u32(PROBE_LIMIT_MS);
    let init = RequestInit::new();
    init.set_method("HEAD");
    init.set_mode(mode);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_signal(Some(&AbortSignal::any(&js_sys::Array::of2(
        &limit, patience,
    ))));
    JsFuture::from(window.fetch_with_str_and_init(&target.href(), &init))
        .await
        .is_ok()
}

/// Older browsers have one permission for both kinds of network.
async fn local_network(window: &Window, target: Reach) -> Option<Permission> {
    let name = if target == Reach::Loopback {
        "loopback-network"
    } else {
        "local-network"
    };
    match permission(window, name).await {
        Some(permission) => Some(permission),
        None => permission(window, "local-network-access").await,
    }
}

async fn permission(window: &Window, name: &str) -> Option<Permission> {
    let descriptor = js_sys::Object::new();
    js_sys::Reflect::set(&descriptor, &"name".into(), &name.into()).ok()?;
    let query = window
        .navigator()
        .permissions()
        .ok()?
        .query(&descriptor)
        .ok()?;
    let status: PermissionStatus = JsFuture::from(query).await.ok()?.dyn_into().ok()?;
    match status.state() {
        PermissionState::Granted => Some(Permission::Granted),
        PermissionState::Denied => Some(Permission::Denied),
        PermissionState::Prompt => Some(Permission::Prompt),
        _ => None,
    }
}

/// Listens for a report that the page's own policy blocked a request to `origin`, as long as it
/// lives.
struct ViolationWatch {
    window: Window,
    seen: Rc<Cell<bool>>,
    listener: Closure<dyn FnMut(SecurityPolicyViolationEvent)>,
}

impl ViolationWatch {
    fn new(window: &Window, origin: &str) -> Self {
        let seen = Rc::new(Cell::new(false));
        let listener = Closure::new({
            let seen = Rc::clone(&seen);
            let origin = origin.to_owned();
            move |event: SecurityPolicyViolationEvent| {
                let blocked = Url::new(&event.blocked_uri()).map(|url| url.origin());
                if event.effective_directive() == "connect-src"
                    && blocked.is_ok_and(|blocked| blocked == origin)
                {
                    seen.set(true);
                }
            }
        });
        let watch = Self {
            window: window.clone(),
            seen,
            listener,
        };
        // Without the listener the diagnosis is less exact, not wrong.
        let _attached = watch
            .window
            .add_event_listener_with_callback(EVENT, watch.callback());
        watch
    }

    fn seen(&self) -> bool {
        self.seen.get()
    }

    fn callback(&self) -> &js_sys::Function {
        let callback: &JsValue = self.listener.as_ref();
        callback.unchecked_ref()
    }
}

impl Drop for ViolationWatch {
    fn drop(&mut self) {
        let _detached = self
            .window
            .remove_event_listener_with_callback(EVENT, self.callback());
    }
}

/// Bubbles from the document to the window.
const EVENT: &str = "securitypolicyviolation";
