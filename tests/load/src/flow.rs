//! The flows of a public client at the embedded engine, as the demonstration registers it.

use crate::Trouble;
use crate::http::{Answer, Connection};

/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// Why a request was not granted, apart from a broken connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The grant is no good.
    InvalidGrant,
    /// The server can't, at the moment.
    Unavailable,
}

/// A granted request, or why not; and what stands outside of that.
pub type Granted<T> = Result<Result<T, Refused>, Trouble>;

/// Signs the demonstration's user in; the session's cookie.
pub async fn sign_in(connection: &mut Connection) -> Granted<String> {
    let form = [
        ("j_username", "admin"),
        ("j_password", "123456"),
        ("client_id", "demo"),
        ("scope", "openid offline_access"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let answer = connection.post("/oauth2/code", &form).await?;
    judged("a sign-in", answer, |answer| {
        answer.cookies.first().cloned()
    })
}

/// A code for whoever is signed in.
pub async fn code(connection: &mut Connection, cookie: &str) -> Granted<String> {
    let answer = connection.get(&authorization_path(), cookie).await?;
    judged("an authorization request", answer, |answer| {
        let location = answer.location.as_deref()?;
        let (_, code) = location.split_once("code=")?;
        code.split('&').next().map(str::to_owned)
    })
}

fn authorization_path() -> String {
    format!(
        "/oauth2/auth?response_type=code&client_id=demo&scope=openid%20offline_access\
         &code_challenge={CHALLENGE}&code_challenge_method=S256"
    )
}

/// Whether the browser is signed in. Who is not is sent to the login page.
pub async fn is_signed_in(connection: &mut Connection, cookie: &str) -> Result<bool, Trouble> {
    let answer = connection.get(&authorization_path(), cookie).await?;
    match answer.location.as_deref() {
        Some(location) if location.contains("code=") => Ok(true),
        Some(location) if location.contains("/login?") => Ok(false),
        _ => Err(Trouble::Answer {
            what: "an authorization request",
            status: answer.status,
            body: answer.body,
        }),
    }
}

/// The refresh token that a code gives; with the redirect URI, where the request had one.
pub async fn exchange(
    connection: &mut Connection,
    code: &str,
    redirect_uri: Option<&str>,
) -> Granted<String> {
    let mut form = vec![
        ("grant_type", "authorization_code"),
        ("client_id", "demo"),
        ("code", code),
        ("code_verifier", VERIFIER),
    ];
    form.extend(redirect_uri.map(|uri| ("redirect_uri", uri)));
    let answer = connection.post("/oauth2/token", &form).await?;
    judged("an exchange", answer, |answer| answer.text("refresh_token"))
}

/// The refresh token that follows.
pub async fn refresh(connection: &mut Connection, client: &str, token: &str) -> Granted<String> {
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", client),
        ("refresh_token", token),
    ];
    let answer = connection.post("/oauth2/token", &form).await?;
    judged("a refresh", answer, |answer| answer.text("refresh_token"))
}

/// Gives a refresh token back.
pub async fn revoke(connection: &mut Connection, token: &str) -> Granted<()> {
    let form = [("client_id", "demo"), ("token", token)];
    let answer = connection.post("/oauth2/revoke", &form).await?;
    judged("a revocation", answer, |_| Some(()))
}

fn judged<T>(
    what: &'static str,
    answer: Answer,
    found: impl FnOnce(&Answer) -> Option<T>,
) -> Granted<T> {
    let value = if answer.status < 400 {
        found(&answer).map(Ok)
    } else if answer.status >= 500 || answer.status == 429 {
        Some(Err(Refused::Unavailable))
    } else if answer.text("error").as_deref() == Some("invalid_grant") {
        Some(Err(Refused::InvalidGrant))
    } else {
        None
    };
    value.ok_or(Trouble::Answer {
        what,
        status: answer.status,
        body: answer.body,
    })
}
