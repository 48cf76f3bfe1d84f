//! Points in time as a person speaks of them. The time of the reader is an argument.

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

#[cfg(test)]
mod tests {
    use super::relative;

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
