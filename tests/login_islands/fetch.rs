//! Forms that a script sends, and what becomes of the answer.

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::page::{
    FETCH, attribute, document, fill, find, get, press_enter, root, script, show, storage, tick,
    window,
};

/// Replaces `fetch` by one that notes what it is asked and gives this answer.
fn answering(status: u16, body: &str, headers: &str) {
    let answer = format!(
        "window.asked=[];window.fetch=async(url,init)=>{{\
         const request=new Request(url,init);\
         asked.push([request.method,new URL(request.url).pathname,request.headers.get('content-type'),\
         await request.text(),request.credentials]);\
         return new Response(it,{{status:{status},headers:{headers}}})}}"
    );
    script(&answer, &body.into());
}

fn asked() -> Vec<Vec<String>> {
    let asked: Array = Reflect::get(&window(), &"asked".into())
        .expect("a list")
        .unchecked_into();
    let texts = |request: JsValue| {
        let parts: Array = request.unchecked_into();
        parts
            .iter()
            .map(|it| it.as_string().unwrap_or_default())
            .collect()
    };
    asked.iter().map(texts).collect()
}

/// Fills the form that a script sends, sends it, and waits for what comes of it.
async fn send(status: u16, body: &str, headers: &str) {
    show(FETCH, |_| {}).await;
    answering(status, body, headers);
    get("#j_username")
        .unchecked_into::<HtmlInputElement>()
        .set_value("ada");
    get("#j_password")
        .unchecked_into::<HtmlInputElement>()
        .set_value("päss€");
    press_enter();
    press_enter();
    for _ in 0..5 {
        tick().await;
    }
}

fn password() -> String {
    get("#j_password")
        .unchecked_into::<HtmlInputElement>()
        .value()
}

#[wasm_bindgen_test]
async fn a_form_for_a_script_is_sent_once_in_utf_8_to_where_the_browser_would_send_it() {
    send(
        401,
        r#"{"statusCode":401,"code":"ERR12016","message":"X"}"#,
        "{}",
    )
    .await;
    assert_eq!(
        asked(),
        [[
            "POST",
            "/oauth2/code",
            "application/x-www-form-urlencoded;charset=UTF-8",
            "client_id=demo&action=x&submit=1&method=2&elements=3&response_type=code&user_type=\
             &j_username=ada&j_password=p%C3%A4ss%E2%82%AC&remember=N",
            "include",
        ]]
    );
    assert_eq!(
        attribute("#problem", "data-code").as_deref(),
        Some("ERR12016")
    );
    assert_eq!(
        get("#problem").text_content().as_deref(),
        Some("The user name or password is not right. Please check both and try again.")
    );
    let focused = document().active_element().map(|element| element.id());
    assert_eq!(focused.as_deref(), Some("problem"));
    assert_eq!(password(), "");
    let name = get("#j_username")
        .unchecked_into::<HtmlInputElement>()
        .value();
    assert_eq!(name, "ada");
    assert!(!get("#sign-in").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn each_failure_is_told_and_nothing_typed_is_lost_unless_it_was_wrong() {
    for (status, body, headers, code, kept) in [
        (403, "<h1>no</h1>", "{}", "invalid_credentials", ""),
        (
            429,
            "",
            "{'Retry-After':'30'}",
            "too_many_requests",
            "päss€",
        ),
        (503, "busy", "{}", "temporarily_unavailable", "päss€"),
        (
            400,
            r#"{"error":"invalid_request"}"#,
            "{}",
            "invalid_request",
            "päss€",
        ),
        (200, "<html>", "{}", "sign_in_failed", "päss€"),
        (200, "[]", "{}", "sign_in_failed", "päss€"),
        (200, "", "{}", "sign_in_failed", "päss€"),
        (
            200,
            r#"{"redirect_to":"javascript:window.hacked=1"}"#,
            "{}",
            "sign_in_failed",
            "päss€",
        ),
        (
            200,
            r#"{"redirectUri":"data:text/html,x"}"#,
            "{}",
            "sign_in_failed",
            "päss€",
        ),
        (
            200,
            r#"{"redirect_to":"org.other.app://x"}"#,
            "{}",
            "sign_in_failed",
            "päss€",
        ),
        (
            200,
            r#"{"redirect_to":"http://"}"#,
            "{}",
            "sign_in_failed",
            "päss€",
        ),
    ] {
        send(status, body, headers).await;
        assert_eq!(
            attribute("#problem", "data-code").as_deref(),
            Some(code),
            "{status} {body}"
        );
        assert_eq!(password(), kept, "{status} {body}");
        assert_eq!(find("#problem [data-left]").is_some(), status == 429);
    }
    for answer in [
        "Promise.reject(new TypeError('down'))",
        "Promise.resolve(new Response(new ReadableStream({start(it){it.error(new Error('cut off'))}})))",
    ] {
        show(FETCH, |_| fill()).await;
        script(&format!("window.fetch=()=>{answer}"), &JsValue::NULL);
        press_enter();
        tick().await;
        assert_eq!(
            attribute("#problem", "data-code").as_deref(),
            Some("temporarily_unavailable"),
            "{answer}"
        );
    }
    assert!(
        Reflect::get(&window(), &"hacked".into())
            .expect("reads")
            .is_undefined()
    );
}

#[wasm_bindgen_test]
async fn the_question_follows_on_the_same_page() {
    let answer =
        r#"{"redirectUri":"javascript:1","denyUri":"javascript:2","scopes":["email","<b>x"]}"#;
    send(200, answer, "{}").await;
    assert_eq!(
        root().get_attribute("data-page").as_deref(),
        Some("consent")
    );
    assert_eq!(get("h1").text_content().as_deref(), Some("Allow access?"));
    assert_eq!(password(), "");
    let lines: Vec<_> = ["email", "openid"]
        .map(|scope| get(&format!("[data-scope={scope}]")).has_attribute("hidden"))
        .into();
    assert_eq!(lines, [false, true]);
    assert_eq!(
        get("#consent ul code").text_content().as_deref(),
        Some("<b>x")
    );
    // Neither way leads anywhere but to a word on it; denying ends the session first.
    get("#consent [value=accept]").click();
    tick().await;
    assert_eq!(
        attribute("#problem", "data-code").as_deref(),
        Some("sign_in_failed")
    );
    assert_eq!(asked().len(), 1);

    send(200, answer, "{}").await;
    get("#consent [value=deny]").click();
    get("#consent [value=deny]").click();
    tick().await;
    tick().await;
    assert_eq!(
        attribute("#problem", "data-code").as_deref(),
        Some("access_denied")
    );
    let requests: Vec<_> = asked()
        .iter()
        .map(|it| it.first_chunk::<2>().expect("two parts").join(" "))
        .collect();
    assert_eq!(requests, ["POST /oauth2/code", "POST /sign-out"]);
    assert_eq!(storage().length(), Ok(1), "only what was carried");
}
