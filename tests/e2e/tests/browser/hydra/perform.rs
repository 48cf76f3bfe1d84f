//! `vestibule perform authorization-code` against a real Hydra whose login and consent pages are the command's own.

use serde_json::{Value, json};
use vestibule_e2e::browser::{Browser, Scripts};
use vestibule_e2e::pages::{ClientPage, ConsentPage};
use vestibule_e2e::servers::{Hydra, HydraSetup, Perform, Place};
use vestibule_e2e::{Outcome, eventually};

/// Hydra, the command that it asks, and a browser.
struct Scene {
    hydra: Hydra,
    perform: Perform,
    browser: Browser,
}

impl Scene {
    async fn open(options: &[&str]) -> Outcome<Self> {
        let place = Place::free().await?;
        let hydra = Hydra::start(HydraSetup::in_memory(&place.origin())).await?;
        hydra.register(&place.origin(), json!({})).await?;
        let (public, admin) = (hydra.issuer(), hydra.admin());
        let arguments = [
            "-e",
            &public,
            "--admin-endpoint",
            &admin,
            "--client-id",
            "vestibule",
            "--no-shutdown",
            "-q",
        ];
        Ok(Self {
            perform: Perform::start(&place, &[&arguments, options].concat(), None)?,
            browser: Browser::open(Scripts::On).await?,
            hydra,
        })
    }

    /// Opens the address for the next round.
    async fn begin(&mut self) -> Outcome<()> {
        self.browser.go(&self.perform.address().await?).await
    }

    /// What the page shows of Hydra's request at this step.
    async fn request(&self) -> Outcome<Value> {
        let text = self.browser.property("#request", "textContent").await?;
        Ok(serde_json::from_str(&text.unwrap_or_default())?)
    }

    async fn consents(&self) -> Outcome<Option<String>> {
        self.browser.property("#consents", "textContent").await
    }

    /// Gives a name at the login step.
    async fn sign_in(&self, name: &str) -> Outcome<()> {
        self.browser.type_into("[name=j_username]", name).await?;
        self.browser.click("button#sign-in").await
    }

    async fn ended(&self) -> Outcome<Option<String>> {
        let run = ClientPage::shown(&self.browser).await?.ended().await?;
        assert_eq!(run.result(), "ok", "{:?}", run.trace()?);
        Ok(run.text("/id_token_claims/sub").map(str::to_owned))
    }
}

#[tokio::test]
async fn each_step_shows_its_request_and_earlier_consents_can_be_revoked() -> Outcome<()> {
    let mut scene = Scene::open(&[]).await?;
    scene.begin().await?;
    scene.browser.find("form#login").await?;
    let request = scene.request().await?;
    let text = |request: &Value, pointer: &str| request.pointer(pointer).cloned();
    assert_eq!(
        text(&request, "/client/client_id"),
        Some(json!("vestibule"))
    );
    assert_eq!(text(&request, "/skip"), Some(json!(false)));
    scene.sign_in("ada").await?;

    let consent = ConsentPage::shown(&scene.browser).await?;
    let request = scene.request().await?;
    assert_eq!(text(&request, "/subject"), Some(json!("ada")));
    assert_eq!(
        text(&request, "/requested_scope"),
        Some(json!(["offline", "openid"]))
    );
    assert_eq!(scene.consents().await?.as_deref(), Some("None."));
    consent.accept().await?;
    assert_eq!(scene.ended().await?.as_deref(), Some("ada"));

    // Hydra knows the person now, and what they granted. Without --skip they are asked all the same.
    scene.begin().await?;
    scene.browser.find("form#login").await?;
    assert_eq!(
        text(&scene.request().await?, "/skip"),
        Some(json!(true)),
        "the login step remembers"
    );
    scene.sign_in("").await?;
    let consent = ConsentPage::shown(&scene.browser).await?;
    let known = scene.consents().await?.unwrap_or_default();
    // In the order of the form.
    let start = "The client page: openid offline, ";
    assert_eq!(known.get(..start.len()), Some(start), "{known}");
    scene.browser.click("form#revoke button").await?;
    eventually("no consents", || async {
        Ok((scene.consents().await?.as_deref() == Some("None.")).then_some(()))
    })
    .await?;
    let path = "/oauth2/auth/sessions/consent";
    let query = [("subject", "ada")];
    let (_, left) = scene
        .hydra
        .call(http::Method::GET, path, &query, &Value::Null)
        .await?;
    assert_eq!(left, json!([]));

    // The request that was being answered is still good.
    consent.accept().await?;
    assert_eq!(scene.ended().await?.as_deref(), Some("ada"));
    Ok(())
}

#[tokio::test]
async fn with_skip_nobody_whom_hydra_knows_is_asked() -> Outcome<()> {
    let mut scene = Scene::open(&["--skip"]).await?;
    scene.begin().await?;
    scene.browser.find("form#login").await?;
    scene.sign_in("grace").await?;
    ConsentPage::shown(&scene.browser).await?.accept().await?;
    assert_eq!(scene.ended().await?.as_deref(), Some("grace"));

    // The next round ends without a question.
    scene.begin().await?;
    assert_eq!(scene.ended().await?.as_deref(), Some("grace"));
    Ok(())
}
