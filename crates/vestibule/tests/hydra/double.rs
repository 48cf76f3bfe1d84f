//! A double of Hydra's admin API, on a free port of the loopback interface.

use std::{
    collections::{HashMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};

const REQUESTS: &str = "/admin/oauth2/auth/requests/";

/// What it was asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    /// As in `PUT login/accept`; the whole path where it is another one.
    pub(crate) what: String,
    pub(crate) query: String,
    pub(crate) authorization: Option<String>,
    pub(crate) body: Value,
}

#[derive(Default)]
struct Script {
    answers: HashMap<String, VecDeque<(u16, String)>>,
    seen: Vec<Seen>,
}

/// The double; it ends with this.
pub(crate) struct Double {
    pub(crate) address: SocketAddr,
    script: Arc<Mutex<Script>>,
    task: JoinHandle<()>,
}

impl Double {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let script = Arc::default();
        let router = router(Arc::clone(&script));
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            address,
            script,
            task,
        }
    }

    /// What it says to `what` from here on; of several answers each is given once, the last always.
    pub(crate) fn answers(&self, what: &str, status: u16, body: &Value) {
        let mut script = self.script.lock().unwrap();
        let answers = script.answers.entry(what.to_owned()).or_default();
        answers.push_back((status, body.to_string()));
    }

    /// What it said to `what` holds no more.
    pub(crate) fn forgets(&self, what: &str) {
        self.script.lock().unwrap().answers.remove(what);
    }

    /// Everything that it was asked since the last time.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.script.lock().unwrap().seen)
    }

    /// The names of that.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.what).collect()
    }
}

impl Drop for Double {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// For servers of another kind, with TLS.
pub(crate) fn ready_router() -> Router {
    let script: Arc<Mutex<Script>> = Arc::default();
    script.lock().unwrap().answers.insert(
        "GET /health/ready".to_owned(),
        [(200, "{}".to_owned())].into(),
    );
    router(script)
}

fn router(script: Arc<Mutex<Script>>) -> Router {
    Router::new().fallback(answer).with_state(script)
}

async fn answer(
    State(script): State<Arc<Mutex<Script>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path();
    let what = format!("{method} {}", path.strip_prefix(REQUESTS).unwrap_or(path));
    let text = |name| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    let mut script = script.lock().unwrap();
    script.seen.push(Seen {
        what: what.clone(),
        query: uri.query().unwrap_or_default().to_owned(),
        authorization: text(header::AUTHORIZATION),
        body: serde_json::from_slice(&body).unwrap_or_default(),
    });
    let Some(answers) = script.answers.get_mut(&what) else {
        return (StatusCode::NOT_FOUND, r#"{"error":"Not Found"}"#).into_response();
    };
    let answer = if answers.len() > 1 {
        answers.pop_front()
    } else {
        answers.front().cloned()
    };
    let (status, body) = answer.unwrap();
    (StatusCode::from_u16(status).unwrap(), body).into_response()
}
