//! The login form for a back end that answers JSON: sent by script, read, and led on from; with the
//! question what is granted, if the answer asks it. The body is UTF-8 and says so. Nothing is kept of
//! it, and it is sent once.
//!
//! The answer is light-spa-4j's `{"redirectUri", "denyUri", "scopes"}` or `{"redirect_to"}`; a problem
//! is light-4j's status or OAuth's `error`. Texts are attributes of the place where problems stand.

use js_sys::{Array, JSON, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, Element, FormData, Headers, HtmlElement, HtmlInputElement, RequestCredentials,
    RequestInit, Response, Url, UrlSearchParams,
};

use super::dom;
use super::pending::Pending;
use super::wait::wait;

/// How many milliseconds the answer to the form is waited for. Until then it is sent no second time.
const PATIENCE: i32 = 30_000;

/// How many milliseconds the end of a session is waited for before the page is left.
const LOGOUT_PATIENCE: i32 = 5000;

/// The longest code that is kept as a hook.
const MAX_CODE: usize = 64;

/// Where a form that is sent by script shows its problems; none: the browser sends it.
pub(super) fn place(form: &str) -> Option<HtmlElement> {
    let place = dom::all("[data-island=fetch]").into_iter().next();
    place.filter(|_| form == "login")
}

/// Sends the form and follows the answer.
pub(super) fn send(place: HtmlElement, pending: Pending) {
    let sent = post_form(&dom::text_of(&place, "data-action"));
    spawn_local(async move {
        let answer = match sent {
            Some(sent) => read(JsFuture::from(sent).await).await,
            None => Answer::Problem(Told::of(Fault::Unavailable)),
        };
        let problem = match answer {
            Answer::Go(address) if go(&place, &address).is_some() => return pending.leave(),
            Answer::Go(_) => Some(Told::of(Fault::Failed)),
            Answer::Ask(grant) => {
                ask(&place, grant);
                None
            }
            Answer::Problem(told) => Some(told),
        };
        pending.end();
        if let Some(told) = problem {
            tell(&place, &told);
        }
    });
}

fn post_form(address: &str) -> Option<Promise> {
    let form = dom::document()?.get_element_by_id("login")?;
    // A constructor, not a method of the form: a carried name could hide that.
    let fields = FormData::new_with_form(form.unchecked_ref()).ok()?;
    let body = UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?;
    request("POST", address, Some(body.as_ref()), PATIENCE)
}

/// Sends a request that ends after so many milliseconds, answered or not.
fn request(method: &str, address: &str, body: Option<&JsValue>, patience: i32) -> Option<Promise> {
    let headers = Headers::new().ok()?;
    headers.set("accept", "application/json").ok()?;
    let init = RequestInit::new();
    init.set_method(method);
    init.set_credentials(RequestCredentials::Include);
    init.set_headers(&headers);
    if let Some(body) = body {
        init.set_body(body);
    }
    let ending = AbortController::new().ok()?;
    init.set_signal(Some(&ending.signal()));
    dom::after(patience, move || ending.abort());
    Some(dom::window()?.fetch_with_str_and_init(address, &init))
}

/// What an answer says.
enum Answer {
    Go(String),
    Ask(Grant),
    Problem(Told),
}

/// What is told of a problem.
struct Told {
    fault: Fault,
    /// The answer's own code.
    code: Option<String>,
    /// How many seconds trying again is of no use, after too many attempts.
    wait: Option<u32>,
}

/// What the person is asked, and where each of the two ways leads.
struct Grant {
    accept: String,
    deny: Option<String>,
    scopes: Vec<String>,
}

/// What kind of problem, as far as a person is told.
#[derive(Clone, Copy)]
enum Fault {
    Credentials,
    Throttled,
    Unavailable,
    Denied,
    Failed,
}

impl Fault {
    fn of(status: u16) -> Self {
        match status {
            401 | 403 => Self::Credentials,
            429 => Self::Throttled,
            500.. => Self::Unavailable,
            _ => Self::Failed,
        }
    }

    /// The attribute that has its text, and its code where the answer has none.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Credentials => ("data-credentials", "invalid_credentials"),
            Self::Throttled => ("data-throttled", "too_many_requests"),
            Self::Unavailable => ("data-unavailable", "temporarily_unavailable"),
            Self::Denied => ("data-denied", "access_denied"),
            Self::Failed => ("data-failed", "sign_in_failed"),
        }
    }
}

impl Told {
    fn of(fault: Fault) -> Self {
        Self {
            fault,
            code: None,
            wait: None,
        }
    }
}

async fn read(answer: Result<JsValue, JsValue>) -> Answer {
    let Some(answer) = answer.ok().and_then(|it| it.dyn_into::<Response>().ok()) else {
        return Answer::Problem(Told::of(Fault::Unavailable));
    };
    let body = match answer.text() {
        Ok(text) => JsFuture::from(text).await.ok(),
        Err(_) => None,
    };
    if answer.ok() && body.is_none() {
        return Answer::Problem(Told::of(Fault::Unavailable));
    }
    let json = body
        .and_then(|text| JSON::parse(&text.as_string()?).ok())
        .filter(JsValue::is_object);
    let text = |name: &str| member(json.as_ref()?, name)?.as_string();
    if !answer.ok() {
        let code = text("error").or_else(|| text("code"));
        let fault = Fault::of(answer.status());
        let wait = match fault {
            Fault::Throttled => answer.headers().get("retry-after").ok().flatten(),
            _ => None,
        };
        return Answer::Problem(Told {
            fault,
            code: code.filter(|code| !code.is_empty() && code.len() <= MAX_CODE),
            wait: wait.and_then(|seconds| seconds.trim().parse().ok()),
        });
    }
    if let Some(address) = text("redirect_to") {
        return Answer::Go(address);
    }
    let Some(accept) = text("redirectUri") else {
        return Answer::Problem(Told::of(Fault::Failed));
    };
    let scopes = json.as_ref().and_then(|json| member(json, "scopes"));
    let scopes: Vec<String> = scopes
        .filter(JsValue::is_array)
        .map(|scopes| {
            Array::from(&scopes)
                .iter()
                .filter_map(|it| it.as_string())
                .collect()
        })
        .unwrap_or_default();
    if scopes.is_empty() {
        return Answer::Go(accept);
    }
    let deny = text("denyUri");
    Answer::Ask(Grant {
        accept,
        deny,
        scopes,
    })
}

fn member(json: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(json, &name.into()).ok()
}

/// Leaves the page for an address of a scheme that is allowed, and for no other.
fn go(place: &Element, address: &str) -> Option<()> {
    let location = dom::window()?.location();
    let url = Url::new_with_base(address, &location.href().ok()?).ok()?;
    let scheme = url.protocol();
    let scheme = scheme.strip_suffix(':')?;
    let registered = dom::text_of(place, "data-schemes");
    let mut allowed = ["http", "https"].into_iter().chain(registered.split(' '));
    if scheme.is_empty() || !allowed.any(|it| it == scheme) {
        return None;
    }
    location.assign(&url.href()).ok()
}

/// Puts the question in the place of the form.
fn ask(place: &HtmlElement, grant: Grant) -> Option<()> {
    forget_password();
    let document = dom::document()?;
    let root = document.document_element()?;
    let list = document.query_selector("#consent ul").ok()??;
    for scope in &grant.scopes {
        let known = dom::all("#consent [data-scope]")
            .into_iter()
            .find(|line| line.get_attribute("data-scope").as_ref() == Some(scope));
        if let Some(line) = known {
            dom::toggle(&line, "hidden", false);
        } else if let Some(line) = dom::put(&list, "li", &[]) {
            let code = dom::put(&line, "code", &[("dir", "ltr")])?;
            dom::write(&code, scope);
        }
    }
    clear(place);
    let grant = std::rc::Rc::new(grant);
    for button in dom::all("#consent button") {
        let (place, grant) = (place.clone(), std::rc::Rc::clone(&grant));
        let accepts = dom::text_of(&button, "value") == "accept";
        dom::listen(&button, "click", move |_| {
            answered(true);
            let (place, grant) = (place.clone(), std::rc::Rc::clone(&grant));
            spawn_local(async move {
                let led = if accepts {
                    go(&place, &grant.accept).ok_or(Fault::Failed)
                } else {
                    deny(&place, grant.deny.as_deref()).await
                };
                if let Err(fault) = led {
                    answered(false);
                    tell(&place, &Told::of(fault));
                }
            });
        });
    }
    // The rest is for style sheets: form and question change places.
    dom::set(&root, "data-page", "consent");
    dom::set(&root, "data-asks", "");
    let title = dom::text_of(place, "data-title");
    let heading: HtmlElement = document.query_selector("h1").ok()??.dyn_into().ok()?;
    let brand = document.title();
    let brand = brand.rsplit_once(" · ").map_or("", |(_, brand)| brand);
    document.set_title(&format!("{title} · {brand}"));
    dom::write(&heading, &title);
    dom::set(&heading, "tabindex", "-1");
    heading.focus().ok()
}

/// Whether the question was answered; it is once only.
fn answered(yes: bool) {
    for button in dom::all("#consent button") {
        dom::toggle(&button, "disabled", yes);
    }
}

/// Ends the session that the sign-in has begun, and leaves; whether the former worked, failed or takes for ever.
async fn deny(place: &HtmlElement, address: Option<&str>) -> Result<(), Fault> {
    if let Some(logout) = place.get_attribute("data-logout")
        && let method = dom::text_of(place, "data-logout-method")
        && let Some(sent) = request(&method, &logout, None, LOGOUT_PATIENCE)
    {
        let _ = JsFuture::from(sent).await;
    }
    address
        .and_then(|address| go(place, address))
        .ok_or(Fault::Denied)
}

/// Shows a problem where the page would have shown its own, with the focus.
fn tell(place: &HtmlElement, told: &Told) -> Option<()> {
    let (text, own_code) = told.fault.names();
    if matches!(told.fault, Fault::Credentials) {
        forget_password();
    }
    clear(place);
    let code = told.code.as_deref().unwrap_or(own_code);
    let problem = dom::put(
        place,
        "div",
        &[
            ("id", "problem"),
            ("class", "v-problem"),
            ("role", "alert"),
            ("tabindex", "-1"),
            ("data-code", code),
        ],
    )?;
    let words = dom::put(&problem, "p", &[])?;
    // Above the line that says how long stands only what is true still when that is over.
    let text = told.wait.map_or(text, |_| "data-attempts");
    dom::write(&words, &dom::text_of(place, text));
    if let Some(seconds) = told.wait {
        tell_wait(place, &problem, seconds);
    }
    problem.dyn_into::<HtmlElement>().ok()?.focus().ok()
}

/// The line that the page itself would have had, brought to life.
fn tell_wait(place: &HtmlElement, problem: &Element, seconds: u32) -> Option<()> {
    let [before, after, over] =
        ["data-wait", "data-wait-after", "data-wait-over"].map(|name| dom::text_of(place, name));
    // The clock of islands began with the page, the wait begins now.
    let end = dom::age().saturating_add(seconds).to_string();
    let attributes = [
        ("data-seconds", &*end),
        ("data-over", &over),
        ("aria-live", "off"),
    ];
    let line = dom::put(problem, "p", &attributes)?;
    line.append_with_str_1(&before).ok()?;
    dom::put(&line, "span", &[("data-left", ""), ("role", "timer")])?;
    line.append_with_str_1(&after).ok()?;
    wait(line.dyn_ref()?)
}

/// An earlier problem is none any more.
fn clear(place: &HtmlElement) {
    if let Some(problem) = dom::by_id("problem") {
        problem.remove();
    }
    dom::write(place, "");
}

fn forget_password() {
    if let Some(field) = dom::by_id("j_password") {
        field.unchecked_into::<HtmlInputElement>().set_value("");
    }
}
