//! How many connections one address may have.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    thread,
    time::Duration,
};

use tempfile::TempDir;

use crate::{Running, curl, read, start};

/// A host with room for two connections from one address, that knows these proxies.
fn narrow(proxies: &str) -> (TempDir, Running) {
    let folder = TempDir::new().unwrap();
    let config = folder.path().join("v.toml");
    let text = format!(
        "[server]\nlisten = \"127.0.0.1:0\"\nconnections_per_address = 2\n\
         trusted_proxies = [{proxies}]\n[data]\ndir = \"data\"\ncreate = true\n"
    );
    fs::write(&config, text).unwrap();
    let host = start(&["--config", config.to_str().unwrap()]);
    (folder, host)
}

/// A connection that was answered once, and stays open.
fn answered(host: &Running) -> TcpStream {
    let mut stream = host.connect();
    let request = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut status = [0; 15];
    stream.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 200 OK");
    stream
}

#[test]
fn nobody_takes_the_places_of_others() {
    let (_folder, mut host) = narrow("\"192.0.2.80\"");
    let held = [answered(&host), answered(&host)];
    assert_eq!(read(&mut host.connect()), "", "closed unasked");
    host.wait_for_log("a connection was refused");
    // All of 127.0.0.0/8 is this machine's on Linux.
    #[cfg(target_os = "linux")]
    {
        let status = ["--output", "/dev/null", "--write-out", "%{http_code}"];
        let url = format!("http://127.0.0.1:{}/health", host.port);
        let asked = [&status[..], &["--interface", "127.0.0.2", &url]].concat();
        assert_eq!(curl(&asked), "200");
    }
    drop(held);
    let request = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let is_free = || {
        let mut stream = host.connect();
        // It may be closed before anything is sent.
        let _ = stream.write_all(request.as_bytes());
        read(&mut stream).starts_with("HTTP/1.1 200 ")
    };
    let mut attempts = (0..100).inspect(|_| thread::sleep(Duration::from_millis(50)));
    assert!(attempts.any(|_| is_free()), "the places are free again");
}

#[test]
fn behind_a_proxy_are_many() {
    for proxies in ["\"127.0.0.1\"", ""] {
        let (_folder, host) = narrow(proxies);
        let _held = [(); 3].map(|()| answered(&host));
    }
}
