//! A Leptos app whose refresh token only a worker has: no script of the page can take it away, and all tabs share one
//! session. `examples/minimal` has the rest of the story.

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};
use oauth_browser::session::Session;
use oauth_browser::token_worker::WorkerScript;
use oauth_browser::{App, SessionError, TokenStorage, browser, discover, navigation, sign_in};
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
/// `oauth_browser::WORKER_SCRIPT`, which trunk copies from the crate (index.html); a host may serve the constant.
const WORKER: &str = "/token-worker.js";

fn main() {
    leptos::mount::mount_to_body(Page);
}

#[component]
fn Page() -> impl IntoView {
    let arrival = LocalResource::new(arrive);
    let said = RwSignal::new(Ok(String::new()));
    let sign_in = move |app: App| spawn_local(async move { said.set(leave(&app).await) });
    let call_api = move |held: Rc<Session>| spawn_local(async move { said.set(call(&held).await) });
    let renew = move |held: Rc<Session>| spawn_local(async move { said.set(refresh(&held).await) });
    view! {
        <h1>"Worker"</h1>
        {move || arrival.get().map(|arrived| match arrived {
            Ok((_, Some(session))) => view! {
                <button on:click={ let held = Rc::clone(&session); move |_| call_api(Rc::clone(&held)) }>"Call the API"</button>
                <button on:click=move |_| renew(Rc::clone(&session))>"Refresh"</button>
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

/// What happened, what to do about it, and a way on.
fn alert(error: &SessionError) -> impl IntoView + use<> {
    let text = format!("{error}. {} ", error.help());
    view! { <p role="alert">{text}<a href="/">"Start again"</a></p> }
}

/// Runs on every load. The server's answer comes out of the address bar before anything else happens.
async fn arrive() -> Result<(App, Option<Rc<Session>>), SessionError> {
    let answer = navigation::take_callback()?;
    let trace = &mut Trace::new();
    let client = Client::new(CLIENT_ID, ClientAuth::None)?;
    let mut app = App::new(discover(Issuer::parse(ISSUER)?, trace).await?, client);
    app.storage = TokenStorage::Worker(WorkerScript::at(WORKER)?);
    if !CallbackParams::parse(&answer.query, &answer.fragment).is_response() {
        // Another tab may be signed in.
        let session = Session::join(app.clone()).await?;
        return Ok((app, session.map(Rc::new)));
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

/// The page asks, the worker refreshes: the page sees the new access token and no refresh token.
async fn refresh(session: &Session) -> Result<String, SessionError> {
    let held = session.generation().ok_or(SessionError::NotSignedIn)?;
    let next = session.refresh(&held, &mut Trace::new()).await?;
    let times = next.number;
    Ok(format!("The tokens have been refreshed {times} times."))
}
