//! Two futures at once, without a runtime.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

/// Ends when both have.
pub(crate) async fn join<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let (mut of_a, mut of_b) = (None, None);
    poll_fn(|context| {
        if of_a.is_none()
            && let Poll::Ready(value) = a.as_mut().poll(context)
        {
            of_a = Some(value);
        }
        if of_b.is_none()
            && let Poll::Ready(value) = b.as_mut().poll(context)
        {
            of_b = Some(value);
        }
        match (of_a.take(), of_b.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            waiting => {
                (of_a, of_b) = waiting;
                Poll::Pending
            }
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Waker};

    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// Ready at the n-th poll, and never polled after.
    struct After(u8);

    impl Future for After {
        type Output = u8;

        fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u8> {
            self.0 = self.0.checked_sub(1).unwrap();
            match self.0 {
                0 => Poll::Ready(7),
                _ => Poll::Pending,
            }
        }
    }

    #[test]
    fn both_go_on_and_neither_is_asked_again() {
        for (a, b) in [(1, 1), (1, 3), (3, 1), (2, 3)] {
            let mut both = pin!(join(After(a), After(b)));
            let mut context = Context::from_waker(Waker::noop());
            let polls = (1..=9).find(|_| both.as_mut().poll(&mut context).is_ready());
            assert_eq!(polls, Some(a.max(b)));
        }
    }
}
