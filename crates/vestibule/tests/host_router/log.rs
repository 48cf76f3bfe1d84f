//! The log of the whole test program, read back. There is one subscriber for all threads, since
//! tracing remembers which places are of interest to the subscribers it has seen so far.

use std::{
    collections::BTreeMap,
    io,
    sync::{Mutex, Once, PoisonError},
    thread,
};

/// What each thread has logged, at any level, by the thread.
static LINES: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

/// Starts to keep the log, once.
pub(super) fn keep() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(|| Writer)
            .init();
    });
}

/// What this thread, and so this test, has logged.
pub(super) fn of_this_test() -> String {
    let lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    lines.get(&this_thread()).cloned().unwrap_or_default()
}

/// What all threads have logged, those that check passwords included.
pub(super) fn of_all() -> String {
    let lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    lines.values().cloned().collect()
}

fn this_thread() -> String {
    format!("{:?}", thread::current().id())
}

struct Writer;

impl io::Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(this_thread())
            .or_default()
            .push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
