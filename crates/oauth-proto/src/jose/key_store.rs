//! A server's published keys and when to look for new ones (RFC 7517 §5, OIDC Core §10.1.1).
//!
//! Rules: a key set is fetched when there is none; a token that no key fits causes one fetch more (keys may have been
//! rotated just before it was signed), but not again within [`REFETCH_FLOOR`], so that bad tokens cannot make this
//! client flood its server. Unknown kinds of keys are skipped. A store belongs to one server: it is refused where a token
//! of another is to be verified (RFC 8725 §3.8). This file does not verify signatures.

use http::{Request, Response};
use serde_json::Value;

use super::{Algorithm, Jwk};
use crate::check::{CheckId, Trace};
use crate::endpoint::{Endpoint, Issuer};
use crate::error::{Error, Misuse, Violation};
use crate::exchange::{self, Ids};
use crate::metadata::{EndpointName, ServerMetadata};
use crate::time::Timestamp;

/// Seconds between two fetches that are caused by tokens no key fits.
pub const REFETCH_FLOOR: i64 = 60;

/// Most keys of a set that are looked at.
const MAX_KEYS: usize = 100;
/// Most keys that are tried for one signature without a `kid`.
const MAX_CANDIDATES: usize = 10;

/// The keys of one server.
#[derive(Clone, Debug)]
pub struct KeyStore {
    issuer: Option<Issuer>,
    jwks_uri: Option<Endpoint>,
    keys: Option<Vec<Jwk>>,
    refetched_at: Option<Timestamp>,
}

/// What a key store has for a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyLookup {
    /// These keys fit; with a `kid` usually one.
    Found(Vec<Jwk>),
    /// Fetch the key set and ask again.
    RefetchNeeded,
    /// None fits, and fetching again would not help now.
    NotFound,
}

/// The same, lent.
pub(crate) enum Candidates<'a> {
    Found(Vec<&'a Jwk>),
    RefetchNeeded,
    NotFound,
}

impl KeyStore {
    /// An empty store for this server's keys.
    pub fn new(server: &ServerMetadata) -> Self {
        Self {
            issuer: server.issuer().cloned(),
            jwks_uri: server.endpoint(EndpointName::Jwks).cloned(),
            keys: None,
            refetched_at: None,
        }
    }

    /// The request for the key set.
    pub fn request(&self, trace: &mut Trace) -> Result<Request<Vec<u8>>, Error> {
        match &self.jwks_uri {
            Some(jwks_uri) => Ok(exchange::get(jwks_uri)),
            None => Err(trace.fail(
                CheckId::IdTokenKey,
                "jwks_uri",
                "none",
                Misuse::NoEndpoint("jwks_uri"),
            )),
        }
    }

    /// Takes the key set in.
    pub fn process_response(
        &mut self,
        response: &Response<Vec<u8>>,
        now: Timestamp,
        trace: &mut Trace,
    ) -> Result<(), Error> {
        // The row `id_token.key` is written once a key is chosen; here only what goes wrong is.
        let mut fetched = Trace::new();
        let ids = Ids::both(CheckId::IdTokenKey);
        let body = exchange::json_object(response, ids, &mut fetched).inspect_err(|_| {
            trace.extend(fetched);
        })?;
        let Some(keys) = body.get("keys").and_then(Value::as_array) else {
            return Err(trace.fail(
                CheckId::IdTokenKey,
                "an array keys",
                "none",
                Violation::Malformed("keys"),
            ));
        };
        let keys = keys.iter().take(MAX_KEYS);
        let keys = keys.filter_map(|key| Jwk::parse(key.as_object()?));
        if self.keys.replace(keys.collect()).is_some() {
            self.refetched_at = Some(now);
        }
        Ok(())
    }

    /// Whether these are the keys of the server with this issuer and key set.
    pub(crate) fn are_of(&self, issuer: Option<&Issuer>, jwks_uri: Option<&Endpoint>) -> bool {
        self.issuer.as_ref() == issuer && self.jwks_uri.as_ref() == jwks_uri
    }

    /// The keys for a token with this header.
    pub fn lookup(&self, algorithm: Algorithm, kid: Option<&str>, now: Timestamp) -> KeyLookup {
        match self.candidates(algorithm, kid, now) {
            Candidates::Found(keys) => KeyLookup::Found(keys.into_iter().cloned().collect()),
            Candidates::RefetchNeeded => KeyLookup::RefetchNeeded,
            Candidates::NotFound => KeyLookup::NotFound,
        }
    }

    pub(crate) fn candidates(
        &self,
        algorithm: Algorithm,
        kid: Option<&str>,
        now: Timestamp,
    ) -> Candidates<'_> {
        let Some(keys) = &self.keys else {
            return Candidates::RefetchNeeded;
        };
        let named = |key: &&Jwk| kid.is_none() || key.kid() == kid;
        let fitting = keys.iter().filter(named).filter(|key| key.fits(algorithm));
        let found: Vec<_> = fitting.take(MAX_CANDIDATES).collect();
        if !found.is_empty() {
            return Candidates::Found(found);
        }
        match self.refetched_at {
            Some(at) if now.since(at) < REFETCH_FLOOR => Candidates::NotFound,
            _ => Candidates::RefetchNeeded,
        }
    }
}
