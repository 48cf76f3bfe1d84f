//! At scale: two replicas of the login view behind a balancer, and Hydra on PostgreSQL.

use std::collections::HashMap;

use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};
use serde_json::json;
use url::Url;
use vestibule_e2e::servers::{Hydra, HydraSetup, Postgres, RoundRobin, Vestibule, free_address};
use vestibule_e2e::{Outcome, Trouble, authorization_request};

use super::configuration;

/// How many people sign in at the same time.
const AT_ONCE: usize = 4;
/// How often each of them does.
const EACH: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_dies_loses_nobodys_sign_in() -> Outcome<()> {
    let postgres = Postgres::start().await?;
    let address = free_address().await?;
    let origin = format!("http://{address}");
    let mut setup = HydraSetup::in_memory(&origin);
    setup.dsn = format!("{}?sslmode=disable&max_conns=8", postgres.url());
    let hydra = Hydra::start(setup).await?;
    hydra.register(&origin, json!({})).await?;

    let configuration = configuration(&origin, &hydra);
    let mut one = Vestibule::configured(&configuration).await?;
    let two = Vestibule::configured(&configuration).await?;
    let balancer = RoundRobin::start(address, &[one.origin(), two.origin()]).await?;
    assert_eq!(balancer.origin(), origin);

    let issuer = hydra.issuer();
    let (halfway, mut arrived) = tokio::sync::mpsc::channel(AT_ONCE);
    let people = (0..AT_ONCE).map(|_| {
        let (issuer, origin, halfway) = (issuer.clone(), origin.clone(), halfway.clone());
        tokio::spawn(async move {
            for round in 0..EACH {
                if round == EACH / 2 {
                    // Nobody waits for this; whoever is gone has failed below.
                    let _ = halfway.send(()).await;
                }
                sign_in(&issuer, &origin).await?;
            }
            Ok::<_, Trouble>(())
        })
    });
    let people: Vec<_> = people.collect();
    for _ in 0..AT_ONCE {
        arrived.recv().await;
    }
    one.kill().await?;
    let before = balancer.answered();
    for person in people {
        let outcome = person
            .await
            .map_err(|error| Trouble::Answer(error.to_string()))?;
        outcome?;
    }
    let after = balancer.answered();
    // Both had their share, and then the one that was left had all.
    assert!(
        before.iter().all(|&count| count >= AT_ONCE * EACH / 2),
        "{before:?}"
    );
    assert_eq!(before.first(), after.first());
    assert!(after.last() > before.last());
    Ok(())
}

/// One person, from the application to its callback, as a browser does it without script.
async fn sign_in(issuer: &str, origin: &str) -> Outcome<()> {
    let mut browser = Visitor::new()?;
    let more = [("scope", "openid"), ("state", "12345678")];
    let query = authorization_request("vestibule", &format!("{origin}/callback"), &more);
    browser.go(&format!("{issuer}/oauth2/auth?{query}")).await?;
    browser
        .submit("/login", &[("j_username", "ada"), ("j_password", "123456")])
        .await?;
    browser
        .submit(
            "/consent",
            &[("grant_scope", "openid"), ("decision", "accept")],
        )
        .await?;
    let code = browser.at.query_pairs().any(|(name, _)| name == "code");
    if browser.at.path() == "/callback" && code {
        return Ok(());
    }
    Err(browser.lost("no code"))
}

/// A browser without script: cookies, redirects and forms.
struct Visitor {
    http: Client,
    cookies: HashMap<String, String>,
    at: Url,
    page: String,
}

impl Visitor {
    fn new() -> Outcome<Self> {
        Ok(Self {
            http: Client::builder().redirect(Policy::none()).build()?,
            cookies: HashMap::new(),
            at: Url::parse("about:blank").map_err(|error| Trouble::Answer(error.to_string()))?,
            page: String::new(),
        })
    }

    async fn go(&mut self, url: &str) -> Outcome<()> {
        self.at = Url::parse(url).map_err(|error| Trouble::Answer(error.to_string()))?;
        self.send(Method::GET, None).await
    }

    /// Sends the form of the page that must be here, with its hidden fields.
    async fn submit(&mut self, path: &str, more: &[(&str, &str)]) -> Outcome<()> {
        if self.at.path() != path {
            return Err(self.lost(path));
        }
        let body = filled(&self.page, more);
        self.at.set_query(None);
        self.send(Method::POST, Some(body)).await
    }

    async fn send(&mut self, method: Method, body: Option<String>) -> Outcome<()> {
        let mut response = self.request(method, body).await?;
        while let Some(location) = response.headers().get("location") {
            let location = location
                .to_str()
                .map_err(|error| Trouble::Answer(error.to_string()))?;
            let next = self.at.join(location);
            self.at = next.map_err(|error| Trouble::Answer(error.to_string()))?;
            response = self.request(Method::GET, None).await?;
        }
        self.page = response.text().await?;
        Ok(())
    }

    async fn request(&mut self, method: Method, body: Option<String>) -> Outcome<Response> {
        let cookies = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let cookies: Vec<_> = cookies.collect();
        let mut request = self
            .http
            .request(method, self.at.clone())
            .header("cookie", cookies.join("; "));
        if let Some(body) = body {
            request = request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body);
        }
        let response = request.send().await?;
        for cookie in response.headers().get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap_or_default();
            let pair = cookie.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(response)
    }

    fn lost(&self, wanted: &str) -> Trouble {
        Trouble::Answer(format!("{wanted} at {}: {}", self.at, self.page))
    }
}

/// What the page's form sends: its hidden fields, and what the person adds.
fn filled(page: &str, more: &[(&str, &str)]) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for input in page.split("<input ").skip(1) {
        let input = input.split('>').next().unwrap_or_default();
        if input.contains("type=\"hidden\"") {
            form.append_pair(&attribute(input, "name"), &attribute(input, "value"));
        }
    }
    form.extend_pairs(more).finish()
}

fn attribute(input: &str, name: &str) -> String {
    let found = input.split_once(&format!("{name}=\""));
    let value = found.and_then(|(_, rest)| rest.split('"').next());
    value.unwrap_or_default().replace("&amp;", "&")
}
