//! Verifying what the server signed: the token is judged by the core, and the server's keys are fetched
//! when it asks for them. How often that may be is the key store's rule.

use oauth_proto::{
    Verification,
    access_token::{self, AccessTokenPolicy},
    client::Client,
    error::Step,
    id_token::{IdTokenPolicy, UnverifiedIdToken, VerifiedIdToken},
    jose::KeyStore,
    metadata::ServerMetadata,
    secret::AccessToken,
    userinfo::{UnverifiedUserinfo, Userinfo},
};

use super::{Failure, Journal, Sender, World};

/// Verifies an ID token.
pub(super) async fn verify_id_token(
    world: &impl World,
    keys: &mut KeyStore,
    policy: &IdTokenPolicy,
    token: &UnverifiedIdToken,
    journal: &mut Journal,
) -> Result<VerifiedIdToken, Failure> {
    loop {
        let started = world.ticks();
        let (crypto, now) = (world.crypto(), world.now());
        match token
            .verify(policy, keys, crypto, now, journal.trace())
            .await?
        {
            Verification::Verified(verified) => {
                journal.time(world, "id_token", started);
                return Ok(verified);
            }
            Verification::KeysNeeded => fetch(world, keys, journal).await?,
        }
    }
}

/// Verifies signed userinfo.
pub(super) async fn verify_userinfo(
    world: &impl World,
    keys: &mut KeyStore,
    token: &UnverifiedUserinfo,
    journal: &mut Journal,
) -> Result<Userinfo, Failure> {
    loop {
        let (crypto, now) = (world.crypto(), world.now());
        match token.verify(keys, crypto, now, journal.trace()).await? {
            Verification::Verified(verified) => return Ok(verified),
            Verification::KeysNeeded => fetch(world, keys, journal).await?,
        }
    }
}

/// Verifies an access token as a resource server would.
pub(super) async fn verify_access_token(
    world: &impl World,
    keys: &mut KeyStore,
    (token, server, client): (&AccessToken, &ServerMetadata, &Client),
    policy: &AccessTokenPolicy,
    journal: &mut Journal,
) -> Result<(), Failure> {
    loop {
        let (crypto, now, trace) = (world.crypto(), world.now(), journal.trace());
        let verified = access_token::verify_access_token(
            token, server, client, policy, keys, crypto, now, trace,
        )
        .await?;
        match verified {
            Verification::Verified(_) => return Ok(()),
            Verification::KeysNeeded => fetch(world, keys, journal).await?,
        }
    }
}

async fn fetch(
    world: &impl World,
    keys: &mut KeyStore,
    journal: &mut Journal,
) -> Result<(), Failure> {
    let request = keys.request(journal.trace())?;
    let answer = journal
        .exchange(world, Sender::Page, Step::Jwks, request)
        .await?;
    Ok(keys.process_response(&answer, world.now(), journal.trace())?)
}
