//! Options that do not make a run: one clear message, exit status 2, and no request.

use super::command::{ended, perform};

async fn refused(arguments: &[&str], said: &str) {
    let ended = ended(perform(arguments)).await;
    assert_eq!(ended.status, Some(2), "{arguments:?}: {}", ended.err);
    assert_eq!(ended.out, "", "{arguments:?}");
    assert!(ended.err.contains(said), "{arguments:?}: {}", ended.err);
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_named() {
    let server = "--endpoint=http://127.0.0.1:1";
    let client = "--client-id=app";
    for (arguments, said) in [
        (
            &["device-code", client][..],
            "which server? Give --issuer, or --endpoint (or ORY_SDK_URL), or its endpoints one by one",
        ),
        (
            &["device-code", server],
            "which client? Give --client-id, or set OAUTH2_CLIENT_ID",
        ),
        (
            &["device-code", client, "--endpoint=http://as.example"],
            "plain http is for 127.0.0.1, localhost and [::1] only",
        ),
        (
            &["device-code", client, server, "--format=xml"],
            "xml is no format; take table, json",
        ),
        (
            &["device-code", client, server, "--format=jsonpath=$..a"],
            "the path is not understood after 2 characters",
        ),
        (
            &["device-code", client, server, "-H", "Authorization"],
            "write it as 'Name: value'",
        ),
        (
            &["device-code", client, server, "--scope", "a\"b"],
            "--scope: a scope is of visible ASCII characters",
        ),
        (
            &["device-code", client, server, "--resource=notes"],
            "'notes' for '--resource <URI>': a resource is an absolute URI without a fragment",
        ),
        (
            &["authorization-code", client, server, "--extra==x"],
            "write it as NAME=VALUE",
        ),
        (
            &["authorization-code", client, server, "--extra=state=x"],
            "'state=x' for '--extra <NAME=VALUE>': the flow sets this parameter itself; use the option \
             that is made for it, or leave it out",
        ),
        (
            &["device-code", client, server, "--extra=scope=admin"],
            "the flow sets this parameter itself",
        ),
        (
            &["device-code", server, "--client-id", "ü"],
            "--client-id: ",
        ),
    ] {
        refused(arguments, said).await;
    }
}

#[tokio::test]
async fn the_environment_is_checked_too() {
    let mut command = perform(&["device-code", "--client-id=app"]);
    command.env("ORY_SDK_URL", "localhost:4444");
    let ended = ended(command).await;
    assert_eq!(ended.status, Some(2));
    assert_eq!(
        ended.err,
        "vestibule: ORY_SDK_URL: the address must be absolute and begin with https://\n"
    );
}
