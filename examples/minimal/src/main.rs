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
use oauth_proto::error::Misuse;
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
    let said = RwSignal::new(Ok(String::new()));
    let sign_in = move |app: App| spawn_local(async move { said.set(leave(&app).await) });
    let call_api = move |held: Rc<Session>| spawn_local(async move { said.set(call(&held).await) });
    view! {
        <h1>"Minimal"</h1>
        {move || arrival.get().map(|arrived| match arrived {
            Ok((_, Some(session))) => view! {
                <button on:click=move |_| call_api(Rc::clone(&session))>"Call the API"</button>
            }.into_any(),
            Ok((app, None)) => view! {
                <button on:click=move |_| sign_in(app.clone())>"Sign in"</button>
            }.into_any(),
            Err(error) => alert(&error).into_any(),
        })}
        {move || match said.get() {
            Ok(text) => view! { <pre>{text}</pre> }.into_any(),
            Err(error) => alert(&error).into_any(),
        }}
    }
}

/// What happened, what to do about it, and a way on. The error's kind() says whose fault it is.
fn alert(error: &SessionError) -> impl IntoView + use<> {
    let text = format!("{error}. {} ", error.help());
    view! { <p role="alert">{text}<a href="/">"Start again"</a></p> }
}

/// Runs on every load. The server's answer comes out of the address bar before anything else happens.
async fn arrive() -> Result<(App, Option<Rc<Session>>), SessionError> {
    let answer = navigation::take_callback()?;
    let trace = &mut Trace::new();
    let client = Client::new(CLIENT_ID, ClientAuth::None)?;
    let app = App::new(discover(Issuer::parse(ISSUER)?, trace).await?, client);
    if !CallbackParams::parse(&answer.query, &answer.fragment).is_response() {
        return Ok((app, None));
    }
    let signed_in = sign_in::finish(&app, &answer, trace).await?;
    let session = Session::start(app.clone(), signed_in.tokens)?;
    Ok((app, Some(Rc::new(session))))
}

async fn leave(app: &App) -> Result<String, SessionError> {
    let redirect_uri = Endpoint::parse(&(browser::origin()? + "/"))?;
    let scope = Scope::parse(SCOPE).ok_or(Misuse::BadParameter("scope"))?;
    let params = AuthorizationParams::new(redirect_uri, scope);
    sign_in::begin(app, params, &mut Trace::new()).await?;
    Ok(String::new()) // The browser is on its way to the server.
}

async fn call(session: &Session) -> Result<String, SessionError> {
    let mut request = http::Request::new(Vec::new());
    *request.uri_mut() = http::Uri::from_static(API);
    let response = session.call(&request, &mut Trace::new()).await?;
    Ok(String::from_utf8_lossy(response.body()).into_owned())
}
