//! Which calls are made again, and when: those that change nothing, and those of which nothing was
//! sent. Hydra is ready again within a second of a restart, which nobody needs to notice then.

use std::time::Duration;

use super::AdminError;

/// How long to wait before each further try.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(50),
    Duration::from_millis(200),
    Duration::from_millis(500),
    Duration::from_secs(1),
];

/// What doing a call twice may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeatable {
    /// Nothing: it only asks.
    Always,
    /// It answers a challenge, which is done once.
    WhenNothingWasSent,
}

impl Repeatable {
    fn allows(self, error: &AdminError) -> bool {
        match self {
            Self::Always => error.is_temporary(),
            Self::WhenNothingWasSent => matches!(error, AdminError::Unreachable(_)),
        }
    }
}

/// Makes the call until it succeeds, must not be repeated, or has failed too often.
pub(super) async fn retrying<T, F>(
    repeatable: Repeatable,
    mut call: impl FnMut() -> F,
) -> Result<T, AdminError>
where
    F: Future<Output = Result<T, AdminError>>,
{
    for pause in PAUSES {
        match call().await {
            Err(error) if repeatable.allows(&error) => {
                tracing::debug!(%error, "the admin API is asked again");
                tokio::time::sleep(pause).await;
            }
            outcome => return outcome,
        }
    }
    call().await
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    async fn calls(repeatable: Repeatable, error: AdminError) -> usize {
        let calls = Cell::new(0);
        let outcome: Result<(), _> = retrying(repeatable, || {
            calls.set(calls.get() + 1);
            std::future::ready(Err(error.clone()))
        })
        .await;
        assert_eq!(outcome, Err(error));
        calls.get()
    }

    #[tokio::test(start_paused = true)]
    async fn only_what_can_do_no_harm_is_repeated() {
        let refused = || AdminError::Unreachable("refused".to_owned());
        let silent = || AdminError::NoAnswer("closed".to_owned());
        for (error, asking, telling) in [
            (refused(), 5, 5),
            (silent(), 5, 1),
            (AdminError::Failing(503), 5, 1),
            (AdminError::Expired, 1, 1),
            (AdminError::KeyRefused(401), 1, 1),
            (AdminError::NotHydra("x"), 1, 1),
        ] {
            assert_eq!(
                calls(Repeatable::Always, error.clone()).await,
                asking,
                "{error}"
            );
            assert_eq!(
                calls(Repeatable::WhenNothingWasSent, error.clone()).await,
                telling,
                "{error}"
            );
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_success_ends_it() {
        let calls = Cell::new(0);
        let outcome = retrying(Repeatable::Always, || {
            calls.set(calls.get() + 1);
            std::future::ready(if calls.get() < 3 {
                Err(AdminError::Failing(500))
            } else {
                Ok(calls.get())
            })
        })
        .await;
        assert_eq!(outcome, Ok(3));
    }
}
