//! How many in a second, and how long each took.

use std::time::Duration;

/// Times of one thing, taken in turns with others.
#[derive(Default)]
pub(super) struct Times {
    each: Vec<Duration>,
    refused: u64,
    total: Duration,
}

impl Times {
    /// What one turn has brought.
    pub(super) fn of_turn(each: Vec<Duration>, refused: u64, total: Duration) -> Self {
        Self {
            each,
            refused,
            total,
        }
    }

    pub(super) fn add(&mut self, turn: Self) {
        self.each.extend(turn.each);
        self.refused += turn.refused;
        self.total += turn.total;
    }

    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    pub(super) fn per_second(&self) -> f64 {
        self.each.len() as f64 / self.total.as_secs_f64()
    }

    /// A row with the middle one and the hundredth slowest.
    pub(super) fn row(&self, name: &str) -> String {
        let mut sorted = self.each.clone();
        sorted.sort_unstable();
        let at = |hundredth: usize| {
            let rank = sorted.len() * hundredth / 100;
            sorted.get(rank).copied().unwrap_or_default()
        };
        let refused = match self.refused {
            0 => String::new(),
            refused => format!(" ({refused} more failed: status 5xx, or hung up)"),
        };
        format!(
            "| {name}{refused} | {:.1} | {:.1} | {:.1} |\n",
            self.per_second(),
            milliseconds(at(50)),
            milliseconds(at(99))
        )
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
