//! A balancer: each request goes to the next replica in turn; where that is gone, to the one after.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::trouble::{Outcome, trying};

/// Headers that are about one connection, and not about the request.
const HOP: [HeaderName; 3] = [
    header::CONNECTION,
    header::TRANSFER_ENCODING,
    header::CONTENT_LENGTH,
];

/// A running balancer.
pub struct RoundRobin {
    address: SocketAddr,
    turns: Arc<Turns>,
    task: JoinHandle<()>,
}

struct Turns {
    replicas: Vec<String>,
    next: AtomicUsize,
    answered: Vec<AtomicUsize>,
    http: reqwest::Client,
}

impl RoundRobin {
    /// Listens at `address` for the replicas with these origins.
    pub async fn start(address: SocketAddr, replicas: &[&str]) -> Outcome<Self> {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let turns = Arc::new(Turns {
            replicas: replicas.iter().map(|&origin| origin.to_owned()).collect(),
            next: AtomicUsize::new(0),
            answered: replicas.iter().map(|_| AtomicUsize::new(0)).collect(),
            http,
        });
        let listener = TcpListener::bind(address).await;
        let listener = listener.map_err(trying("listening for replicas"))?;
        let router = Router::new().fallback(pass).with_state(Arc::clone(&turns));
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                eprintln!("the balancer ended: {error}");
            }
        });
        Ok(Self {
            address,
            turns,
            task,
        })
    }

    /// Where browsers find the replicas.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many requests each replica has answered.
    pub fn answered(&self) -> Vec<usize> {
        let counts = self.turns.answered.iter();
        counts.map(|count| count.load(Ordering::Relaxed)).collect()
    }
}

impl Drop for RoundRobin {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pass(
    State(turns): State<Arc<Turns>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let first = turns.next.fetch_add(1, Ordering::Relaxed);
    let path = uri.path_and_query().map_or("/", |it| it.as_str());
    for turn in 0..turns.replicas.len() {
        let index = (first + turn) % turns.replicas.len();
        let (Some(replica), Some(count)) = (turns.replicas.get(index), turns.answered.get(index))
        else {
            continue;
        };
        let mut headers = headers.clone();
        for name in HOP {
            headers.remove(name);
        }
        let request = turns
            .http
            .request(method.clone(), format!("{replica}{path}"))
            .headers(headers)
            .body(body.clone());
        let Ok(response) = request.send().await else {
            continue;
        };
        count.fetch_add(1, Ordering::Relaxed);
        let (status, mut headers) = (response.status(), response.headers().clone());
        for name in HOP {
            headers.remove(name);
        }
        let Ok(body) = response.bytes().await else {
            continue;
        };
        return (status, headers, Body::from(body)).into_response();
    }
    StatusCode::BAD_GATEWAY.into_response()
}
