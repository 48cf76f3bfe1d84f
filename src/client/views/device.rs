//! A device flow that waits: the code to enter, where, the same as a picture, and how long there is.

use std::{fmt::Write as _, time::Duration};

use leptos::{prelude::*, svg};
use oauth_browser::clock;
use oauth_proto::time::Timestamp;
use qrcodegen::{QrCode, QrCodeEcc};

use super::part::{Part, button, classed_card, elsewhere, part, said, sometimes};
use crate::client::report::{Device, Polling, Report};

/// The panel; empty unless a code waits for its confirmation.
pub(super) fn device(report: RwSignal<Report>) -> AnyView {
    let device = Memo::new(move |_| report.with(|report| report.device.clone()));
    // The code is drawn once; only the state of the polling changes below it.
    let code = Memo::new(move |_| {
        device.with(|device| {
            let device = device.as_ref()?;
            Some(Code {
                entered: device.user_code.clone(),
                uri: device.verification_uri.clone(),
                complete: device.verification_uri_complete.clone(),
                expires_at: device.expires_at,
            })
        })
    });
    let polling = Signal::derive(move || {
        device.with(|device| device.as_ref().map(describe).unwrap_or_default())
    });
    sometimes(move || Some(panel(code.get()?, polling)))
}

#[derive(Clone, PartialEq, Eq)]
struct Code {
    entered: String,
    uri: String,
    complete: Option<String>,
    expires_at: Timestamp,
}

fn panel(code: Code, polling: Signal<String>) -> Part {
    let target = code.complete.unwrap_or_else(|| code.uri.clone());
    let picture = picture(&target);
    // Shows the plain address, and leads to the one that has the code in it.
    let link = elsewhere(target)
        .attr("id", "verification-uri")
        .text(code.uri);
    let entered = part("strong")
        .class("v-user-code")
        .attr("id", "user-code")
        .attr("dir", "ltr")
        .attr("translate", "no")
        .attr("role", "img")
        .attr("aria-label", spelled(&code.entered))
        .text(code.entered);
    let words = part("div")
        .child(
            part("p")
                .text("Open ")
                .child(link)
                .text(" and enter this code:"),
        )
        .child(part("p").child(entered))
        .child(
            part("p")
                .text("It runs out in ")
                .child(countdown(code.expires_at))
                .text("."),
        )
        .child(said(polling));
    let mut columns = part("div").class("v-device-columns").child(words);
    if let Some(picture) = picture {
        columns = columns.view_in(picture);
    }
    classed_card("v-card v-device", "device", "Confirm on any device").child(columns)
}

/// Letter by letter, for screen readers.
fn spelled(code: &str) -> String {
    let names: Vec<_> = code
        .chars()
        .map(|c| match c {
            '-' => "hyphen".to_owned(),
            ' ' => "space".to_owned(),
            c => c.to_string(),
        })
        .collect();
    names.join(", ")
}

fn countdown(end: Timestamp) -> Part {
    let left = RwSignal::new(end.since(clock::now()));
    let tick = move || left.set(end.since(clock::now()));
    if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
        on_cleanup(move || timer.clear());
    }
    part("time")
        .attr("id", "countdown")
        .attr("role", "timer")
        .live_text(Signal::derive(move || minutes(left.get())))
}

fn minutes(seconds: i64) -> String {
    let seconds = seconds.max(0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn describe(device: &Device) -> String {
    let asked = match device.polls {
        0 => "Not asked yet".to_owned(),
        1 => "Asked once".to_owned(),
        times => format!("Asked {times} times"),
    };
    let interval = device.interval;
    match device.polling {
        Polling::Asking => format!("{asked}, asking now …"),
        Polling::Waiting => format!("{asked}, every {interval} seconds."),
        Polling::SlowedDown => {
            format!("{asked}, now every {interval} seconds: the server asked to slow down.")
        }
        Polling::BackingOff => {
            format!(
                "{asked}. The server could not be reached: waiting longer before the next time."
            )
        }
    }
}

/// The address as a QR code: one path, a unit for each dark square, with the margin that readers need.
/// An address that is too long for a code has none.
fn picture(address: &str) -> Option<AnyView> {
    const MARGIN: i32 = 4;
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let modules = code.size();
    let mut path = String::new();
    for (y, x) in (0..modules).flat_map(|y| (0..modules).map(move |x| (y, x))) {
        if code.get_module(x, y) {
            // Writing into a String cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
    }
    let side = modules + 2 * MARGIN;
    Some(
        svg::svg()
            .attr("id", "qr")
            .attr("class", "v-qr")
            .attr("viewBox", format!("0 0 {side} {side}"))
            .attr("role", "img")
            .attr("aria-label", "QR code of the address")
            .attr("shape-rendering", "crispEdges")
            .child((
                svg::rect()
                    .attr("width", "100%")
                    .attr("height", "100%")
                    .attr("fill", "#fff"),
                svg::path().attr("d", path).attr("fill", "#000"),
            ))
            .into_any(),
    )
}

/// Ends what the run waits for.
pub(super) fn cancel(cancellable: RwSignal<bool>, cancel: impl Fn() + 'static) -> Part {
    button("Cancel", cancel)
        .attr("id", "cancel")
        .when("hidden", Signal::derive(move || !cancellable.get()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_no_code_has_none() {
        assert!(picture(&"x".repeat(4000)).is_none());
    }

    #[test]
    fn a_code_is_spelled() {
        assert_eq!(spelled("WD-J b"), "W, D, hyphen, J, space, b");
    }

    #[test]
    fn a_countdown_ends_at_nothing() {
        assert_eq!(minutes(605), "10:05");
        assert_eq!(minutes(9), "0:09");
        assert_eq!(minutes(-1), "0:00");
    }

    #[test]
    fn the_polling_is_told() {
        let mut device = Device {
            user_code: String::new(),
            verification_uri: String::new(),
            verification_uri_complete: None,
            expires_at: Timestamp::from_unix(0),
            interval: 10,
            polls: 0,
            polling: Polling::Waiting,
        };
        assert_eq!(describe(&device), "Not asked yet, every 10 seconds.");
        device.polls = 2;
        device.polling = Polling::SlowedDown;
        assert_eq!(
            describe(&device),
            "Asked 2 times, now every 10 seconds: the server asked to slow down."
        );
    }
}
