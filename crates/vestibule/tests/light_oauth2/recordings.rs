//! The double's answer to each recorded request, beside the recording.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, header},
};
use tower::ServiceExt as _;

use super::{
    double::{self, CLIENT, SECRET, Services},
    requests::{
        Answer, Asked, CODE, Code, OTHERS, OTHERS_OF_TOKEN, TOKEN, basic, code_requests, get,
        masked, post_to, recorded, sign_in, token_requests,
    },
};

struct Play(Router);

impl Play {
    fn new() -> Self {
        Self(double::router(Services::default().into()))
    }

    async fn ask(&self, (method, path, headers, body): Asked) -> (Answer, String) {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header(header::HOST, "127.0.0.1:6881");
        for (name, value) in headers {
            if name == "host" {
                request.headers_mut().unwrap().clear();
            }
            request = request.header(name, value);
        }
        let request = request.body(Body::from(body)).unwrap();
        let (parts, body) = self.0.clone().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        let location = text(&parts.headers, "location");
        let code = location.as_deref().and_then(|location| {
            Some(
                location
                    .split_once("?code=")?
                    .1
                    .split('&')
                    .next()?
                    .to_owned(),
            )
        });
        let refresh = body
            .split_once("\"refresh_token\":\"")
            .and_then(|(_, rest)| Some(rest.split('"').next()?.to_owned()));
        let answer = Answer {
            status: parts.status.as_u16(),
            location: location.map(|location| masked(&location)),
            content_type: text(&parts.headers, "content-type"),
            challenge: text(&parts.headers, "www-authenticate"),
            body: masked(&body),
        };
        (answer, code.or(refresh).unwrap_or_default())
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.as_bytes();
    Some(String::from_utf8(value.to_vec()).unwrap())
}

#[tokio::test]
async fn the_double_answers_as_the_code_service_does() {
    let mut recorded = recorded(CODE);
    for (name, asked) in code_requests() {
        let expected = recorded.remove(name);
        let (answer, _) = Play::new().ask(asked).await;
        assert_eq!(Some(answer), expected, "{name}");
    }
    let mut left: Vec<&str> = recorded.into_keys().collect();
    left.sort_by_key(|name| OTHERS.iter().position(|other| other == name));
    assert_eq!(left, OTHERS);
}

#[tokio::test]
async fn the_double_answers_as_the_token_service_does() {
    let mut recorded = recorded(TOKEN);
    for (name, code, credentials, body) in token_requests() {
        let play = Play::new();
        let ask_token = async |credentials: Option<&str>, body: &str| {
            let mut asked = post_to("/oauth2/token", body);
            asked.2.extend(credentials.map(basic));
            play.ask(asked).await
        };
        let own = format!("{CLIENT}:{SECRET}");
        let value = match &code {
            Code::ByBasic(query) => play.ask(get(query)).await.1,
            Code::ByForm(fields) => play.ask(sign_in(fields)).await.1,
            Code::Spent(query, body) => {
                let (_, value) = play.ask(get(query)).await;
                ask_token(Some(&own), &body.replace("{}", &value)).await;
                value
            }
            Code::Refresh | Code::RefreshTriedBy(_) => {
                // As recorded: one sign-in asked to be remembered, the other did not.
                let fields = if name == "refresh ok" {
                    "&remember=Y"
                } else {
                    ""
                };
                let (_, value) = play.ask(sign_in(fields)).await;
                let body = format!("grant_type=authorization_code&code={value}");
                ask_token(Some(&own), &body).await.1
            }
            Code::None => String::new(),
        };
        if let Code::RefreshTriedBy(client) = &code {
            let body = format!("grant_type=refresh_token&refresh_token={value}");
            ask_token(Some(&format!("{client}:{SECRET}")), &body).await;
        }
        let (answer, _) = ask_token(credentials.as_deref(), &body.replace("{}", &value)).await;
        assert_eq!(Some(answer), recorded.remove(name), "{name}");
    }
    assert_eq!(recorded.into_keys().collect::<Vec<_>>(), OTHERS_OF_TOKEN);
}
