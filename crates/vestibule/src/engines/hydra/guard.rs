//! What is kept between showing a form and its answer, in the browser's hands: a cookie and a field
//! that only together, and only for one challenge, prove that the form came from here. Nothing is
//! kept on the server, so that any replica with the same key can judge what another one made.
//!
//! Also seals the address by which a sign-in is started again, which a form carries beside its challenge,
//! and a cookie for the page that is opened once more without its form.

use std::{fmt, str::FromStr, time::Duration};

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{Challenge, HydraRedirect, challenge::Step};
use crate::{
    entropy::{Entropy, Unavailable},
    origin::Origin,
};

/// Longer than Hydra's challenges live (half an hour), so that those are what expires first.
pub const LIFETIME: Duration = Duration::from_hours(2);

/// A shorter key might be guessed.
pub const SHORTEST_KEY: usize = 32;

const RANDOM_BYTES: usize = 16;

/// Of an address to start again from: browsers drop a cookie of more than 4 KB.
const LONGEST_START: usize = 2800;

/// A key as the operator wrote it. Never shown or logged.
#[derive(Clone, PartialEq, Eq)]
pub struct CookieKey(String);

impl FromStr for CookieKey {
    type Err = WeakKey;

    fn from_str(text: &str) -> Result<Self, WeakKey> {
        (text.len() >= SHORTEST_KEY)
            .then(|| Self(text.to_owned()))
            .ok_or(WeakKey)
    }
}

impl fmt::Debug for CookieKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CookieKey(…)")
    }
}

/// The keys: the first signs, all verify, so that a new one can be brought in without a gap.
#[derive(Clone)]
pub struct GuardKeys {
    signing: hmac::Key,
    former: Vec<hmac::Key>,
}

/// A key is too short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a cookie key needs at least {SHORTEST_KEY} characters; `openssl rand -hex 32` makes one")]
pub struct WeakKey;

impl GuardKeys {
    /// Takes the keys, the newest first; without any there is nothing to share.
    pub fn shared(keys: &[CookieKey]) -> Option<Self> {
        let key = |CookieKey(text): &CookieKey| hmac::Key::new(hmac::HMAC_SHA256, text.as_bytes());
        let (newest, former) = keys.split_first()?;
        Some(Self {
            signing: key(newest),
            former: former.iter().map(key).collect(),
        })
    }

    /// A key for this process alone.
    pub fn of_this_process(entropy: &dyn Entropy) -> Result<Self, Unavailable> {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes)?;
        Ok(Self {
            signing: hmac::Key::new(hmac::HMAC_SHA256, &bytes),
            former: Vec::new(),
        })
    }

    fn sign(&self, purpose: &str, parts: &[&str]) -> String {
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.signing, &message(purpose, parts)))
    }

    fn verify(&self, purpose: &str, parts: &[&str], tag: &str) -> bool {
        let message = message(purpose, parts);
        URL_SAFE_NO_PAD.decode(tag).is_ok_and(|tag| {
            std::iter::once(&self.signing)
                .chain(&self.former)
                .any(|key| hmac::verify(key, &message, &tag).is_ok())
        })
    }
}

impl fmt::Debug for GuardKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GuardKeys(…)")
    }
}

/// Each part with its length, so that no two lists look alike.
fn message(purpose: &str, parts: &[&str]) -> Vec<u8> {
    let mut message = Vec::new();
    for part in std::iter::once(&purpose).chain(parts) {
        message.extend_from_slice(&part.len().to_be_bytes());
        message.extend_from_slice(part.as_bytes());
    }
    message
}

/// Makes and judges cookies, form tokens and sealed addresses.
#[derive(Clone, Debug)]
pub struct Guard {
    keys: GuardKeys,
    /// Only browsers that came by https may get the name that promises it.
    secure: bool,
}

/// The browser's cookie, found valid or made anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What its forms are bound to.
    random: String,
}

/// Why a form is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GuardError {
    /// The browser brought no cookie of ours, or an old one. It may keep none.
    #[error("the form is too old, or the browser keeps no cookies")]
    NoCookie,
    /// The field is not the one that was made for this browser and challenge.
    #[error("the form was not made here for this browser")]
    ForeignForm,
}

impl Guard {
    /// A guard with these keys; `secure` says that browsers come by https.
    pub fn new(keys: GuardKeys, secure: bool) -> Self {
        Self { keys, secure }
    }

    /// The cookie's name. The prefix has browsers refuse it from neighbours' hosts and over http.
    pub fn cookie_name(&self) -> &'static str {
        if self.secure {
            "__Host-vestibule-form"
        } else {
            "vestibule-form"
        }
    }

    /// The session of a browser that brought these `Cookie` headers, if one is good at `now` (seconds).
    pub fn known<'a>(
        &self,
        cookies: impl IntoIterator<Item = &'a str>,
        now: u64,
    ) -> Option<Session> {
        values(cookies, self.cookie_name()).find_map(|value| self.open(value, now))
    }

    fn open(&self, value: &str, now: u64) -> Option<Session> {
        let mut parts = value.split('.');
        let (expiry, random, tag) = (parts.next()?, parts.next()?, parts.next()?);
        let valid = parts.next().is_none()
            && self.keys.verify("cookie", &[expiry, random], tag)
            && expiry.parse::<u64>().is_ok_and(|expiry| now < expiry);
        valid.then(|| Session {
            random: random.to_owned(),
        })
    }

    /// A session for a browser that has none.
    pub fn begin(&self, entropy: &dyn Entropy) -> Result<Session, Unavailable> {
        Ok(Session {
            random: random(entropy)?,
        })
    }

    /// The `Set-Cookie` that keeps a session good from `now` on. The random part stays, so that the
    /// forms of other tabs stay good with it.
    pub fn set_cookie(&self, session: &Session, now: u64) -> String {
        let expiry = now.saturating_add(LIFETIME.as_secs()).to_string();
        let tag = self.keys.sign("cookie", &[&expiry, &session.random]);
        format!(
            "{}={expiry}.{}.{tag}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}",
            self.cookie_name(),
            session.random,
            LIFETIME.as_secs(),
            if self.secure { "; Secure" } else { "" }
        )
    }

    /// The field of a form that answers `challenge`. Each page has another one, since pages are
    /// compressed, and what stands in many of them could be guessed by their length (BREACH).
    pub fn token<S: Step>(
        &self,
        session: &Session,
        challenge: &Challenge<S>,
        entropy: &dyn Entropy,
    ) -> Result<String, Unavailable> {
        let page = random(entropy)?;
        let parts = [S::NAME, &session.random, challenge.expose(), &page];
        let tag = self.keys.sign("form", &parts);
        Ok(format!("{page}.{tag}"))
    }

    /// Whether a form that answers `challenge` came from here.
    pub fn check<S: Step>(
        &self,
        session: Option<&Session>,
        challenge: &Challenge<S>,
        token: Option<&str>,
    ) -> Result<(), GuardError> {
        let session = session.ok_or(GuardError::NoCookie)?;
        let (page, tag) = token
            .and_then(|token| token.split_once('.'))
            .ok_or(GuardError::ForeignForm)?;
        let parts = [S::NAME, &session.random, challenge.expose(), page];
        self.keys
            .verify("form", &parts, tag)
            .then_some(())
            .ok_or(GuardError::ForeignForm)
    }

    /// An address of Hydra's, so that nobody can have a form carry another.
    pub fn seal(&self, address: &HydraRedirect) -> String {
        let tag = self.keys.sign("restart", &[address.as_str()]);
        format!("{tag}.{}", address.as_str())
    }

    /// The `Set-Cookie` that keeps where the request of `challenge` began: Hydra tells no more of it
    /// once the challenge has expired. One is kept, the latest; none of an address that is too long.
    pub fn keep_start<S: Step>(
        &self,
        challenge: &Challenge<S>,
        start: &HydraRedirect,
    ) -> Option<String> {
        let start = start.as_str();
        (start.len() <= LONGEST_START).then(|| {
            let tag = self.keys.sign("start", &[challenge.expose(), start]);
            format!(
                "{}={tag}.{}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}",
                self.start_name(),
                URL_SAFE_NO_PAD.encode(start),
                LIFETIME.as_secs(),
                if self.secure { "; Secure" } else { "" }
            )
        })
    }

    /// Where the request of `challenge` began, if these `Cookie` headers tell.
    pub fn kept_start<'a, S: Step>(
        &self,
        cookies: impl IntoIterator<Item = &'a str>,
        challenge: &Challenge<S>,
        public: &Origin,
    ) -> Option<HydraRedirect> {
        values(cookies, self.start_name()).find_map(|value| {
            let (tag, start) = value.split_once('.')?;
            let start = String::from_utf8(URL_SAFE_NO_PAD.decode(start).ok()?).ok()?;
            self.keys
                .verify("start", &[challenge.expose(), &start], tag)
                .then(|| HydraRedirect::parse(&start, public).ok())
                .flatten()
        })
    }

    fn start_name(&self) -> &'static str {
        if self.secure {
            "__Host-vestibule-start"
        } else {
            "vestibule-start"
        }
    }

    /// The address again, if it was sealed here and is still on Hydra's public origin.
    pub fn unseal(&self, sealed: &str, public: &Origin) -> Option<HydraRedirect> {
        let (tag, address) = sealed.split_once('.')?;
        self.keys
            .verify("restart", &[address], tag)
            .then(|| HydraRedirect::parse(address, public).ok())
            .flatten()
    }
}

fn random(entropy: &dyn Entropy) -> Result<String, Unavailable> {
    let mut bytes = [0; RANDOM_BYTES];
    entropy.fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// The values of the cookies of a name.
fn values<'a>(
    headers: impl IntoIterator<Item = &'a str>,
    wanted: &'static str,
) -> impl Iterator<Item = &'a str> {
    headers
        .into_iter()
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter_map(move |(name, value)| (name == wanted).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::super::{Consent, Login};
    use super::*;

    const KEY: &str = "0123456789abcdef0123456789abcdef";
    const NOW: u64 = 1_793_445_245;

    fn guard(keys: &[&str]) -> Guard {
        let keys: Vec<CookieKey> = keys.iter().map(|key| key.parse().unwrap()).collect();
        Guard::new(GuardKeys::shared(&keys).unwrap(), true)
    }

    fn always(byte: u8) -> impl Entropy {
        move |out: &mut [u8]| {
            out.fill(byte);
            Ok(())
        }
    }

    fn session(byte: u8) -> Session {
        guard(&[KEY]).begin(&always(byte)).unwrap()
    }

    fn challenge<S: Step>(text: &str) -> Challenge<S> {
        Challenge::parse(text).unwrap()
    }

    /// What a browser makes of a `Set-Cookie`.
    fn cookie(set_cookie: &str) -> &str {
        set_cookie.split(';').next().unwrap()
    }

    #[test]
    fn a_cookie_is_known_again_by_every_replica_until_it_expires() {
        let set = guard(&[KEY]).set_cookie(&session(1), NOW);
        assert!(
            set.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=7200; Secure"),
            "{set}"
        );
        assert!(set.starts_with("__Host-vestibule-form=1793452445.AQEBAQEBAQEBAQEBAQEBAQ."));
        let header = format!("a=b; {}; c=d", cookie(&set));
        let replica = guard(&[KEY]);
        assert_eq!(replica.known([header.as_str()], NOW), Some(session(1)));
        assert_eq!(
            replica.known([header.as_str()], NOW + 7199),
            Some(session(1))
        );
        assert_eq!(replica.known([header.as_str()], NOW + 7200), None);
    }

    #[test]
    fn a_changed_cookie_is_none() {
        let set = guard(&[KEY]).set_cookie(&session(1), NOW);
        let good = cookie(&set);
        for bad in [
            good.replace("1793452445", "9793452445"),
            good.replace("AQEB", "AQEC"),
            good.replace("__Host-", ""),
            format!("{good}x"),
            format!("{good}.x"),
            good.rsplit_once('.').unwrap().0.to_owned(),
            "__Host-vestibule-form=".to_owned(),
            "__Host-vestibule-form=..".to_owned(),
        ] {
            assert_eq!(guard(&[KEY]).known([bad.as_str()], NOW), None, "{bad}");
        }
        let other = guard(&["ffffffffffffffffffffffffffffffff"]);
        assert_eq!(other.known([good], NOW), None);
    }

    #[test]
    fn a_new_key_leaves_what_the_old_one_signed_good() {
        let new = "ffffffffffffffffffffffffffffffff";
        let set = guard(&[KEY]).set_cookie(&session(1), NOW);
        assert_eq!(
            guard(&[new, KEY]).known([cookie(&set)], NOW),
            Some(session(1))
        );
        let set = guard(&[new, KEY]).set_cookie(&session(1), NOW);
        assert_eq!(guard(&[KEY]).known([cookie(&set)], NOW), None);
    }

    #[test]
    fn a_form_is_good_for_its_browser_and_its_challenge_alone() {
        let guard = guard(&[KEY]);
        let (mine, other) = (session(1), session(2));
        let login: Challenge<Login> = challenge("c1");
        let token = guard.token(&mine, &login, &always(3)).unwrap();
        assert_eq!(guard.check(Some(&mine), &login, Some(&token)), Ok(()));
        let foreign = Err(GuardError::ForeignForm);
        assert_eq!(guard.check(Some(&other), &login, Some(&token)), foreign);
        assert_eq!(guard.check(Some(&mine), &login, None), foreign);
        for changed in [
            format!("{token}A"),
            token.replace('.', "A."),
            token.replace('.', ""),
        ] {
            assert_eq!(guard.check(Some(&mine), &login, Some(&changed)), foreign);
        }
        let another: Challenge<Login> = challenge("c2");
        assert_eq!(guard.check(Some(&mine), &another, Some(&token)), foreign);
        // A token of one step says nothing about another with the same challenge.
        let consent: Challenge<Consent> = challenge("c1");
        assert_eq!(guard.check(Some(&mine), &consent, Some(&token)), foreign);
        assert_eq!(
            guard.check(None, &login, Some(&token)),
            Err(GuardError::NoCookie)
        );
    }

    #[test]
    fn no_two_pages_have_a_token_in_common() {
        let guard = guard(&[KEY]);
        let (mine, login) = (session(1), challenge::<Login>("c1"));
        let tokens = [2, 3].map(|byte| guard.token(&mine, &login, &always(byte)).unwrap());
        let [one, other] = tokens
            .each_ref()
            .map(|token| token.split_once('.').unwrap());
        assert_ne!(one.0, other.0);
        assert_ne!(one.1, other.1);
        for token in &tokens {
            assert_eq!(guard.check(Some(&mine), &login, Some(token)), Ok(()));
        }
    }

    #[test]
    fn a_sealed_address_comes_back_and_no_other() {
        let guard = guard(&[KEY]);
        let public: Origin = "https://hydra.example".parse().unwrap();
        let address = "https://hydra.example/oauth2/auth?client_id=a&state=x.y";
        let sealed = guard.seal(&HydraRedirect::parse(address, &public).unwrap());
        assert_eq!(
            guard
                .unseal(&sealed, &public)
                .map(HydraRedirect::into_location),
            Some(address.to_owned())
        );
        assert_eq!(
            guard.unseal(&sealed.replace("client_id=a", "client_id=b"), &public),
            None
        );
        assert_eq!(guard.unseal(address, &public), None);
        assert_eq!(guard.unseal("", &public), None);
        let elsewhere: Origin = "https://other.example".parse().unwrap();
        assert_eq!(guard.unseal(&sealed, &elsewhere), None);
    }

    #[test]
    fn where_a_request_began_is_kept_for_its_challenge_alone() {
        let guard = guard(&[KEY]);
        let public: Origin = "https://hydra.example".parse().unwrap();
        let start = |address: &str| HydraRedirect::parse(address, &public).unwrap();
        let address = "https://hydra.example/oauth2/auth?client_id=a&state=x.y";
        let login: Challenge<Login> = challenge("c1");
        let set = guard.keep_start(&login, &start(address)).unwrap();
        assert!(
            set.starts_with("__Host-vestibule-start=")
                && set.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=7200; Secure"),
            "{set}"
        );
        let kept = |cookie: &str, challenge: &Challenge<Login>| {
            let header = format!("a=b; {cookie}");
            guard
                .kept_start([header.as_str()], challenge, &public)
                .map(HydraRedirect::into_location)
        };
        assert_eq!(kept(cookie(&set), &login).as_deref(), Some(address));
        assert_eq!(kept(cookie(&set), &challenge("c2")), None);
        let other = guard.keep_start(&login, &start("https://hydra.example/b"));
        let (_, other) = other
            .as_deref()
            .map(cookie)
            .unwrap()
            .split_once('.')
            .unwrap();
        let (own, _) = cookie(&set).split_once('.').unwrap();
        for forged in [
            format!("{own}.{other}"),
            format!("{own}."),
            own.to_owned(),
            format!("{own}.!"),
            "__Host-vestibule-start=".to_owned(),
        ] {
            assert_eq!(kept(&forged, &login), None, "{forged}");
        }
        // At its longest it is still a cookie that browsers keep.
        let longest = |more: usize| {
            let path = "x".repeat(LONGEST_START - "https://hydra.example/".len() + more);
            guard.keep_start(&login, &start(&format!("https://hydra.example/{path}")))
        };
        assert!(longest(0).is_some_and(|set| cookie(&set).len() < 4096));
        assert_eq!(longest(1), None);
    }

    #[test]
    fn a_short_key_is_refused() {
        assert_eq!("short".parse::<CookieKey>(), Err(WeakKey));
        assert!(GuardKeys::shared(&[]).is_none());
        let key: CookieKey = KEY.parse().unwrap();
        assert_eq!(format!("{key:?}"), "CookieKey(…)");
        assert_eq!(
            format!("{:?}", guard(&[KEY])),
            "Guard { keys: GuardKeys(…), secure: true }"
        );
    }
}
