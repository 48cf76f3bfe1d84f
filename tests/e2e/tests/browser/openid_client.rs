//! The embedded engine as a certified client library finds it. No browser: the library's own.

use serde_json::json;
use vestibule_e2e::servers::Vestibule;
use vestibule_e2e::{Outcome, openid_client};

#[tokio::test]
async fn every_flow_satisfies_openid_client() -> Outcome<()> {
    let host = Vestibule::start().await?;
    let told = openid_client::run(host.origin()).await?;
    assert_eq!(
        told,
        json!({
            "sub": "admin",
            "userinfo": {
                "sub": "admin",
                "preferred_username": "admin",
                "name": "Demo Admin",
                "email": "admin@example.com",
                "email_verified": true,
            },
            // Once, then by the session, and anew after the logout.
            "asked": [true, false, false, true],
            "refreshed": "openid profile email offline_access",
            "rotated": true,
            "afterRevocation": "invalid_grant",
            "userinfoAfterRevocation": "invalid_token",
            "sameSignIn": true,
            "device": { "sub": "admin", "scope": "openid profile email offline_access" },
            "afterDenial": "access_denied",
            "tutorial": "petstore.r",
            "afterLogout": "/client/?state=over",
        })
    );
    Ok(())
}
