//! The record of a run under way: collects what each step finds and tells who watches.
//! It must not know which steps there are.

use http::{Request, Response};
use oauth_proto::{
    check::{CheckId, Status, Trace},
    error::{Error, Step},
};

use super::{Answered, Failure, Sender, World};
use crate::client::report::{Answer, Carrier, Exchange, Report, Row};

/// A page may not send or read everything; a row says where another did.
const BY_RELAY: &str = " (through the command's relay)";

/// A report being written.
pub struct Journal {
    report: Report,
    trace: Trace,
    /// How many rows of the trace the report has.
    copied: usize,
    /// The check of the latest exchange, if a relay carried that.
    relayed: Option<CheckId>,
    watch: Box<dyn Fn(&Report)>,
}

impl Journal {
    /// Goes on with `report`; `watch` hears of every change.
    pub fn new(report: Report, watch: impl Fn(&Report) + 'static) -> Self {
        Self {
            report,
            trace: Trace::new(),
            copied: 0,
            relayed: None,
            watch: Box::new(watch),
        }
    }

    /// The report as it stands.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Where the core writes its rows.
    pub(super) fn trace(&mut self) -> &mut Trace {
        &mut self.trace
    }

    /// Takes over the core's rows and whatever `change` adds, and tells the watcher.
    pub(super) fn publish(&mut self, change: impl FnOnce(&mut Report)) {
        let rows = self.trace.checks().iter().skip(self.copied).map(|check| {
            let mut row = Row::from(check);
            if self.relayed == Some(check.id) {
                row.found.push_str(BY_RELAY);
            }
            row
        });
        self.report.checks.extend(rows);
        self.copied = self.trace.checks().len();
        change(&mut self.report);
        (self.watch)(&self.report);
    }

    /// A row of the page's own.
    pub(super) fn note(&mut self, id: CheckId, status: Status, expected: &str, found: &str) {
        self.publish(|report| {
            report.checks.push(Row {
                id: id.as_str().to_owned(),
                status,
                spec: id.spec().to_owned(),
                expected: expected.to_owned(),
                found: found.to_owned(),
                help: String::new(),
            });
        });
    }

    /// Ends at a check that failed outside the core, with its row.
    pub fn fail(&mut self, error: Error) -> Failure {
        self.trace.record(&error);
        error.into()
    }

    /// The flow or action has ended.
    pub fn end<T>(&mut self, result: &Result<T, Failure>) {
        match result {
            Ok(_) => self.publish(Report::succeed),
            Err(failure) => self.publish(|report| {
                report.checks.extend(failure.row());
                report.fail(failure.check().as_str(), failure.problem());
            }),
        }
    }

    /// Sends a request of this run: timed, and kept as it went over the wire.
    pub(super) async fn exchange(
        &mut self,
        world: &impl World,
        sender: Sender,
        step: Step,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, Failure> {
        let mut exchange = Exchange::of(name(step), &request);
        let started = world.ticks();
        let answer = world.send(sender, step, request).await;
        self.time(world, name(step), started);
        let shown = |it: &Answered| Answer::of(&it.response, &it.headers);
        exchange.answer = answer.as_ref().ok().map(shown);
        exchange.carrier = world.carrier();
        self.relayed = (exchange.carrier == Carrier::Relay).then_some(step.http_check());
        self.keep(exchange, started, world.ticks());
        answer.map(|it| it.response)
    }

    /// Keeps an address that the browser goes to, or came back with.
    pub fn navigated(&mut self, world: &impl World, exchange: Exchange) {
        let now = world.ticks();
        self.keep(exchange, now, now);
    }

    fn keep(&mut self, mut exchange: Exchange, started: f64, ended: f64) {
        exchange.rows_before = self.report.checks.len() + self.trace.checks().len() - self.copied;
        exchange.started_ms = whole(started);
        exchange.duration_ms = u32::try_from(whole(ended - started)).unwrap_or(u32::MAX);
        self.report.exchanged(exchange);
    }

    /// Notes the time since `started`.
    pub(super) fn time(&mut self, world: &impl World, what: &str, started: f64) {
        let milliseconds = u32::try_from(whole(world.ticks() - started)).unwrap_or(u32::MAX);
        self.report.time(what, milliseconds);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates; whole milliseconds are what is wanted"
)]
fn whole(milliseconds: f64) -> u64 {
    milliseconds.round() as u64
}

fn name(step: Step) -> &'static str {
    match step {
        Step::Discovery => "discovery",
        Step::Par => "par",
        Step::Token => "token",
        Step::Jwks => "jwks",
        Step::Userinfo => "userinfo",
        Step::Refresh => "refresh",
        Step::DeviceAuthorization => "device_authorization",
        Step::DevicePoll => "device_poll",
        Step::Revoke => "revoke",
        Step::Api => "api",
    }
}
