//! A length of time as a clock shows it, the same in every language.

/// `0:07`, `12:30`, `1:00:00`.
pub(super) fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_hours_only_where_there_are_any() {
        for (seconds, shown) in [(0, "0:00"), (7, "0:07"), (750, "12:30"), (3600, "1:00:00")] {
            assert_eq!(clock(seconds), shown);
        }
    }
}
