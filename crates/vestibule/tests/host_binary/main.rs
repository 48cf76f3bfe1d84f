//! The binary itself: how it starts, serves and stops, and its other commands.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a helper that fails fails its test"
)]

mod commands;
mod connections;
mod one_host;
mod serving;
mod starting;

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStderr, Command, Output, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

const LAST_LINE: &str = "  Stop with Ctrl-C.";

/// A host that is ready, in a folder of its own.
struct Running {
    child: Child,
    stdout: String,
    /// Until nobody reads it any more.
    stderr: Option<BufReader<ChildStderr>>,
    port: u16,
    folder: TempDir,
}

fn vestibule(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("RUST_LOG", "info")
        .stdin(Stdio::null());
    command
}

fn start(arguments: &[&str]) -> Running {
    let folder = TempDir::new().unwrap();
    let arguments = [&["serve", "--listen", "127.0.0.1:0"], arguments].concat();
    let mut child = vestibule(folder.path(), &arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = String::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        stdout.push_str(&line);
        stdout.push('\n');
        if line == LAST_LINE {
            break;
        }
    }
    let stderr = child.stderr.take().map(BufReader::new);
    let (_, rest) = stdout
        .split_once("://127.0.0.1:")
        .expect("the host says where it is");
    let port = rest.split('/').next().unwrap().parse().unwrap();
    Running {
        child,
        stdout,
        stderr,
        port,
        folder,
    }
}

impl Running {
    fn send_signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id().try_into().unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Reads the log up to a line that holds `part`.
    fn wait_for_log(&mut self, part: &str) {
        let mut line = String::new();
        while !line.contains(part) {
            line.clear();
            assert_ne!(
                self.stderr.as_mut().unwrap().read_line(&mut line).unwrap(),
                0,
                "no {part:?} in the log"
            );
        }
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).unwrap()
    }

    /// The whole answer to a request as it goes over the wire.
    fn send(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        read(&mut stream)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    // The host may close early, with bytes of ours unread.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn fails(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = vestibule(folder, arguments).output().unwrap();
    assert!(
        output.stdout.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    (
        output.status.code(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn curl(arguments: &[&str]) -> String {
    let Output { stdout, .. } = Command::new("curl")
        .args(["--silent", "--show-error", "--max-time", "20"])
        .args(arguments)
        .output()
        .expect("curl is there");
    String::from_utf8(stdout).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}
