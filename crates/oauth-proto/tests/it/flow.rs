//! Whole flows against an honest server, with every value exact.

use oauth_proto::check::Status;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::backend::run_here;
use crate::support::document::Reply;
use crate::support::run::Left;
use crate::support::secret;
use crate::support::server::{Flow, Server};

fn sound_run(server: &Server) -> Left {
    let (left, outcome) = run_here(server);
    assert_eq!(outcome, Ok(()), "{:#?}", left.trace.checks().last());
    left
}

fn rows(left: &Left) -> Vec<(&'static str, Status)> {
    let checks = left.trace.checks().iter();
    checks
        .map(|check| (check.id.as_str(), check.status))
        .collect()
}

fn body(left: &Left, path: &str) -> String {
    let mut requests = left.requests.iter();
    let request = requests.rfind(|request| request.uri().path() == path);
    String::from_utf8(request.unwrap().body().clone()).unwrap()
}

#[test]
fn the_code_flow_and_what_follows() {
    use Status::{Pass, Skip};
    let left = sound_run(&Server::honest());
    assert_eq!(
        rows(&left),
        [
            ("config.endpoints", Pass),
            ("discovery.fetch", Pass),
            ("discovery.issuer", Pass),
            ("config.endpoints", Pass),
            ("discovery.pkce", Pass),
            ("callback.params", Pass),
            ("callback.state", Pass),
            ("callback.iss", Pass),
            ("callback.error", Pass),
            ("callback.code", Pass),
            ("token.http", Pass),
            ("token.json", Pass),
            ("token.access_token", Pass),
            ("token.token_type", Pass),
            ("token.expires_in", Pass),
            ("token.scope", Pass),
            ("id_token.present", Pass),
            ("id_token.format", Pass),
            ("id_token.alg", Pass),
            ("id_token.key", Pass),
            ("id_token.signature", Pass),
            ("id_token.iss", Pass),
            ("id_token.sub", Pass),
            ("id_token.aud", Pass),
            ("id_token.azp", Skip),
            ("id_token.exp", Pass),
            ("id_token.iat", Pass),
            ("id_token.nbf", Skip),
            ("id_token.nonce", Pass),
            ("id_token.auth_time", Pass),
            ("id_token.acr", Skip),
            ("id_token.at_hash", Pass),
            ("id_token.c_hash", Pass),
            ("userinfo.http", Pass),
            ("userinfo.format", Pass),
            ("userinfo.sub", Pass),
            ("api.http", Pass),
            ("access_token.format", Pass),
            ("access_token.signature", Pass),
            ("access_token.iss", Pass),
            ("access_token.aud", Pass),
            ("access_token.exp", Pass),
            ("access_token.client_id", Pass),
            ("access_token.scope", Pass),
            ("refresh.http", Pass),
            ("token.access_token", Pass),
            ("token.token_type", Pass),
            ("token.expires_in", Pass),
            ("refresh.scope", Pass),
            ("refresh.rotation", Pass),
            ("id_token.present", Pass),
            ("id_token.format", Pass),
            ("id_token.alg", Pass),
            ("id_token.key", Pass),
            ("id_token.signature", Pass),
            ("id_token.iss", Pass),
            ("id_token.sub", Pass),
            ("id_token.aud", Pass),
            ("id_token.azp", Skip),
            ("id_token.exp", Pass),
            ("id_token.iat", Pass),
            ("id_token.nbf", Skip),
            ("id_token.nonce", Skip),
            ("id_token.auth_time", Pass),
            ("id_token.acr", Skip),
            ("id_token.at_hash", Pass),
            ("id_token.c_hash", Skip),
            ("refresh.id_token", Pass),
            ("revoke.http", Pass),
            ("logout.state", Pass),
        ]
    );
    // The challenge is the SHA-256 of the third secret, by any other implementation's reckoning.
    assert_eq!(
        left.authorization_url,
        format!(
            "https://as.example/auth?response_type=code&client_id=spa\
             &redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&scope=openid+api\
             &state={}&nonce={}&code_challenge=bB1ju9q0N8VDaMu9iIaohqea2XcpfiZe6_H19fAVM7k\
             &code_challenge_method=S256",
            secret(0),
            secret(1)
        )
    );
    assert_eq!(left.key_fetches, 1);
    let token_bodies: Vec<_> = left
        .requests
        .iter()
        .filter(|request| request.uri().path() == "/token")
        .map(|request| String::from_utf8(request.body().clone()).unwrap())
        .collect();
    assert_eq!(
        token_bodies,
        [
            format!(
                "grant_type=authorization_code&code=code-1\
                 &redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code_verifier={}&client_id=spa",
                secret(2)
            ),
            "grant_type=refresh_token&refresh_token=refresh-1&client_id=spa".to_owned(),
        ]
    );
    assert_eq!(
        body(&left, "/revoke"),
        "token=refresh-1&token_type_hint=refresh_token&client_id=spa"
    );
}

#[test]
fn form_requests_need_no_cors_preflight() {
    let left = sound_run(&Server::honest());
    for request in left
        .requests
        .iter()
        .filter(|request| request.method() == "POST")
    {
        let mut names: Vec<_> = request
            .headers()
            .keys()
            .map(http::HeaderName::as_str)
            .collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "content-type"]);
        assert_eq!(
            request.headers()["content-type"],
            "application/x-www-form-urlencoded"
        );
    }
}

#[test]
fn a_pushed_request_leaves_only_its_handle_in_the_address() {
    let mut server = Server::honest();
    server.settings.par = true;
    let left = sound_run(&server);
    assert_eq!(
        left.authorization_url,
        "https://as.example/auth?client_id=spa&request_uri=urn%3Ax%3A1"
    );
    assert!(body(&left, "/par").ends_with("&code_challenge_method=S256&client_id=spa"));
    assert!(rows(&left).contains(&("par.response", Status::Pass)));
}

#[test]
fn the_device_flow_polls_until_it_is_confirmed() {
    let mut server = Server::honest();
    server.settings.flow = Flow::Device;
    server.polls = vec![
        Reply::refusal(400, "authorization_pending"),
        Reply::refusal(400, "slow_down"),
        Reply::refusal(400, "authorization_pending"),
    ];
    let left = sound_run(&server);
    assert_eq!(body(&left, "/device"), "scope=openid+api&client_id=spa");
    for row in ["device.authorization", "device.poll", "device.outcome"] {
        assert!(rows(&left).contains(&(row, Status::Pass)), "{row}");
    }
    assert!(rows(&left).contains(&("id_token.nonce", Status::Skip)));
}

#[test]
fn dpop_proofs_take_the_servers_nonce() {
    let mut server = Server::honest();
    server.settings.dpop = true;
    server.token.body.set("token_type", "DPoP");
    server.refresh.body.set("token_type", "dpop");
    let mut refusal = Reply::refusal(400, "use_dpop_nonce");
    refusal.headers.push(("dpop-nonce", "n-1".to_owned()));
    server.token_first = Some(refusal);
    let left = sound_run(&server);
    let proofs: Vec<serde_json::Value> = left
        .requests
        .iter()
        .filter_map(|request| request.headers().get("dpop"))
        .map(|proof| {
            let jws = oauth_proto::jose::UnverifiedJws::parse(proof.to_str().unwrap()).unwrap();
            assert_eq!(jws.typ().as_deref(), Some("dpop+jwt"));
            serde_json::Value::Object(jws.unverified_payload().clone())
        })
        .collect();
    let summary: Vec<_> = proofs
        .iter()
        .map(|proof| {
            let text = |name: &str| proof[name].as_str().unwrap_or("-").to_owned();
            (
                text("htm"),
                text("htu"),
                text("nonce"),
                proof["ath"].is_string(),
            )
        })
        .collect();
    let of = |htm: &str, htu: &str, nonce: &str, ath| {
        (htm.to_owned(), htu.to_owned(), nonce.to_owned(), ath)
    };
    assert_eq!(
        summary,
        [
            of("POST", "https://as.example/token", "-", false),
            of("POST", "https://as.example/token", "n-1", false),
            of("GET", "https://as.example/userinfo", "n-1", true),
            of("GET", "https://api.example/", "-", true),
            of("POST", "https://as.example/token", "n-1", false),
        ]
    );
    assert_eq!(proofs[0]["iat"], 1_800_000_000);
    assert_eq!(proofs[0]["jti"], secret(3));
    assert_eq!(proofs[1]["jti"], secret(4));
    for row in ["dpop.nonce", "dpop.token_type"] {
        assert!(rows(&left).contains(&(row, Status::Pass)), "{row}");
    }
}

#[test]
fn without_openid_every_id_token_row_is_skipped() {
    let mut server = Server::honest();
    server.settings.scope = "api";
    let left = sound_run(&server);
    let id_token_rows: Vec<_> = rows(&left)
        .into_iter()
        .filter(|(id, _)| id.starts_with("id_token."))
        .collect();
    assert_eq!(id_token_rows.len(), 2 * 17);
    assert!(
        id_token_rows
            .iter()
            .all(|(_, status)| *status == Status::Skip)
    );
}
