//! `/consent`: what may the application have? Hydra asks with a `consent_challenge`.

use std::{sync::Arc, time::Duration};

use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use vestibule_ui::{
    forms::{carried::Carried, consent::ConsentForm, error_response::HttpsUrl, fields::Decision},
    pages::{
        self, Application, ConsentPage, DeviceDonePage, DeviceOutcome, FormTarget, ScopeChoice,
    },
};

use super::{Desk, form, trouble};
use crate::{
    engines::hydra::{
        Challenge, Consent,
        answer::{AcceptConsent, Reject, Session},
        request::{Client, ConsentRequest},
    },
    events::Event,
    host::{problem::Problem, redirect, visit::Visit},
    origin::Origin,
    throttle::Peer,
    users::{NotChecked, claims},
};

pub(super) const PATH: &str = "/consent";

/// The question; or at once on, where it was answered before or need not be asked.
pub(super) async fn get(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let came = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let challenge = form::challenge::<Consent>(&came)?;
    let request = match desk.engine.admin.ask(&challenge).await {
        Ok(request) => request,
        Err(error) => {
            return trouble::unopened(&desk, &visit, &headers, &challenge, error, &came);
        }
    };
    let visit = visit.of_client(&request.client.client_id);
    if request.skip || request.client.skip_consent {
        let granted = request.requested_scope.clone();
        let remember = Remember::No;
        let answered = accept(
            &desk, &visit, &challenge, &request, granted, remember, &came,
        );
        return answered.await.map(Answered::into_response);
    }
    let asked = Asked { challenge, request };
    show(&desk, &visit, &headers, StatusCode::OK, &asked, &came, None).await
}

/// The person has decided.
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Result<Response, Problem> {
    let (headers, body) = form::body(&desk, request).await?;
    let posted = ConsentForm::parse(&body).map_err(Problem::BadForm)?;
    let came = &posted.carried;
    let challenge = form::challenge::<Consent>(came)?;
    let checked = form::check(&desk, &headers, &challenge, posted.csrf.as_ref());
    let request = match desk.engine.admin.ask(&challenge).await {
        Ok(request) => request,
        Err(error) => return trouble::answer(&desk, &visit, error, came),
    };
    let visit = visit.of_client(&request.client.client_id);
    if let Err(error) = checked {
        tracing::info!(%error, "a consent form was not taken");
        let asked = Asked { challenge, request };
        let problem = Some(pages::Problem::new("expired_form"));
        let status = StatusCode::FORBIDDEN;
        return show(&desk, &visit, &headers, status, &asked, came, problem).await;
    }
    match posted.decision {
        Decision::Deny => {
            let answered = deny(&desk, &visit, &challenge, &request, came).await?;
            if let Answered::Denied(_) = answered {
                tell_denied(&desk, &request, peer);
            }
            Ok(answered.into_response())
        }
        Decision::Accept => {
            let asked_for = |scope: &String| request.requested_scope.contains(scope);
            if !posted.grant_scope.iter().all(asked_for) {
                return Err(Problem::Refused {
                    status: StatusCode::BAD_REQUEST,
                    code: "invalid_scope".to_owned(),
                    description: "more was granted than was asked for".to_owned(),
                    carried: Carried::default(),
                });
            }
            let remember = if posted.remember {
                Remember::Yes
            } else {
                Remember::No
            };
            let scope = posted.grant_scope.join(" ");
            let granted = posted.grant_scope;
            let answered =
                accept(&desk, &visit, &challenge, &request, granted, remember, came).await?;
            match answered {
                Answered::Granted(_) => tell_granted(&desk, &request, &scope, remember, peer),
                Answered::Denied(_) => tell_denied(&desk, &request, peer),
                Answered::Neither(_) => {}
            }
            Ok(answered.into_response())
        }
    }
}

/// What has become of an answer, and what the browser gets.
enum Answered {
    Granted(Response),
    Denied(Response),
    /// Hydra did not take it.
    Neither(Response),
}

impl Answered {
    fn into_response(self) -> Response {
        let (Self::Granted(response) | Self::Denied(response) | Self::Neither(response)) = self;
        response
    }
}

fn tell_granted(
    desk: &Desk,
    request: &ConsentRequest,
    scope: &str,
    remember: Remember,
    peer: Peer,
) {
    let (subject, client_id) = (&*request.subject, &*request.client.client_id);
    let given = Event::ConsentGiven {
        subject,
        client_id,
        scope,
        remembered: remember == Remember::Yes,
    };
    desk.engine.tell(given, peer);
    tell_device(desk, request, true, peer);
}

fn tell_denied(desk: &Desk, request: &ConsentRequest, peer: Peer) {
    let (subject, client_id) = (&*request.subject, &*request.client.client_id);
    desk.engine
        .tell(Event::ConsentDenied { subject, client_id }, peer);
    tell_device(desk, request, false, peer);
}

/// With Hydra it is here that somebody decides about a device, and not where its code is typed.
fn tell_device(desk: &Desk, request: &ConsentRequest, accepted: bool, peer: Peer) {
    if request.is_for_device() {
        let decided = Event::DeviceDecided {
            subject: Some(&request.subject),
            client_id: Some(&request.client.client_id),
            accepted,
        };
        desk.engine.tell(decided, peer);
    }
}

/// Whether Hydra asks again next time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Remember {
    Yes,
    No,
}

async fn accept(
    desk: &Desk,
    visit: &Visit,
    challenge: &Challenge<Consent>,
    request: &ConsentRequest,
    granted: Vec<String>,
    remember: Remember,
    came: &Carried,
) -> Result<Answered, Problem> {
    let user = match desk.engine.users.by_subject(&request.subject).await {
        Ok(user) => user,
        Err(error) => {
            let error = NotChecked::Users(error);
            let response = trouble::not_checked(desk, visit, &error, came);
            return Ok(Answered::Neither(response));
        }
    };
    let Some(user) = user else {
        tracing::warn!("a consent of somebody who is no user any more was refused");
        return deny(desk, visit, challenge, request, came).await;
    };
    let remembered = remember == Remember::Yes;
    let id_token = claims::released(&user, |scope| granted.iter().any(|it| it == scope));
    let answer = AcceptConsent {
        grant_access_token_audience: request.requested_access_token_audience.clone(),
        session: Session {
            id_token,
            ..Session::default()
        },
        remember: remembered,
        remember_for: if remembered {
            desk.engine.policy.remember_consent.as_secs()
        } else {
            0
        },
        grant_scope: granted,
    };
    match desk.engine.admin.accept(challenge, &answer).await {
        Ok(to) => redirect::found(to.into_location()).map(Answered::Granted),
        Err(error) => trouble::answer(desk, visit, error, came).map(Answered::Neither),
    }
}

async fn deny(
    desk: &Desk,
    visit: &Visit,
    challenge: &Challenge<Consent>,
    request: &ConsentRequest,
    came: &Carried,
) -> Result<Answered, Problem> {
    match desk.engine.admin.reject(challenge, Reject::DENIED).await {
        // No application waits in this browser, and Hydra would show raw JSON.
        Ok(_) if request.is_for_device() => {
            let page = DeviceDonePage {
                outcome: DeviceOutcome::Denied,
                application: Some(request.client.name().to_owned()),
            };
            let pages = &desk.host.pages;
            let shown = pages.page(visit, StatusCode::OK, None, |frame| {
                pages::device_done(frame, &page)
            });
            Ok(Answered::Denied(shown))
        }
        Ok(to) => redirect::found(to.into_location()).map(Answered::Denied),
        Err(error) => trouble::answer(desk, visit, error, came).map(Answered::Neither),
    }
}

/// What is asked.
struct Asked {
    challenge: Challenge<Consent>,
    request: ConsentRequest,
}

async fn show(
    desk: &Desk,
    visit: &Visit,
    headers: &HeaderMap,
    status: StatusCode,
    asked: &Asked,
    came: &Carried,
    problem: Option<pages::Problem>,
) -> Result<Response, Problem> {
    let Asked { challenge, request } = asked;
    let session = form::session(desk, headers)?;
    let wished = &request.oidc_context.ui_locales;
    let scopes = request.requested_scope.iter().map(|scope| ScopeChoice {
        description: desk.engine.policy.scopes.get(scope).cloned(),
        ..ScopeChoice::new(scope)
    });
    // Without a name its subject stands there: no reason not to ask.
    let user = desk.engine.users.by_subject(&request.subject).await;
    let subject = user.ok().flatten().map(|user| user.name.clone());
    let page = ConsentPage {
        form: FormTarget {
            action: PATH.to_owned(),
            carried: form::carried(
                desk,
                challenge,
                came,
                wished,
                &request.request_url,
                &request.client.client_id,
            ),
            csrf: Some(form::token(desk, &session, challenge)?),
            ..FormTarget::default()
        },
        application: application(&request.client, &request.request_url),
        subject: Some(subject.unwrap_or_else(|| request.subject.clone())),
        scopes: scopes.collect(),
        audience: request.requested_access_token_audience.clone(),
        remember: (desk.engine.policy.remember_consent > Duration::ZERO).then_some(false),
        problem,
        ..ConsentPage::default()
    };
    let here = (PATH, challenge);
    let shown = form::show(desk, visit, status, here, &session, |frame| {
        pages::consent(frame, &page)
    });
    Ok(form::keep_start(
        desk,
        challenge,
        &request.request_url,
        shown,
    ))
}

/// What a person is told of the application. Its logo is somewhere else on the network, so it is not
/// shown.
pub(super) fn application(client: &Client, request_url: &str) -> Application {
    Application {
        name: client.name().to_owned(),
        host: registered_host(client, request_url).or_else(|| host_of(&client.client_uri)),
        policy: HttpsUrl::parse(&client.policy_uri),
        terms: HttpsUrl::parse(&client.tos_uri),
        logo: None,
    }
}

/// The host that the answer goes to, as far as the application has registered it: what the browser's
/// address says alone may be anybody's, and not each kind of request has it checked by Hydra.
fn registered_host(client: &Client, request_url: &str) -> Option<String> {
    let url = url::Url::parse(request_url).ok()?;
    let mut pairs = url.query_pairs();
    let sent = pairs.find_map(|(name, value)| (name == "redirect_uri").then_some(value));
    let registered = match (sent, client.redirect_uris.as_slice()) {
        (Some(sent), all) => all.iter().find(|uri| **uri == sent)?,
        (None, [only]) => only,
        (None, _) => return None,
    };
    host_of(registered)
}

fn host_of(address: &str) -> Option<String> {
    let origin = Origin::of(address)?;
    let (_, host) = origin.as_str().split_once("://")?;
    Some(host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_where_the_answer_goes_if_that_is_registered() {
        let client = Client {
            client_id: "spa".to_owned(),
            redirect_uris: vec![
                "https://app.example/cb".to_owned(),
                "com.example.app:/cb".to_owned(),
            ],
            client_uri: "https://home.example/x".to_owned(),
            policy_uri: "javascript:alert(1)".to_owned(),
            tos_uri: "https://home.example/terms".to_owned(),
            ..Client::default()
        };
        let shown = application(
            &client,
            "https://hydra.example/oauth2/auth?redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state=1",
        );
        assert_eq!(shown.name, "spa");
        assert_eq!(shown.host.as_deref(), Some("app.example"));
        assert_eq!(shown.policy, None);
        assert_eq!(
            shown.terms.as_ref().map(HttpsUrl::as_str),
            Some("https://home.example/terms")
        );
        let host = |request_url: &str| application(&client, request_url).host;
        assert_eq!(
            host("https://hydra.example/x").as_deref(),
            Some("home.example")
        );
        assert_eq!(host("").as_deref(), Some("home.example"));
        for sent in [
            "com.example.app:/cb",
            "https://app.example/other",
            "https://evil.example/cb",
        ] {
            let url = format!("https://h.example/oauth2/device/verify?redirect_uri={sent}");
            assert_eq!(host(&url).as_deref(), Some("home.example"), "{sent}");
        }
        let only = Client {
            redirect_uris: vec!["https://only.example/cb".to_owned()],
            ..Client::default()
        };
        let host = |request_url: &str| application(&only, request_url).host;
        assert_eq!(
            host("https://h.example/oauth2/auth").as_deref(),
            Some("only.example")
        );
        assert_eq!(
            host("https://h.example/?redirect_uri=https://evil.example/"),
            None
        );
    }
}
