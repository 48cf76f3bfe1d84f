//! What the host has acknowledged, and what must be so afterwards.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use vestibule_load::Trouble;
use vestibule_load::flow;
use vestibule_load::http::Connection;

/// What was acknowledged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    /// Never exchanged, so it works.
    UnusedCode(String),
    /// Exchanged, so it never works again.
    UsedCode(String),
    /// The newest of its family, so it works.
    LiveToken(String),
    /// Its successor was given, so it never works again.
    SpentToken(String),
    /// Given back, so it never works again.
    RevokedToken(String),
    /// The browser is signed in.
    Session(String),
}

impl Fact {
    fn name(&self) -> &'static str {
        match self {
            Self::UnusedCode(_) => "codes issued",
            Self::UsedCode(_) => "codes used",
            Self::LiveToken(_) => "refresh tokens issued",
            Self::SpentToken(_) => "refresh tokens spent",
            Self::RevokedToken(_) => "refresh tokens revoked",
            Self::Session(_) => "sessions",
        }
    }

    /// Whether it must work after so many seconds, by the lifetimes that the host has when its
    /// configuration names none. A clock that went back has made nothing older.
    pub(super) fn must_work_after(&self, seconds: i64) -> bool {
        match self {
            Self::UnusedCode(_) => seconds < 300,
            Self::Session(_) => seconds < 36_000,
            Self::LiveToken(_) => seconds < 2_592_000,
            Self::UsedCode(_) | Self::SpentToken(_) | Self::RevokedToken(_) => false,
        }
    }

    /// Whether it works. To ask once is to change it: a code is used, a token is spent.
    pub(super) async fn works(&self, connection: &mut Connection) -> Result<bool, Trouble> {
        Ok(match self {
            Self::Session(cookie) => flow::is_signed_in(connection, cookie).await?,
            Self::UnusedCode(code) | Self::UsedCode(code) => {
                flow::exchange(connection, code, None).await?.is_ok()
            }
            Self::LiveToken(token) | Self::SpentToken(token) | Self::RevokedToken(token) => {
                flow::refresh(connection, "demo", token).await?.is_ok()
            }
        })
    }
}

/// What is acknowledged in one round.
#[derive(Default)]
pub(super) struct Ledger(Mutex<Vec<Fact>>);

impl Ledger {
    pub(super) fn note(&self, fact: Fact) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(fact);
    }

    pub(super) fn take(&self) -> Vec<Fact> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// How many facts of each kind there were, and how many did not hold.
#[derive(Default)]
pub(super) struct Tally(BTreeMap<&'static str, (u64, u64)>);

impl Tally {
    pub(super) fn count(&mut self, fact: &Fact, holds: bool) {
        let (all, lost) = self.0.entry(fact.name()).or_default();
        *all += 1;
        *lost += u64::from(!holds);
    }

    pub(super) fn all(&self) -> u64 {
        self.0.values().map(|(all, _)| all).sum()
    }

    pub(super) fn lost(&self) -> u64 {
        self.0.values().map(|(_, lost)| lost).sum()
    }

    pub(super) fn table(&self, what: &str) -> String {
        let mut table =
            format!("{what}\n\n| acknowledged | number | lost or come back |\n|---|--:|--:|\n");
        for (name, (all, lost)) in &self.0 {
            let _ = writeln!(table, "| {name} | {all} | {lost} |");
        }
        table
    }
}
