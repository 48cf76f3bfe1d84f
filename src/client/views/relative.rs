//! Points in time as a person speaks of them, and as the calendar has them. The time of the reader is an argument.

/// How far from now something is, such as `in 59 minutes` or `3 days ago`.
pub(super) fn relative(seconds: i64) -> String {
    let away = seconds.unsigned_abs();
    let (count, unit) = match away {
        0..5 => return "now".to_owned(),
        5..90 => (away, "second"),
        90..5400 => ((away + 30) / 60, "minute"),
        5400..129_600 => ((away + 1800) / 3600, "hour"),
        _ => ((away.saturating_add(43_200)) / 86_400, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    if seconds > 0 {
        format!("in {count} {unit}{plural}")
    } else {
        format!("{count} {unit}{plural} ago")
    }
}

/// An instant, in seconds since 1970, by RFC 3339 in UTC; nothing where a year has no four digits.
pub(super) fn written(seconds: i64) -> Option<String> {
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days since a first of March, so that a leap day is the last of its year.
    let days = days.checked_add(719_468)?;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, late) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    let year = era * 400 + year + late;
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    (0..10_000)
        .contains(&year)
        .then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::{relative, written};

    #[test]
    fn each_has_its_date() {
        let cases = [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_795_658_400, "2026-11-26T02:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
            (-62_167_219_200, "0000-01-01T00:00:00Z"),
        ];
        for (seconds, expected) in cases {
            assert_eq!(written(seconds).as_deref(), Some(expected), "{seconds}");
        }
        for far in [253_402_300_800, -62_167_219_201, i64::MIN, i64::MAX] {
            assert_eq!(written(far), None, "{far}");
        }
    }

    #[test]
    fn each_is_said_in_the_unit_that_fits() {
        let cases = [
            (0, "now"),
            (-4, "now"),
            (5, "in 5 seconds"),
            (-89, "89 seconds ago"),
            (90, "in 2 minutes"),
            (3540, "in 59 minutes"),
            (-3600, "60 minutes ago"),
            (5399, "in 90 minutes"),
            (5400, "in 2 hours"),
            (86_400, "in 24 hours"),
            (-129_600, "2 days ago"),
            (31_536_000, "in 365 days"),
            (i64::MIN, "106751991167301 days ago"),
        ];
        for (seconds, expected) in cases {
            assert_eq!(relative(seconds), expected, "{seconds}");
        }
    }
}
