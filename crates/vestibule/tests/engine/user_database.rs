//! Users in an SQLite database: signed in, looked after, and upgraded from other programs' hashes.

use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use tempfile::TempDir;
use vestibule::cli::{AddUser, User, UserCommand};
use vestibule::hash_password::Source;
use vestibule::user_command::{Tools, user};
use vestibule::users::Users;
use vestibule::users::database::UserDatabase;
use vestibule::users::password::Password;
use vestibule::users::verifier::Verifier;

/// From the database that light-oauth2 ships, for 123456.
const LIGHT_OAUTH2: &str = "1000:5b2d3131362c202d35332c202d3131392c2039382c2031382c202d3131342c202d36322c203130362c203132302c202d38382c202d3131332c20382c203132302c20322c202d32352c203131315d:089c2ccabe0f2d5ca73e62729c5380ea21f28d4ee21b0574c64675596077e588a955cadf33cb62c7b0cb3ba68536cfd08ee031135254d6480520d3974c535d6d";
/// crypt(3) of 123456, as `htpasswd -B` writes it.
const HTPASSWD: &str = "$2y$05$abcdefghijklmnopqrstuu1Z..wm/IlVbtpza52hgqCBArL1cvSg6";

#[expect(
    clippy::unnecessary_wraps,
    reason = "the form of every generator, and some have nothing to give"
)]
fn salt(out: &mut [u8]) -> Result<(), vestibule::entropy::Unavailable> {
    out.fill(7);
    Ok(())
}

/// A configuration beside which the database is made.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let config = "[server]\nlisten = \"127.0.0.1:1\"\n[data]\ndir = \"d\"\n\
                  [users]\ndatabase = \"sqlite:people.sqlite3\"\n";
    std::fs::write(folder.path().join("v.toml"), config).unwrap();
    folder
}

async fn run(folder: &Path, command: UserCommand, mut password: &[u8]) -> Result<String, String> {
    let mut out = Vec::new();
    let options = User {
        config: folder.join("v.toml"),
        command,
    };
    let tools = Tools {
        clock: &|| UNIX_EPOCH,
        entropy: &salt,
        source: Source::Line(&mut password),
        out: &mut out,
    };
    user(options, tools)
        .await
        .map_err(|error| error.to_string())?;
    Ok(String::from_utf8(out).unwrap())
}

fn add(name: &str, sub: Option<&str>) -> UserCommand {
    UserCommand::Add(AddUser {
        name: name.to_owned(),
        sub: sub.map(str::to_owned),
        email: Some("zoe@example.com".to_owned()),
        full_name: None,
    })
}

async fn users(folder: &Path) -> Users {
    let url = format!("sqlite:{}", folder.join("people.sqlite3").display());
    let database = UserDatabase::open(&url.parse().unwrap()).await.unwrap();
    Users::stored(database, Arc::new(salt), Arc::new(Verifier::new(2)))
}

async fn signs_in(users: &Users, name: &str, password: &str) -> bool {
    let user = users.authenticate(name, Password::new(password)).await;
    user.unwrap().is_some()
}

#[tokio::test]
async fn added_listed_and_given_a_new_password() {
    let folder = folder();
    let path = folder.path();
    assert_eq!(
        run(path, add("zoé", Some("248289761001")), b"first\n").await,
        Ok("Added zoé.\n".into())
    );
    assert_eq!(
        run(path, UserCommand::List, b"").await,
        Ok("zoé\t248289761001\tzoe@example.com\n".into())
    );
    let users = users(path).await;
    assert!(signs_in(&users, "zoé", "first").await);
    assert!(!signs_in(&users, "zoé", "other").await);
    assert!(!signs_in(&users, "nobody", "first").await);
    let found = users.by_subject("248289761001").await.unwrap().unwrap();
    assert_eq!(
        (found.name.as_str(), &found.claims["email"]),
        ("zoé", &"zoe@example.com".into())
    );
    assert!(users.by_subject("zoé").await.unwrap().is_none());
    let passwd = || UserCommand::Passwd {
        name: "zoé".into()
    };
    assert_eq!(
        run(path, passwd(), b"second").await,
        Ok("zoé has a new password.\n".into())
    );
    assert!(signs_in(&users, "zoé", "second").await);
    assert!(!signs_in(&users, "zoé", "first").await);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = std::fs::metadata(path.join("people.sqlite3")).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn a_database_that_is_not_there_is_told_with_the_reason() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = nobody.local_addr().unwrap();
    drop(nobody);
    let url = format!("postgres://u@{address}/people").parse().unwrap();
    let error = UserDatabase::open(&url).await.unwrap_err().to_string();
    assert!(
        error.starts_with("the users' database can't be opened: ")
            && error.contains("Connection refused")
            && error
                .ends_with("; look whether it runs, and whether `database` under [users] is right"),
        "{error}"
    );
}

#[tokio::test]
async fn what_is_refused_changes_nothing() {
    let folder = folder();
    let path = folder.path();
    run(path, add("zoe", Some("1")), b"first").await.unwrap();
    for (command, problem) in [
        (
            add("zoe", Some("2")),
            "there is a user of that name, or with that subject; nothing was changed",
        ),
        (
            add("yan", Some("1")),
            "there is a user of that name, or with that subject; nothing was changed",
        ),
        (
            add("a\tb", None),
            "\"a\\tb\" is no user name: use 1 to 255 characters, none of them a control character",
        ),
        (
            add("zoé", None),
            "\"zoé\" is no subject: give one of 1 to 255 ASCII characters with --sub",
        ),
        (
            UserCommand::Passwd { name: "yan".into() },
            "there is no user \"yan\"; `vestibule user list` shows who there is",
        ),
    ] {
        assert_eq!(run(path, command, b"x").await, Err(problem.into()));
    }
    let empty = run(path, add("yan", None), b"\n").await.unwrap_err();
    assert!(empty.starts_with("the password is empty"), "{empty}");
    assert_eq!(
        run(path, UserCommand::List, b"").await,
        Ok("zoe\t1\tzoe@example.com\n".into())
    );
    assert!(signs_in(&users(path).await, "zoe", "first").await);
    let listed = "[server]\nlisten = \"127.0.0.1:1\"\n[data]\ndir = \"d\"\n";
    std::fs::write(path.join("v.toml"), listed).unwrap();
    let error = run(path, UserCommand::List, b"").await.unwrap_err();
    assert!(
        error.contains("v.toml names no database of users"),
        "{error}"
    );
}

#[tokio::test]
async fn imported_hashes_are_upgraded_at_the_next_sign_in() {
    let folder = folder();
    let path = folder.path();
    let file = path.join("htpasswd");
    let import = || UserCommand::Import { file: file.clone() };
    std::fs::write(&file, format!("a:{HTPASSWD}\nb:{LIGHT_OAUTH2}\nc:plain\n")).unwrap();
    assert_eq!(
        run(path, import(), b"").await,
        Err(format!(
            "{}:3: write NAME:HASH, the hash by Argon2id, bcrypt (htpasswd -B) or light-oauth2; nothing was imported",
            file.display()
        ))
    );
    std::fs::write(&file, format!("a:{HTPASSWD}\nzoé:{HTPASSWD}\n")).unwrap();
    assert_eq!(
        run(path, import(), b"").await,
        Err(format!(
            "{}:2: \"zoé\" is no name of 1 to 255 ASCII characters without control characters; an imported \
             user's must be one, since clients get it as `sub`; nothing was imported",
            file.display()
        ))
    );
    assert_eq!(run(path, UserCommand::List, b"").await, Ok(String::new()));
    let argon2id = Password::new("123456").hash(&[3; 16]).unwrap();
    std::fs::write(
        &file,
        format!("\u{feff}# people\n\na:{HTPASSWD}\r\nb:{LIGHT_OAUTH2}\nc:{argon2id}\n"),
    )
    .unwrap();
    assert_eq!(
        run(path, import(), b"").await,
        Ok("Imported 3; 0 were there already and stay as they are.\n".into())
    );
    let note = "\timported password, until the next sign-in\n";
    assert_eq!(
        run(path, UserCommand::List, b"").await,
        Ok(format!("a\ta\t{note}b\tb\t{note}c\tc\t\n"))
    );
    let users = users(path).await;
    for name in ["a", "b", "c"] {
        assert!(!signs_in(&users, name, "1234567").await, "{name}");
    }
    assert!(
        run(path, UserCommand::List, b"")
            .await
            .unwrap()
            .contains(note)
    );
    for name in ["a", "b", "c", "a", "b", "c"] {
        assert!(signs_in(&users, name, "123456").await, "{name}");
    }
    assert_eq!(
        run(path, UserCommand::List, b"").await,
        Ok("a\ta\t\nb\tb\t\nc\tc\t\n".into())
    );
    assert!(!signs_in(&users, "a", "1234567").await);
    assert_eq!(
        run(path, import(), b"").await,
        Ok("Imported 0; 3 were there already and stay as they are.\n".into())
    );
}

#[tokio::test]
async fn a_hash_of_another_cost_is_replaced_at_the_next_sign_in() {
    let folder = folder();
    let path = folder.path();
    let file = path.join("people");
    // Both of 123456.
    let cheap = "$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHQ4$RRFPW5cwC6QeKXfhQengHdYnq0w41j9O";
    let today = Password::new("123456").hash(&[3; 16]).unwrap().to_string();
    std::fs::write(&file, format!("a:{cheap}\nb:{today}\n")).unwrap();
    run(path, UserCommand::Import { file }, b"").await.unwrap();
    let url = format!("sqlite:{}", path.join("people.sqlite3").display());
    let database = UserDatabase::open(&url.parse().unwrap()).await.unwrap();
    let stored = async |name: &str| {
        let user = database.by_name(name).await.unwrap().unwrap();
        user.password.to_string()
    };
    let users = users(path).await;
    for name in ["a", "b"] {
        assert!(!signs_in(&users, name, "1234567").await, "{name}");
    }
    assert_eq!(stored("a").await, cheap);
    for name in ["a", "b", "a"] {
        assert!(signs_in(&users, name, "123456").await, "{name}");
    }
    let replaced = stored("a").await;
    assert!(
        replaced.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{replaced}"
    );
    assert_eq!(stored("b").await, today);
}
