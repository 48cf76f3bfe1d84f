//! Single sign-on: the session that a sign-in begins, and the cookie that a browser keeps of it.
//!
//! The cookie is a secret of which the database has only the digest. Forms that act for whoever is
//! signed in carry a token made of it: another site can make a browser send the cookie, and can't
//! know what the form must say beside it. Each page has another token, since pages are compressed, and
//! what stands in many of them could be guessed by their length (BREACH).

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};
use serde_json::Value;

use crate::users::User;

use super::Embedded;
use super::failure::Failure;
use super::issue::Authentication;
use super::secret::{Digest, Secret};
use super::store::{SessionRow, Write};

/// Over https the prefix has browsers refuse a cookie that another host of the domain has set.
const SECURE_NAME: &str = "__Host-vestibule_session";
const NAME: &str = "vestibule_session";

/// What a request's cookies say of the browser that sent it: its session's secret, good or not.
#[derive(Debug, Clone, Default)]
pub struct Browser(Option<Secret>);

impl Browser {
    /// Whether it sent a session's cookie, good or not.
    pub fn has_cookie(&self) -> bool {
        self.0.is_some()
    }
}

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    pub(super) user: Arc<User>,
    pub(super) auth_time: i64,
    form_key: FormKey,
    /// Under which it is stored.
    pub(super) digest: Digest,
}

impl Session {
    /// The name that the person signed in with.
    pub fn user_name(&self) -> &str {
        &self.user.name
    }

    /// Who signed in, and when.
    pub(super) fn who(&self) -> Authentication<'_> {
        Authentication {
            subject: &self.user.subject,
            auth_time: self.auth_time,
        }
    }

    /// Whether a hint means this person: their name, their identifier or their address.
    pub(super) fn is_meant_by(&self, hint: &str) -> bool {
        let email = self.user.claims.get("email").and_then(Value::as_str);
        hint == self.user.name
            || hint == self.user.subject
            || email.is_some_and(|email| email.eq_ignore_ascii_case(hint))
    }

    /// Whether a form carried what it must.
    pub(super) fn is_of_form(&self, token: &str) -> bool {
        self.form_key.has_made(token)
    }
}

/// Makes and judges the tokens of a session's forms. It does not tell the cookie.
#[derive(Clone, PartialEq, Eq)]
struct FormKey(Digest);

/// Tells a page from all others.
type PageNumber = [u8; 16];

impl FormKey {
    fn of(secret: &Secret) -> Self {
        Self(Digest::of(&format!("form {}", secret.expose())))
    }

    fn key(&self) -> hmac::Key {
        hmac::Key::new(hmac::HMAC_SHA256, self.0.as_bytes())
    }

    /// The page's number, and its signature.
    fn token(&self, page: &PageNumber) -> FormToken {
        let mut token = page.to_vec();
        token.extend_from_slice(hmac::sign(&self.key(), page).as_ref());
        FormToken(URL_SAFE_NO_PAD.encode(token))
    }

    fn has_made(&self, token: &str) -> bool {
        let Ok(token) = URL_SAFE_NO_PAD.decode(token) else {
            return false;
        };
        token
            .split_first_chunk::<{ size_of::<PageNumber>() }>()
            .is_some_and(|(page, tag)| hmac::verify(&self.key(), page, tag).is_ok())
    }
}

impl fmt::Debug for FormKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormKey(…)")
    }
}

/// The proof that a form was drawn for the browser that posts it.
#[derive(Clone, PartialEq, Eq)]
pub struct FormToken(String);

impl FormToken {
    /// As the form has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for FormToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormToken(…)")
    }
}

/// A session that has just begun.
pub(super) struct Begun {
    /// For the browser.
    pub(super) cookie: HeaderValue,
    /// Under which it is stored.
    pub(super) digest: Digest,
}

/// How long a browser keeps the cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remember {
    /// Until it is closed.
    No,
    /// As long as the session lasts.
    Yes,
}

impl Embedded {
    /// Reads a request's cookies.
    pub fn browser(&self, headers: &HeaderMap) -> Browser {
        let name = cookie_name(self.issuer.is_https());
        let secret = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(Cookie::split_parse)
            .filter_map(Result::ok)
            .find(|cookie| cookie.name() == name)
            .map(|cookie| Secret::from_text(cookie.value()));
        Browser(secret)
    }

    /// Who is signed in with this browser.
    pub(super) async fn session(&self, browser: &Browser) -> Result<Option<Session>, Failure> {
        let Some(secret) = &browser.0 else {
            return Ok(None);
        };
        let found = self.store.session(&secret.digest(), self.now()).await?;
        let Some(row) = found else {
            return Ok(None);
        };
        let user = self.users.still(&row.subject, row.auth_time).await?;
        Ok(user.map(|user| Session {
            user,
            auth_time: row.auth_time,
            form_key: FormKey::of(secret),
            digest: secret.digest(),
        }))
    }

    /// What a form on a new page must carry to act for this person.
    pub(super) fn form_token(&self, session: &Session) -> Result<FormToken, Failure> {
        let mut page = PageNumber::default();
        self.entropy.fill(&mut page)?;
        Ok(session.form_key.token(&page))
    }

    /// Begins a session in place of the browser's former one; the cookie is good once `write` is
    /// committed.
    pub(super) async fn begin_session(
        &self,
        write: &mut Write,
        browser: &Browser,
        who: Authentication<'_>,
        remember: Remember,
        now: i64,
    ) -> Result<Begun, Failure> {
        if let Some(former) = &browser.0 {
            write.remove_session(&former.digest()).await?;
        }
        let lifetime = match remember {
            Remember::No => self.lifetimes.session,
            Remember::Yes => self.lifetimes.remembered_session,
        };
        let seconds = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
        let secret = Secret::generate(&*self.entropy)?;
        let session = SessionRow {
            subject: who.subject.to_owned(),
            auth_time: who.auth_time,
        };
        write
            .add_session(&secret.digest(), &session, now.saturating_add(seconds))
            .await?;
        let max_age = (remember == Remember::Yes).then_some(seconds);
        Ok(Begun {
            cookie: cookie(self.issuer.is_https(), secret.expose(), max_age)
                .ok_or(Failure::Cookie)?,
            digest: secret.digest(),
        })
    }

    /// Ends the browser's session; the cookie that takes its own away.
    pub(super) async fn end_session(
        &self,
        write: &mut Write,
        browser: &Browser,
    ) -> Result<HeaderValue, Failure> {
        if let Some(secret) = &browser.0 {
            write.remove_session(&secret.digest()).await?;
        }
        cookie(self.issuer.is_https(), "", Some(0)).ok_or(Failure::Cookie)
    }
}

fn cookie_name(https: bool) -> &'static str {
    if https { SECURE_NAME } else { NAME }
}

/// `Lax`: an application's link or form to the authorization endpoint must find the session.
fn cookie(https: bool, value: &str, max_age: Option<i64>) -> Option<HeaderValue> {
    let mut cookie = Cookie::build((cookie_name(https), value))
        .path("/")
        .http_only(true)
        .secure(https)
        .same_site(SameSite::Lax);
    if let Some(seconds) = max_age {
        cookie = cookie.max_age(Duration::seconds(seconds));
    }
    let mut header = HeaderValue::try_from(cookie.build().to_string()).ok()?;
    header.set_sensitive(true);
    Some(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_for_this_host_and_no_script() {
        assert_eq!(
            cookie(true, "x", Some(60)).unwrap(),
            "__Host-vestibule_session=x; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=60"
        );
        assert_eq!(
            cookie(false, "x", None).unwrap(),
            "vestibule_session=x; HttpOnly; SameSite=Lax; Path=/"
        );
    }

    #[test]
    fn a_forms_token_is_of_its_session_and_does_not_tell_the_cookie() {
        let secret = Secret::from_text("s");
        let key = FormKey::of(&secret);
        let token = key.token(&[7; 16]);
        // key=$(printf 'form s' | openssl dgst -sha256 -hex | cut -d' ' -f2)
        // printf '\7%.0s' {1..16} | openssl dgst -sha256 -mac hmac -macopt hexkey:$key -binary
        assert_eq!(
            token.as_str(),
            "BwcHBwcHBwcHBwcHBwcHBxSCdZt6TyHbuhV-zJ3Dc8eQGptCRhxCye4ZQZYxBSPk"
        );
        assert!(key.has_made(token.as_str()));
        assert!(!FormKey::of(&Secret::from_text("t")).has_made(token.as_str()));
        for bad in [
            "",
            "BwcHBwcHBwcHBwcHBwcHBw",
            "*",
            &format!("{}A", token.as_str()),
        ] {
            assert!(!key.has_made(bad), "{bad}");
        }
        assert_eq!(format!("{token:?} {key:?}"), "FormToken(…) FormKey(…)");
    }

    #[test]
    fn no_two_pages_have_a_token_in_common() {
        let key = FormKey::of(&Secret::from_text("s"));
        let (one, other) = (key.token(&[1; 16]), key.token(&[2; 16]));
        assert_ne!(one.as_str().get(22..), other.as_str().get(22..));
        assert!(key.has_made(one.as_str()) && key.has_made(other.as_str()));
    }
}
