//! The double's answer to each recorded request, beside the recording.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use tower::ServiceExt as _;

use super::{
    double::{self, CLIENT, SECRET, Services},
    requests::{
        Answer, Asked, CODE, Code, KEYS_AT_THE_TOKEN_SERVICE, RECORDED_AT, TOKEN, basic,
        code_requests, get, other_requests, post_to, recorded, sign_in, token_requests,
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
        let location = parts.headers.get("location");
        let code = location.and_then(|location| {
            let (_, rest) = location.to_str().ok()?.split_once("?code=")?;
            Some(rest.split('&').next()?.to_owned())
        });
        let refresh = body
            .split_once("\"refresh_token\":\"")
            .and_then(|(_, rest)| Some(rest.split('"').next()?.to_owned()));
        let answer = Answer::of(RECORDED_AT, parts.status.as_u16(), &parts.headers, &body);
        (answer, code.or(refresh).unwrap_or_default())
    }
}

#[tokio::test]
async fn the_double_answers_as_the_code_service_does() {
    let mut recorded = recorded(CODE);
    for (name, asked) in code_requests() {
        let expected = recorded.remove(name);
        let (answer, _) = Play::new().ask(asked).await;
        assert_eq!(Some(answer), expected, "{name}");
    }
    assert_eq!(recorded.into_keys().collect::<Vec<_>>(), [""; 0]);
}

#[tokio::test]
async fn the_double_answers_as_the_token_and_key_services_do() {
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
    for (name, asked) in other_requests() {
        let (answer, _) = Play::new().ask(asked).await;
        assert_eq!(Some(answer), recorded.remove(name), "{name}");
    }
    let name = KEYS_AT_THE_TOKEN_SERVICE;
    let token_alone = Play(double::token_service(Services::default().into()));
    let asked = ("GET", "/oauth2/keys".to_owned(), vec![], String::new());
    let (answer, _) = token_alone.ask(asked).await;
    assert_eq!(Some(answer), recorded.remove(name), "{name}");
    assert_eq!(recorded.into_keys().collect::<Vec<_>>(), [""; 0]);
}
