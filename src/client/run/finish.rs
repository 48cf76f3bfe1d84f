//! The second half of a run: from the server's answer to checked tokens.

use oauth_proto::{
    callback::{CallbackParams, process_callback, reject_callback},
    check::{CheckId, Status},
    error::{Error, Misuse, Step},
    logout::process_logout_callback,
    metadata::ServerMetadata,
    secret::State,
    token::{TokenResponse, authorization_code_request, process_token_response},
    transaction::Transaction,
};

use super::{Failure, Journal, Sender, Session, World, proofs::Proofs};
use crate::client::settings::Settings;

/// What an answer is held against: the transaction, and the server that was asked.
pub type Waiting = (Transaction, ServerMetadata);

/// Takes the answer that belongs to `transaction`; the code in it is sent once.
pub async fn finish<W: World>(
    world: &W,
    settings: Settings,
    (transaction, server): Waiting,
    answer: &CallbackParams,
    journal: &mut Journal,
) -> Result<Session<W::Signer>, Failure> {
    let callback = process_callback(transaction, answer, &server, journal.trace())?;
    journal.publish(|_| ());
    let (request, exchange) = authorization_code_request(
        callback,
        &settings.client,
        settings.token_body,
        journal.trace(),
    )?;
    let mut proofs = Proofs::new(world, &settings, &server, journal).await?;
    let response = proofs
        .exchange(world, Sender::Page, Step::Token, request, None, journal)
        .await?;
    let tokens = process_token_response(exchange, &response, world.now(), journal.trace())?;
    take_tokens(world, settings, server, proofs, tokens, journal).await
}

/// The end of every flow: the tokens are there, and the ID token among them is checked.
pub(super) async fn take_tokens<W: World>(
    world: &W,
    settings: Settings,
    server: ServerMetadata,
    proofs: Proofs<W::Signer>,
    tokens: TokenResponse,
    journal: &mut Journal,
) -> Result<Session<W::Signer>, Failure> {
    let mut session = Session::new(settings, server, proofs, tokens);
    session.hand_over(world, journal)?;
    journal.publish(|report| report.tokens = Some(session.shown_tokens(world.now())));
    session.verify(world, journal).await?;
    Ok(session)
}

/// Ends a run whose answer finds nothing waiting for it: used before, or never begun here.
pub fn refuse(answer: &CallbackParams, already_used: bool, journal: &mut Journal) -> Failure {
    reject_callback(answer, already_used, journal.trace()).into()
}

/// Ends a run that a reload cut short: its answer was taken, and a code is not sent twice.
pub fn cut_short(journal: &mut Journal) -> Failure {
    let id = CheckId::CallbackState;
    let (expected, found) = (
        "the answer of this run, taken once",
        "taken already: the page was loaded again in the middle of the run",
    );
    journal.note(id, Status::Fail, expected, found);
    Error::new(id, Misuse::AlreadyUsed).into()
}

/// Checks that the browser is back from the logout that `state` was made for.
pub fn landed(
    state: &State,
    answer: &CallbackParams,
    journal: &mut Journal,
) -> Result<(), Failure> {
    Ok(process_logout_callback(state, answer, journal.trace())?)
}
