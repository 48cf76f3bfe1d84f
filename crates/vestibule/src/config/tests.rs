//! The file as people write it, right and wrong.

use super::*;
use crate::engines::redirect_uri;
use crate::engines::registration::ClientAuthentication;
use crate::users::password::Password;

fn problem(text: &str) -> (usize, Problem) {
    match Config::parse(text, Path::new("/etc/v.toml")) {
        Err(ConfigError::Invalid { line, problem, .. }) => (line, problem),
        other => panic!("expected a problem, got {other:?}"),
    }
}

/// A valid head of four lines, then `rest`.
fn with(rest: &str) -> String {
    format!("[server]\nlisten = \"127.0.0.1:1\"\n[data]\ndir = \"d\"\n{rest}")
}

fn client(lines: &str) -> String {
    with(&format!("[[client]]\n{lines}"))
}

#[test]
fn the_template_is_the_demo() {
    let demo = Config::demo();
    assert_eq!(
        demo,
        Config::parse(template(), Path::new("vestibule.toml")).unwrap()
    );
    assert_eq!(demo.server.listen.to_string(), "127.0.0.1:6881");
    assert_eq!(demo.clients[0].id, "demo");
    assert_eq!(demo.clients[0].authentication, ClientAuthentication::Public);
    assert!(demo.clients[0].require_pkce && !demo.clients[0].always_refresh);
    assert_eq!(demo.clients[1].id, "f7d42348-c647-4efb-a52d-4c5787421e72");
    assert_eq!(demo.clients[1].scope.to_string(), "petstore.r petstore.w");
    assert!(!demo.clients[1].require_pkce && demo.clients[1].always_refresh);
    assert_eq!(demo.users[0].name, "admin");
    assert!(demo.users[0].demo && demo.users[0].password.matches(&Password::new("123456")));
}

#[test]
fn a_relative_data_folder_is_beside_the_file() {
    let config = Config::parse(&with(""), Path::new("/etc/v.toml")).unwrap();
    assert_eq!(
        config.data,
        Data {
            dir: "/etc/d".into(),
            create: false
        }
    );
}

#[test]
fn a_missing_file_says_what_to_do() {
    let error = Config::load(Path::new("/nowhere/v.toml")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "/nowhere/v.toml: there is no such file; write one with `vestibule init --config /nowhere/v.toml`, or start without --config to try the demonstration"
    );
}

#[test]
fn what_is_no_text_file_is_told() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("v.toml");
    std::fs::write(&file, [0xff, 0xfe]).unwrap();
    for path in [file.as_path(), folder.path()] {
        let error = Config::load(path).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("{}: can't be read (", path.display())),
            "{error}"
        );
        assert!(
            error.ends_with("; check its permissions and that it is UTF-8 text"),
            "{error}"
        );
    }
}

#[test]
fn problems_name_their_line() {
    let cases: [(String, usize, Problem); 18] = [
        (with("[engine]\ncode_seconds = 0"), 6, Problem::Lifetime("code_seconds", 600)),
        (with("[engine]\ncode_seconds = 601"), 6, Problem::Lifetime("code_seconds", 600)),
        (client("client_id = \"a b\"\nredirect_uris = [\"/x\"]\nscope = \"\"\npublic = true"), 6, Problem::ClientId("a b".into())),
        (client("client_id = \"a\"\nredirect_uris = []\nscope = \"\"\npublic = true"), 5, Problem::NoRedirectUri),
        (
            client("client_id = \"a\"\nredirect_uris = [\n \"/x\",\n \"javascript:x\"]\nscope = \"\"\npublic = true"),
            9,
            Problem::RedirectUri("javascript:x".into(), redirect_uri::Unusable::Scheme),
        ),
        (client("client_id = \"a\"\nredirect_uris = [\"/x\"]\nscope = \"\""), 5, Problem::ClientAuthentication),
        (client("client_id = \"a\"\nredirect_uris = [\"/x\"]\nscope = \"\"\npublic = true\nsecret = \"s\""), 5, Problem::ClientAuthentication),
        (client("client_id = \"a\"\nredirect_uris = [\"/x\"]\nscope = \"\"\nsecret = \"\""), 9, Problem::EmptySecret),
        (client("client_id = \"a\"\nredirect_uris = [\"/x\"]\nscope = \"\"\nsecret_hash = \"x\""), 9, Problem::NotArgon2id),
        (client("client_id = \"a\"\nredirect_uris = [\"/x\"]\nscope = \"\"\npublic = true\nrequire_pkce = false"), 10, Problem::PublicWithoutPkce),
        (client("client_id = \"a\"\nredirect_uris = [\"/x\"]\nscope = \"a\\\\b\"\npublic = true"), 8, Problem::Scope("a\\b".into())),
        (client("client_id = \"a\"\nredirect_uris = [\"/x\"]\nscope = \"\"\npublic = true\ncors_origins = [\"*\"]"), 10, Problem::NotAnOrigin("*".into())),
        (
            client("client_id = \"a\"\nredirect_uris = [\"/x\"]\nscope = \"\"\npublic = true\n[[client]]\nclient_id = \"a\"\nredirect_uris = [\"/x\"]\nscope = \"\"\npublic = true"),
            11,
            Problem::ClientTwice("a".into()),
        ),
        (with("[[user]]\nname = \"\"\npassword_hash = \"\""), 6, Problem::UserName(String::new())),
        (with("[[user]]\nname = \"é\"\npassword_hash = \"\""), 6, Problem::Subject("é".into())),
        (with("[[user]]\nname = \"a\"\npassword_hash = \"secret\""), 7, Problem::NotArgon2id),
        (with("[[user]]\nname = \"a\"\npassword_hash = \"\"\n[user.claims]\niss = \"x\""), 8, Problem::ReservedClaim("iss".into())),
        (
            "[server]\nlisten = \"0.0.0.0:1\"\npublic_url = \"http://login.example\"\n[data]\ndir = \"d\"".into(),
            3,
            Problem::InsecurePublicUrl("http://login.example".into()),
        ),
    ];
    for (text, line, expected) in cases {
        assert_eq!(problem(&text), (line, expected), "{text}");
    }
}

#[test]
fn syntax_and_unknown_keys_name_their_line() {
    for (text, line, part) in [
        ("[server", 1, "unclosed table"),
        (
            "[server]\nlisten = \"here\"\n[data]\ndir = \"d\"",
            2,
            "write an IP address and a port, as in \"127.0.0.1:6881\"",
        ),
        (
            "[server]\nlisten = \"127.0.0.1:1\"\nport = 1\n[data]\ndir = \"d\"",
            3,
            "unknown field `port`; choose one of `listen`, `public_url`, `https`",
        ),
        (
            "[server]\nlisten = \"127.0.0.1:1\"\n",
            1,
            "missing field `data`",
        ),
        (
            "[server]\nlisten = \"127.0.0.1:1\"\nconnections = 0\n[data]\ndir = \"d\"",
            3,
            "this is integer `0`; write a whole number above 0",
        ),
        (
            "[server]\nlisten = \"127.0.0.1:1\"\n[data]\ndir = \"d\"\n[client]\nname = \"x\"",
            5,
            "this is one table; write its name in double brackets, as in [[name]], where there can be several",
        ),
    ] {
        match problem(text) {
            (found, Problem::Syntax(message)) => {
                assert_eq!(found, line, "{text}: {message}");
                assert!(message.contains(part), "{text}: {message}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn an_error_reads_as_one_line_and_shows_no_secret() {
    let error = Config::parse(
        &with("[[user]]\nname = \"a\"\npassword_hash = \"hunter2\""),
        Path::new("v.toml"),
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "v.toml:7: not an Argon2id hash in PHC string format ($argon2id$v=19$m=…,t=…,p=…$salt$hash); make one with `vestibule hash-password`"
    );
    assert!(!format!("{:?}", Config::demo()).contains("f6h1FTI8Q3"));
    for text in [
        with("[[user]]\nname = \"a\"\npassword_hash = 271828"),
        client("client_id = \"a\"\nredirect_uris = [\"/x\"]\nscope = \"\"\nsecret = 271828"),
    ] {
        let (line, found) = problem(&text);
        assert_eq!(found, Problem::Syntax("write it as text, in quotes".into()));
        assert_eq!(line, text.lines().count());
    }
}

#[test]
fn hydra_is_found_and_its_secrets_stay_unseen() {
    let table = "[engine]\nkind = \"hydra\"\n[hydra]\nadmin_url = \"http://hydra:4445/base\"\n\
                 public_url = \"https://hydra.example\"\nadmin_key = \"ory_pat_secret\"\n\
                 admin_ca_file = \"ca.pem\"\ncookie_keys = [\"0123456789abcdef0123456789abcdef\"]\n\
                 remember_consent_seconds = 0\nacr = \"urn:x:pwd\"\n[hydra.scopes]\n\"a:b\" = \"Do it\"\n";
    let config = Config::parse(&with(table), Path::new("/etc/v.toml")).unwrap();
    assert_eq!(config.engine, EngineKind::Hydra);
    let hydra = config.hydra.unwrap();
    assert_eq!(hydra.admin_url.as_str(), "http://hydra:4445/base");
    assert_eq!(hydra.public_url.as_str(), "https://hydra.example");
    assert_eq!(
        hydra.admin_ca_file.as_deref(),
        Some(Path::new("/etc/ca.pem"))
    );
    assert_eq!(hydra.policy.remember, Duration::from_hours(720));
    assert_eq!(hydra.policy.remember_consent, Duration::ZERO);
    assert_eq!(hydra.policy.acr.as_deref(), Some("urn:x:pwd"));
    assert_eq!(hydra.policy.scopes["a:b"], "Do it");
    let shown = format!("{hydra:?}");
    assert!(
        !shown.contains("secret") && !shown.contains("0123456789"),
        "{shown}"
    );
}

#[test]
fn what_hydra_can_not_be_reached_by_is_told() {
    let hydra = |lines: &str| problem(&with(&format!("[hydra]\n{lines}")));
    let public = "public_url = \"https://h.example\"\n";
    for url in [
        "hydra:4445",
        "ftp://hydra",
        "http://u@hydra",
        "http://hydra/?x",
        "",
    ] {
        assert_eq!(
            hydra(&format!("admin_url = \"{url}\"\n{public}")),
            (6, Problem::NotAnAdminUrl(url.to_owned())),
            "{url}"
        );
    }
    let admin = "admin_url = \"http://hydra:4445\"\n";
    assert_eq!(
        hydra(&format!("{admin}public_url = \"http://h.example\"\n")),
        (7, Problem::InsecurePublicUrl("http://h.example".to_owned()))
    );
    assert_eq!(
        hydra(&format!("{admin}public_url = \"https://h.example/x\"\n")),
        (7, Problem::NotAnOrigin("https://h.example/x".to_owned()))
    );
    let both = format!("{admin}{public}");
    for (line, text) in [
        (
            "cookie_keys = [\"s3cret\"]",
            "cookie_keys: a cookie key needs at least 32 characters; `openssl rand -hex 32` makes one",
        ),
        (
            "admin_key = \"s3cret key\"",
            "admin_key: the key holds characters that no header can; write it on one line, in ASCII",
        ),
        (
            "remember_seconds = 0",
            "remember_seconds must be at least 1 and at most 315360000 seconds",
        ),
    ] {
        let (at, problem) = hydra(&format!("{both}{line}\n"));
        assert_eq!((at, problem.to_string()), (8, text.to_owned()));
    }
}

/// The keys that a table may have, as the parser tells whoever writes another.
fn keys_of(table: &str) -> Vec<String> {
    let text = format!("{table}\nno_such_key = 1\n");
    let error = Config::parse(&text, Path::new("v.toml"))
        .unwrap_err()
        .to_string();
    let (_, expected) = error.split_once("; ").unwrap();
    let words = expected.split('`').skip(1).step_by(2);
    words.map(str::to_owned).collect()
}

#[test]
fn the_reference_has_every_key_and_no_other() {
    let reference = include_str!("../../../../docs/reference/configuration.md");
    let sections: Vec<_> = reference.split("\n## `").skip(1).collect();
    let tables = keys_of("");
    assert_eq!(sections.len(), tables.len());
    for section in sections {
        let (table, rest) = section.split_once('`').unwrap();
        let name = table.trim_matches(['[', ']']);
        assert!(tables.iter().any(|known| known == name), "{table}");
        let rows = rest.lines().filter(|line| line.starts_with("| `"));
        let mut documented: Vec<_> = rows
            .flat_map(|row| {
                row.split('|')
                    .nth(1)
                    .unwrap_or_default()
                    .split('`')
                    .skip(1)
                    .step_by(2)
            })
            .collect();
        let mut known = keys_of(table);
        documented.sort_unstable();
        known.sort_unstable();
        assert_eq!(documented, known, "{table}");
    }
}
