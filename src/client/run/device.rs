//! A run by the device flow (RFC 8628): the codes are shown, and the server is asked until the person has
//! confirmed them elsewhere. When a poll is due is the core's rule.

use oauth_proto::{
    device::{
        DeviceFlow, NextPoll, PollOutcome, device_authorization_request,
        process_device_authorization_response,
    },
    error::{Cause, NetworkFault, Step},
    token::TokenResponse,
};

use super::{
    Failure, Journal, Sender, Session, Waited, World, begin::know_server, finish::take_tokens,
    proofs::Proofs,
};
use crate::client::{
    report::{Device, Polling},
    settings::Settings,
};

/// Runs the whole flow.
pub async fn by_device<W: World>(
    world: &W,
    settings: Settings,
    journal: &mut Journal,
) -> Result<Session<W::Signer>, Failure> {
    let server = know_server(world, &settings, journal).await?;
    let mut proofs = Proofs::new(world, &settings, &server, journal).await?;
    let (client, params) = (&settings.client, settings.device());
    let (request, asked) = device_authorization_request(&server, client, params, journal.trace())?;
    let response = journal
        .exchange(world, Sender::Page, Step::DeviceAuthorization, request)
        .await?;
    let (now, trace) = (world.now(), journal.trace());
    let flow = process_device_authorization_response(asked, &response, now, trace)?;
    let tokens = poll(world, &settings, flow, &mut proofs, journal).await;
    journal.publish(|report| report.device = None);
    take_tokens(world, settings, server, proofs, tokens?, journal).await
}

async fn poll<W: World>(
    world: &W,
    settings: &Settings,
    mut flow: DeviceFlow,
    proofs: &mut Proofs<W::Signer>,
    journal: &mut Journal,
) -> Result<TokenResponse, Failure> {
    let mut shown = show(&flow);
    loop {
        match flow.next_poll(world.now()) {
            NextPoll::Expired => return Err(flow.expire(journal.trace()).into()),
            NextPoll::At(time) => {
                journal.publish(|report| report.device = Some(shown.clone()));
                if world.wait_until(time).await == Waited::Cancelled {
                    return Err(flow.cancel(journal.trace()).into());
                }
            }
            NextPoll::Now => {
                shown.polling = Polling::Asking;
                shown.polls += 1;
                journal.publish(|report| report.device = Some(shown.clone()));
                let request = flow.poll_request(&settings.client, settings.token_body);
                let answer = proofs
                    .exchange(
                        world,
                        Sender::Page,
                        Step::DevicePoll,
                        request,
                        None,
                        journal,
                    )
                    .await;
                shown.polling = match answer {
                    Ok(response) => {
                        let before = flow.interval();
                        match flow.process_poll_response(&response, world.now(), journal.trace())? {
                            PollOutcome::Tokens(tokens) => return Ok(*tokens),
                            PollOutcome::Pending if flow.interval() > before => Polling::SlowedDown,
                            PollOutcome::Pending => Polling::Waiting,
                        }
                    }
                    Err(failure) => match network_fault(&failure) {
                        Some(NetworkFault::Unreachable | NetworkFault::TimedOut) => {
                            flow.connection_failed(world.now());
                            Polling::BackingOff
                        }
                        // The person's doing: only that ends a request early.
                        Some(NetworkFault::Aborted) => {
                            return Err(flow.cancel(journal.trace()).into());
                        }
                        _ => return Err(failure),
                    },
                };
                shown.interval = flow.interval();
            }
        }
    }
}

fn show(flow: &DeviceFlow) -> Device {
    let complete = flow.verification_uri_complete();
    Device {
        user_code: flow.user_code().to_owned(),
        verification_uri: flow.verification_uri().as_str().to_owned(),
        verification_uri_complete: complete.map(|uri| uri.as_str().to_owned()),
        expires_at: flow.expires_at(),
        interval: flow.interval(),
        polls: 0,
        polling: Polling::Waiting,
    }
}

fn network_fault(failure: &Failure) -> Option<NetworkFault> {
    match failure {
        Failure::NoAnswer { error, .. } => match error.cause() {
            Cause::Network(fault) => Some(*fault),
            _ => None,
        },
        _ => None,
    }
}
