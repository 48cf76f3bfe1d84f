//! A Leptos app that signs its user in and calls an API with the access token. This file is all of it.

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};
use oauth_browser::session::Session;
use oauth_browser::{App, SessionError, browser, discover, navigation, sign_in};
use oauth_proto::authorize::AuthorizationParams;
use oauth_proto::callback::CallbackParams;
use oauth_proto::check::Trace;
use oauth_proto::client::{Client, ClientAuth};
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::scope::Scope;

const ISSUER: &str = "http://127.0.0.1:6881";
const CLIENT_ID: &str = "example";
const SCOPE: &str = "openid profile offline_access";
const API: &str = "http://127.0.0.1:6881/oauth2/userinfo";

fn main() {
    leptos::mount::mount_to_body(Page);
}

#[component]
fn Page() -> impl IntoView {
    let arrival = LocalResource::new(arrive);
    let said = RwSignal::new(String::new());
    let show = move |told: Result<String, String>| said.set(told.unwrap_or_else(|help| help));
    let sign_in = move |app: App| spawn_local(async move { show(leave(&app).await) });
    let call_api = move |held: Rc<Session>| spawn_local(async move { show(call(&held).await) });
    view! {
        <h1>"Minimal"</h1>
        {move || arrival.get().map(|arrived| match arrived {
            Ok((_, Some(session))) => view! {
                <button on:click=move |_| call_api(Rc::clone(&session))>"Call the API"</button>
            }.into_any(),
            Ok((app, None)) => view! {
                <button on:click=move |_| sign_in(app.clone())>"Sign in"</button>
            }.into_any(),
            Err(help) => view! { <p role="alert">{help}</p> }.into_any(),
        })}
        <pre>{said}</pre>
    }
}

/// Runs on every load. The server's answer comes out of the address bar before anything else happens.
async fn arrive() -> Result<(App, Option<Rc<Session>>), String> {
    let answer = navigation::take_callback().map_err(|error| error.help().to_owned())?;
    let trace = &mut Trace::new();
    let issuer = Issuer::parse(ISSUER).map_err(|error| error.as_str().to_owned())?;
    let client = Client::new(CLIENT_ID, ClientAuth::None).map_err(|_| "CLIENT_ID is empty")?;
    let app = App::new(discover(issuer, trace).await.map_err(help)?, client);
    if !CallbackParams::parse(&answer.query, &answer.fragment).is_response() {
        return Ok((app, None));
    }
    let signed_in = sign_in::finish(&app, &answer, trace).await.map_err(help)?;
    let session = Session::start(app.clone(), signed_in.tokens).map_err(help)?;
    Ok((app, Some(Rc::new(session))))
}

async fn leave(app: &App) -> Result<String, String> {
    let origin = browser::origin().map_err(|error| error.help().to_owned())?;
    let redirect_uri = Endpoint::parse(&(origin + "/")).map_err(|e| e.as_str().to_owned())?;
    let params = AuthorizationParams::new(redirect_uri, Scope::parse(SCOPE).unwrap_or_default());
    let left = sign_in::begin(app, params, &mut Trace::new()).await;
    left.map(|()| String::new()).map_err(help)
}

async fn call(session: &Session) -> Result<String, String> {
    let mut request = http::Request::new(Vec::new());
    *request.uri_mut() = http::Uri::from_static(API);
    let response = session.call(&request, &mut Trace::new()).await;
    let body = response.map_err(help)?.into_body();
    Ok(String::from_utf8_lossy(&body).into_owned())
}

fn help(error: SessionError) -> String {
    format!("{error}. {}", error.help())
}
