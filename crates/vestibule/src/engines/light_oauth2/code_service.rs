//! The code service, `/oauth2/code`: from credentials to a code, by the way that binds the most.

use http::{StatusCode, header};
use reqwest::RequestBuilder;

use super::{
    authorize::Request,
    credentials::Credentials,
    services::{Answer, NoAnswer, Services},
    status::Status,
};

/// With its charset: without, the service reads the bytes as Latin-1, and other passwords fail.
const FORM: &str = "application/x-www-form-urlencoded;charset=UTF-8";

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Issued {
    /// The service's own code.
    Code(String),
    /// Unknown name or wrong password. The service answers the two differently; nobody is told.
    WrongCredentials,
    /// The service does not take the request, whoever signs in: the operator's to mend.
    Refused(Status),
    /// There was no whole answer.
    NoAnswer,
    /// There was one, but not of a healthy service, or none that is known.
    Unclear,
}

impl Services {
    /// Asks for a code.
    pub(super) async fn code(
        &self,
        request: &Request<'_>,
        credentials: Credentials<'_>,
        user_type: &str,
    ) -> Issued {
        // RFC 7617 §2: a user name with a colon can't be told from its password.
        let by_form = credentials.name.contains(':');
        let call = if by_form {
            self.by_form(request, credentials, user_type)
        } else {
            self.by_basic(request, credentials, user_type)
        };
        let answer = self.send(call).await;
        if let Some(code) = answer
            .as_ref()
            .ok()
            .and_then(|answer| code_in(answer, request))
        {
            return Issued::Code(code);
        }
        // Asked in every case, so that the time tells no more than the words.
        let healthy = self.is_healthy(&self.urls.code_health).await;
        match answer {
            Ok(answer) if healthy => refused(&answer, by_form),
            Ok(_) => Issued::Unclear,
            Err(NoAnswer) => Issued::NoAnswer,
        }
    }

    /// The one that binds challenge and scope to the code.
    fn by_basic(
        &self,
        request: &Request<'_>,
        credentials: Credentials<'_>,
        user_type: &str,
    ) -> RequestBuilder {
        let mut url = self.urls.code.clone();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &request.client.id)
            .append_pair("redirect_uri", request.redirect_uri)
            .append_pair("user_type", user_type)
            .append_pair("code_challenge", request.challenge)
            .append_pair("code_challenge_method", "S256")
            .extend_pairs(request.scope.map(|scope| ("scope", scope)));
        self.http
            .get(url)
            .basic_auth(credentials.name, Some(credentials.password))
    }

    /// The one that takes any name. The seal binds what this one does not.
    fn by_form(
        &self,
        request: &Request<'_>,
        credentials: Credentials<'_>,
        user_type: &str,
    ) -> RequestBuilder {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("j_username", credentials.name)
            .append_pair("j_password", credentials.password)
            .append_pair("user_type", user_type)
            .append_pair("response_type", "code")
            .append_pair("client_id", &request.client.id)
            .append_pair("redirect_uri", request.redirect_uri)
            .finish();
        self.http
            .post(self.urls.code.clone())
            .header(header::CONTENT_TYPE, FORM)
            .body(body)
    }
}

/// The code in the redirect to just the address that was named.
fn code_in(answer: &Answer, request: &Request<'_>) -> Option<String> {
    if answer.status != StatusCode::FOUND {
        return None;
    }
    let location = answer.headers.get(header::LOCATION)?.as_bytes();
    let rest = location
        .strip_prefix(request.redirect_uri.as_bytes())?
        .strip_prefix(b"?code=")?;
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let is_code = !rest.is_empty() && rest.len() <= 256 && rest.iter().all(plain);
    is_code
        .then(|| String::from_utf8(rest.to_vec()).ok())
        .flatten()
}

/// What a healthy service means by an answer without a code.
fn refused(answer: &Answer, by_form: bool) -> Issued {
    let status = Status::parse(&answer.body);
    match (answer.status, status) {
        (StatusCode::UNAUTHORIZED, _) if !by_form => Issued::WrongCredentials,
        (StatusCode::TEMPORARY_REDIRECT, _) if by_form => Issued::WrongCredentials,
        // An unknown name, on the way by Basic.
        (StatusCode::INTERNAL_SERVER_ERROR, Some(status)) if status.code() == "ERR10010" => {
            Issued::WrongCredentials
        }
        (code, Some(status)) if code.is_client_error() => Issued::Refused(status),
        (code, _) => {
            tracing::error!(
                status = code.as_u16(),
                "the code service's answer is not known"
            );
            Issued::Unclear
        }
    }
}
