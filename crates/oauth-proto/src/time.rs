//! Points in time as the caller passes them in. This file must not read a clock.

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From seconds since the epoch.
    pub const fn from_unix(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since the epoch.
    pub const fn as_unix(self) -> i64 {
        self.0
    }

    /// This many seconds later.
    #[must_use]
    pub const fn plus(self, seconds: u32) -> Self {
        Self(self.0.saturating_add(seconds as i64))
    }

    /// Seconds from `earlier` to here; negative when `earlier` is later.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// How far two honest clocks may differ, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leeway(u32);

impl Leeway {
    /// Most that is ever allowed: ten minutes. More would make `exp` meaningless.
    pub const MAX: u32 = 600;

    /// The leeway of this many seconds, at most [`Leeway::MAX`].
    pub const fn seconds(seconds: u32) -> Self {
        Self(if seconds > Self::MAX {
            Self::MAX
        } else {
            seconds
        })
    }

    /// In seconds.
    pub const fn as_seconds(self) -> i64 {
        self.0 as i64
    }
}

impl Default for Leeway {
    fn default() -> Self {
        Self(60)
    }
}
