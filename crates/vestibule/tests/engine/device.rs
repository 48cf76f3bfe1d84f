//! The device flow (RFC 8628): the device's two endpoints and the person's decision.

use serde_json::Value;
use vestibule::engines::embedded::{BadUserCode, Browser, Decision, Device};
use vestibule::throttle::Peer;

use crate::support::{Answer, START, World, basic};

const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

impl World {
    async fn begin(&self, form: &[(&str, &str)]) -> Answer {
        self.post("/oauth2/device/auth", form, &[]).await
    }

    /// A television's device code and user code.
    pub(crate) async fn tv(&self) -> (String, String) {
        let answer = self
            .begin(&[("client_id", "tv"), ("scope", "openid offline_access")])
            .await
            .json();
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        (text("device_code"), text("user_code"))
    }

    pub(crate) async fn poll(&self, device_code: &str) -> Answer {
        self.poll_as("tv", device_code).await
    }

    async fn poll_as(&self, client: &str, device_code: &str) -> Answer {
        let form = [
            ("grant_type", DEVICE_CODE),
            ("device_code", device_code),
            ("client_id", client),
        ];
        self.post("/oauth2/token", &form, &[]).await
    }

    async fn enter(&self, browser: &Browser, typed: &str) -> Device {
        self.engine
            .device_entered(browser, Peer::default(), typed)
            .await
    }

    /// Presses a button of the form that was drawn for this browser.
    pub(crate) async fn decide(
        &self,
        browser: &Browser,
        user_code: &str,
        decision: Decision,
    ) -> Device {
        let Device::Confirm(_, token) = self.enter(browser, user_code).await else {
            panic!("nothing to decide");
        };
        self.engine
            .device_decided(
                browser,
                Peer::default(),
                user_code,
                token.as_str(),
                decision,
            )
            .await
    }
}

fn pending() -> (u16, String) {
    (400, "authorization_pending".into())
}

#[tokio::test]
async fn a_device_gets_its_codes() {
    let world = World::new().await;
    let answer = world
        .begin(&[("client_id", "tv"), ("scope", "openid profile")])
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("cache-control")),
        (200, "no-store")
    );
    let json = answer.json();
    let user_code = json["user_code"].as_str().unwrap();
    assert_eq!(json["device_code"].as_str().unwrap().len(), 43);
    assert_eq!(user_code.len(), 9);
    assert_eq!(json["verification_uri"], "http://127.0.0.1:6881/device");
    assert_eq!(
        json["verification_uri_complete"],
        format!("http://127.0.0.1:6881/device?user_code={user_code}")
    );
    assert_eq!(
        (&json["expires_in"], &json["interval"]),
        (&600.into(), &5.into())
    );
}

#[tokio::test]
async fn accepted_by_whoever_is_signed_in() {
    let world = World::new().await;
    let (device_code, user_code) = world.tv().await;
    assert_eq!(world.poll(&device_code).await.error(), pending());
    let zoe = world.browser_of("zoe").await;
    world.pass(10);
    let typed = user_code.to_lowercase().replace('-', " ");
    let Device::Confirm(waiting, _) = world.enter(&zoe, &typed).await else {
        panic!("the code waits");
    };
    assert_eq!(waiting.user_code.to_string(), user_code);
    assert_eq!(
        (waiting.client_id.as_str(), waiting.scope.to_string()),
        ("tv", "openid offline_access".into())
    );
    assert_eq!(
        world.decide(&zoe, &typed, Decision::Accept).await,
        Device::Decided(Decision::Accept)
    );
    // The same code decides nothing any more.
    assert_eq!(
        world.enter(&zoe, &typed).await,
        Device::Retry(BadUserCode::Used)
    );

    let answer = world.poll(&device_code).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("cache-control")),
        (200, "no-store")
    );
    let tokens = answer.json();
    assert_eq!(tokens["expires_in"], 120);
    assert_eq!(tokens["scope"], "openid offline_access");
    let (_, claims) = world.verified(tokens["id_token"].as_str().unwrap()).await;
    assert_eq!(claims["sub"], "248289761001");
    assert_eq!(claims["aud"], "tv");
    assert_eq!(claims["auth_time"], START);
    assert_eq!(claims.get("nonce"), None);
    let access = tokens["access_token"].as_str().unwrap();
    assert_eq!(world.userinfo(access).await.status, 200);
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
        ("client_id", "tv"),
    ];
    let refreshed = world.post("/oauth2/token", &form, &[]).await;
    assert_eq!(refreshed.status, 200);

    // A device code that comes back ends what it gave.
    assert_eq!(
        world.poll(&device_code).await.error(),
        (400, "invalid_grant".into())
    );
    assert_eq!(world.userinfo(access).await.status, 401);
}

#[tokio::test]
async fn denied() {
    let world = World::new().await;
    let (device_code, user_code) = world.tv().await;
    let admin = world.browser_of("admin").await;
    assert_eq!(
        world.decide(&admin, &user_code, Decision::Deny).await,
        Device::Decided(Decision::Deny)
    );
    for _ in 0..2 {
        assert_eq!(
            world.poll(&device_code).await.error(),
            (400, "access_denied".into())
        );
    }
}

#[tokio::test]
async fn expired_for_the_device_and_for_the_person() {
    let world = World::new().await;
    let (device_code, user_code) = world.tv().await;
    let admin = world.browser_of("admin").await;
    let Device::Confirm(_, token) = world.enter(&admin, &user_code).await else {
        panic!("the code waits");
    };
    world.pass(600);
    let late = world
        .engine
        .device_decided(
            &admin,
            Peer::default(),
            &user_code,
            token.as_str(),
            Decision::Accept,
        )
        .await;
    assert_eq!(late, Device::Retry(BadUserCode::Expired));
    assert_eq!(
        world.poll(&device_code).await.error(),
        (400, "expired_token".into())
    );
    // Others begin anew, and the old one is told for ten minutes more that its time is over.
    world.pass(599);
    world.tv().await;
    assert_eq!(
        world.poll(&device_code).await.error(),
        (400, "expired_token".into())
    );
    world.pass(1);
    world.tv().await;
    assert_eq!(
        world.poll(&device_code).await.error(),
        (400, "invalid_grant".into())
    );
}

#[tokio::test]
async fn who_asks_too_often_is_slowed_down() {
    let world = World::new().await;
    let (device_code, user_code) = world.tv().await;
    let slow_down = || (400, "slow_down".to_owned());
    assert_eq!(world.poll(&device_code).await.error(), pending());
    world.pass(5);
    assert_eq!(world.poll(&device_code).await.error(), pending());
    world.pass(4);
    assert_eq!(world.poll(&device_code).await.error(), slow_down());
    // Ten seconds from now on.
    world.pass(9);
    assert_eq!(world.poll(&device_code).await.error(), slow_down());
    world.pass(15);
    assert_eq!(world.poll(&device_code).await.error(), pending());
    // Whoever has decided keeps nobody waiting.
    let admin = world.browser_of("admin").await;
    world.decide(&admin, &user_code, Decision::Accept).await;
    assert_eq!(world.poll(&device_code).await.status, 200);
}

#[tokio::test]
async fn a_device_code_is_its_clients_alone() {
    let world = World::new().await;
    let (device_code, user_code) = world.tv().await;
    let admin = world.browser_of("admin").await;
    world.decide(&admin, &user_code, Decision::Accept).await;
    assert_eq!(
        world.poll_as("demo", &device_code).await.error(),
        (400, "invalid_grant".into())
    );
    let as_code = [
        ("grant_type", "authorization_code"),
        ("client_id", "demo"),
        ("code", &device_code),
    ];
    assert_eq!(
        world.post("/oauth2/token", &as_code, &[]).await.error(),
        (400, "invalid_grant".into())
    );
    assert_eq!(world.poll(&device_code).await.status, 200);
}

#[tokio::test]
async fn what_a_device_may_not_ask() {
    let world = World::new().await;
    for (form, error) in [
        (&[("client_id", "nobody")][..], (401, "invalid_client")),
        (&[("scope", "openid")], (401, "invalid_client")),
        (
            &[("client_id", "tv"), ("scope", "openid email")],
            (400, "invalid_scope"),
        ),
        (
            &[("client_id", "tv"), ("scope", "\"")],
            (400, "invalid_scope"),
        ),
        (
            &[("client_id", "tv"), ("client_id", "tv")],
            (400, "invalid_request"),
        ),
        (&[("client_id", "several")], (400, "unauthorized_client")),
    ] {
        let answer = world.begin(form).await.error();
        assert_eq!(answer, (error.0, error.1.to_owned()), "{form:?}");
    }
    let no_secret = world.begin(&[("client_id", "hashed")]).await.error();
    assert_eq!(no_secret, (401, "invalid_client".into()));
    let proven = [("authorization", &*basic("hashed", "123456"))];
    let not_registered = world.post("/oauth2/device/auth", &[], &proven).await;
    assert_eq!(not_registered.error(), (400, "unauthorized_client".into()));
    let without_code = [("grant_type", DEVICE_CODE), ("client_id", "tv")];
    assert_eq!(
        world
            .post("/oauth2/token", &without_code, &[])
            .await
            .error(),
        (400, "invalid_request".into())
    );
    assert_eq!(
        world.poll("bogus").await.error(),
        (400, "invalid_grant".into())
    );
    assert_eq!(
        world.poll_as("several", "bogus").await.error(),
        (400, "unauthorized_client".into())
    );
    // A client of devices has no other way to tokens.
    let by_code = [
        ("grant_type", "authorization_code"),
        ("client_id", "tv"),
        ("code", "bogus"),
    ];
    assert_eq!(
        world.post("/oauth2/token", &by_code, &[]).await.error(),
        (400, "unauthorized_client".into())
    );
}

#[tokio::test]
async fn nobody_decides_for_somebody_else() {
    let world = World::new().await;
    let (device_code, user_code) = world.tv().await;
    let nobody = Browser::default();
    assert!(matches!(
        world.enter(&nobody, &user_code).await,
        Device::SignIn(_)
    ));
    let (zoe, admin) = (
        world.browser_of("zoe").await,
        world.browser_of("admin").await,
    );
    let Device::Confirm(_, of_zoe) = world.enter(&zoe, &user_code).await else {
        panic!("the code waits");
    };
    let decide = async |browser: &Browser, token: &str| {
        world
            .engine
            .device_decided(
                browser,
                Peer::default(),
                &user_code,
                token,
                Decision::Accept,
            )
            .await
    };
    assert!(matches!(
        decide(&nobody, of_zoe.as_str()).await,
        Device::SignIn(_)
    ));
    for token in [of_zoe.as_str(), "", "bogus"] {
        let Device::Refused(refusal) = decide(&admin, token).await else {
            panic!("{token:?} is not admin's");
        };
        assert_eq!(
            (refusal.status.as_u16(), refusal.code),
            (403, "invalid_request")
        );
    }
    assert_eq!(world.poll(&device_code).await.error(), pending());
    assert_eq!(
        decide(&zoe, of_zoe.as_str()).await,
        Device::Decided(Decision::Accept)
    );
}

#[tokio::test]
async fn wrong_codes_have_to_wait_and_right_ones_never() {
    let world = World::new().await;
    let (_, user_code) = world.tv().await;
    let admin = world.browser_of("admin").await;
    for _ in 0..30 {
        assert!(matches!(
            world.enter(&admin, &user_code).await,
            Device::Confirm(..)
        ));
    }
    for typed in ["", "1", "BCDFGHJK", "b c d f g h j k", "\0", "ä"] {
        assert_eq!(
            world.enter(&admin, typed).await,
            Device::Retry(BadUserCode::Unknown)
        );
    }
    for _ in 6..10 {
        assert_eq!(
            world.enter(&admin, "ZZZZ-ZZZZ").await,
            Device::Retry(BadUserCode::Unknown)
        );
    }
    let Device::Retry(BadUserCode::Throttled(wait)) = world.enter(&admin, &user_code).await else {
        panic!("ten wrong ones");
    };
    assert_eq!(wait.seconds(), 10);
    let elsewhere = Peer(Some("192.0.2.1".parse().unwrap()));
    assert!(matches!(
        world
            .engine
            .device_entered(&admin, elsewhere, &user_code)
            .await,
        Device::Confirm(..)
    ));
    world.pass(10);
    assert!(matches!(
        world.enter(&admin, &user_code).await,
        Device::Confirm(..)
    ));
}

#[tokio::test]
async fn a_restart_forgets_no_device() {
    let world = World::new().await;
    let (device_code, user_code) = world.tv().await;
    let admin = world.browser_of("admin").await;
    world.decide(&admin, &user_code, Decision::Accept).await;
    let world = world.restarted().await;
    let tokens: Value = world.poll(&device_code).await.json();
    assert_eq!(tokens["token_type"], "Bearer");
    // The session is still there too.
    let (_, user_code) = world.tv().await;
    assert!(matches!(
        world.enter(&admin, &user_code).await,
        Device::Confirm(..)
    ));
}

#[tokio::test]
async fn device_codes_are_not_asked_for_without_end() {
    let world = World::new().await;
    let form = [("client_id", "tv")];
    for _ in 0..30 {
        assert_eq!(world.begin(&form).await.status, 200);
    }
    let answer = world.begin(&form).await;
    assert_eq!(answer.error(), (429, "temporarily_unavailable".into()));
    assert_eq!(answer.header("retry-after"), "10");
    world.pass(10);
    assert_eq!(world.begin(&form).await.status, 200);
    assert_eq!(world.begin(&form).await.status, 429);
}

/// From however many addresses: the disk is one.
#[tokio::test]
async fn no_more_devices_wait_than_there_is_room_for() {
    let world = World::new().await;
    let file = world.folder.path().join("vestibule.sqlite3");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
    let mut connection = <sqlx::SqliteConnection as sqlx::Connection>::connect_with(&options)
        .await
        .unwrap();
    sqlx::query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
         INSERT INTO device_authorization
             (device_code_digest, user_code, client_id, scope, expires_at, poll_interval)
         SELECT CAST(i AS BLOB), 'x' || i, 'tv', 'openid', $1, 5 FROM n",
    )
    .bind(i64::try_from(START).unwrap() + 60)
    .execute(&mut connection)
    .await
    .unwrap();
    let form = [("client_id", "tv")];
    let answer = world.begin(&form).await;
    assert_eq!(answer.error(), (503, "temporarily_unavailable".into()));
    assert_eq!(answer.header("retry-after"), "2");
    world.pass(60);
    assert_eq!(world.begin(&form).await.status, 200);
}
