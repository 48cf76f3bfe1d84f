//! A forgotten password: the letter, its link, and what a new password ends.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection as _, SqliteConnection};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use vestibule::engines::embedded::{
    Authorize, Browser, Decision, Device, Entry, Forgot, LetterWords, Reset,
};
use vestibule::mail::{Mail, MailRoute};
use vestibule::throttle::Peer;
use vestibule::users::User;
use vestibule::users::database::UserDatabase;
use vestibule::users::password::Password;

use crate::support::{START, World, code_of, credentials};

/// An engine whose users are in a database, and whose letters are files of a folder.
struct Post {
    world: World,
    folder: TempDir,
}

impl Post {
    async fn open() -> Self {
        Self::open_by(None).await
    }

    /// With another way for letters than the folder.
    async fn open_by(route: Option<MailRoute>) -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite:{}", folder.path().join("people.sqlite3").display());
        let url = url.parse().unwrap();
        let database = UserDatabase::open(&url).await.unwrap();
        for (name, email) in [
            ("zoe", "Zoe@Example.com"),
            ("admin", "admin@example.com"),
            ("kim", "kim@example.com"),
            ("one", "shared@example.com"),
            ("two", "shared@example.com"),
        ] {
            let user = User {
                name: name.to_owned(),
                subject: format!("subject of {name}"),
                password: Password::new("123456").hash(&[9; 16]).unwrap(),
                password_since: 0,
                claims: [("email".to_owned(), email.into())].into_iter().collect(),
                demo: false,
            };
            assert!(database.add(&user, 0).await.unwrap());
        }
        database.close().await;
        let letters = folder.path().join("letters");
        std::fs::create_dir(&letters).unwrap();
        let script = format!(
            "f=$(mktemp -p {0}); cat > $f; mv $f $f.letter",
            letters.display()
        );
        let world = World::with(|settings| {
            settings.users.clear();
            settings.user_database = Some(url);
            let command = MailRoute::Command(vec!["/bin/sh".into(), "-c".into(), script]);
            settings.mail = Some(Mail {
                route: route.unwrap_or(command),
                from: "login@example.com".parse().unwrap(),
            });
        })
        .await;
        Self { world, folder }
    }

    fn forgot(&self, email: &str, address: &str) -> Forgot {
        let peer = Peer(Some(address.parse().unwrap()));
        self.world.engine.forgot(email, peer, words())
    }

    /// The letters that have arrived, once there are so many.
    async fn letters(&self, count: usize) -> Vec<String> {
        let folder = self.folder.path().join("letters");
        for _ in 0..600 {
            let letters = letters(&folder);
            if letters.len() >= count {
                return letters;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no letter came")
    }

    async fn reset(&self, token: &str, password: &str) -> Reset {
        let password = Password::new(password);
        self.world
            .engine
            .reset(token, password, Peer::default())
            .await
    }

    async fn signs_in(&self, password: &str) -> bool {
        let entry = self
            .world
            .engine
            .enter(credentials("zoe", password), &Browser::default())
            .await;
        matches!(entry, Entry::SignedIn(_))
    }
}

fn words() -> LetterWords {
    LetterWords {
        subject: "Ihr neues Passwört".to_owned(),
        before_link: "Für Sie:\n".to_owned(),
        after_link: "\nEnde.\n".to_owned(),
    }
}

fn letters(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "letter"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

fn token(letter: &str) -> String {
    // Quoted-printable breaks long lines.
    let letter = letter.replace("=\r\n", "").replace("=3D", "=");
    let (_, rest) = letter
        .split_once("http://127.0.0.1:6881/reset?token=")
        .unwrap();
    rest.lines().next().unwrap().to_owned()
}

#[tokio::test]
async fn a_link_works_once_and_ends_what_the_old_password_began() {
    let post = Post::open().await;
    let zoe = post.world.browser_of("zoe").await;
    assert_eq!(post.forgot("zoe@example.com", "192.0.2.1"), Forgot::Sent);
    let letter = post.letters(1).await.remove(0);
    for line in [
        "To: Zoe@Example.com",
        "Content-Type: text/plain; charset=utf-8",
        "Subject: Ihr neues =?utf-8?b?UGFzc3fDtnJ0?=",
        "F=C3=BCr Sie:",
        "Ende.",
    ] {
        assert!(letter.lines().any(|each| each == line), "{letter}");
    }
    let token = token(&letter);
    assert_eq!(post.world.engine.reset_begun(&token).await, Reset::Done);
    // What is not taken leaves the link as it is.
    assert_eq!(post.reset(&token, "1234567").await, Reset::TooShort);
    assert_eq!(post.reset(&token, &"x".repeat(1025)).await, Reset::NotTaken);
    assert!(post.signs_in("123456").await);
    assert_eq!(post.reset(&token, "a new one").await, Reset::Done);
    assert!(!post.signs_in("123456").await);
    assert!(post.signs_in("a new one").await);
    assert_eq!(post.reset(&token, "another one").await, Reset::BadToken);
    assert_eq!(post.world.engine.reset_begun(&token).await, Reset::BadToken);
    let answer = post.world.authorize(&zoe, &[("prompt", "none")]).await;
    let Authorize::Redirect(location) = answer else {
        panic!("{answer:?}")
    };
    assert!(location.contains("error=login_required"));
}

/// By whatever hand a password is changed: nothing that the old one began goes on, not even what was begun
/// in the same second.
#[tokio::test]
async fn a_new_password_ends_what_waits_for_an_answer() {
    let post = Post::open().await;
    let world = &post.world;
    let invalid_grant = || (400, "invalid_grant".to_owned());
    let admin = world.browser_of("admin").await;
    let (device_code, user_code) = world.tv().await;
    let decided = world.decide(&admin, &user_code, Decision::Accept).await;
    assert_eq!(decided, Device::Decided(Decision::Accept));
    let code = world.demo_code("openid").await;
    let tokens = world.demo_tokens("openid offline_access").await;
    let text = |name: &str| tokens[name].as_str().unwrap();
    assert_eq!(world.userinfo(text("access_token")).await.status, 200);

    let url = format!(
        "sqlite:{}",
        post.folder.path().join("people.sqlite3").display()
    );
    let database = UserDatabase::open(&url.parse().unwrap()).await.unwrap();
    let fresh = Password::new("a new one").hash(&[8; 16]).unwrap();
    let now = START.try_into().unwrap();
    assert!(database.set_password("admin", &fresh, now).await.unwrap());

    assert_eq!(world.exchange(&code).await.error(), invalid_grant());
    assert_eq!(world.poll(&device_code).await.error(), invalid_grant());
    assert_eq!(
        world.refresh(text("refresh_token")).await.error(),
        invalid_grant()
    );
    assert_eq!(world.userinfo(text("access_token")).await.status, 401);
    let Authorize::Redirect(location) = world.authorize(&admin, &[("prompt", "none")]).await else {
        panic!("a page")
    };
    assert!(location.contains("error=login_required"), "{location}");

    // The new one holds from the same second on.
    let entry = world
        .engine
        .enter(credentials("admin", "a new one"), &Browser::default())
        .await;
    let Entry::SignedIn(cookie) = entry else {
        panic!("{entry:?}")
    };
    let admin = world.browser_with(cookie.to_str().unwrap());
    let Authorize::Redirect(location) = world.authorize(&admin, &[("prompt", "none")]).await else {
        panic!("a page")
    };
    assert_eq!(world.exchange(&code_of(&location)).await.status, 200);
}

/// Takes one letter by SMTP (RFC 5321): what the client said, and the letter as it came.
async fn one_letter_by_smtp(listener: TcpListener) -> (Vec<String>, String) {
    let (stream, _) = listener.accept().await.unwrap();
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    let (mut said, mut letter) = (Vec::new(), String::new());
    writing.write_all(b"220 mail.example\r\n").await.unwrap();
    while let Some(line) = lines.next_line().await.unwrap() {
        let verb = line.split([' ', ':']).next().unwrap().to_owned();
        let answer = match &*verb {
            "DATA" => "354 go on\r\n",
            "QUIT" => "221 bye\r\n",
            _ => "250 good\r\n",
        };
        said.push(line);
        writing.write_all(answer.as_bytes()).await.unwrap();
        if verb == "DATA" {
            while let Some(line) = lines.next_line().await.unwrap() {
                if line == "." {
                    break;
                }
                // A line's own first dot is doubled (§4.5.2).
                letter.push_str(line.strip_prefix('.').unwrap_or(&line));
                letter.push_str("\r\n");
            }
            writing.write_all(b"250 taken\r\n").await.unwrap();
            break;
        }
    }
    (said, letter)
}

#[tokio::test]
async fn a_letter_arrives_by_smtp_and_its_link_works_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(one_letter_by_smtp(listener));
    let post = Post::open_by(Some(MailRoute::Smtp(url.parse().unwrap()))).await;
    assert_eq!(post.forgot("zoe@example.com", "192.0.2.1"), Forgot::Sent);
    let arrived = tokio::time::timeout(Duration::from_secs(30), server).await;
    let (said, letter) = arrived.unwrap().unwrap();
    assert_eq!(
        said[1..],
        [
            "MAIL FROM:<login@example.com>",
            "RCPT TO:<Zoe@Example.com>",
            "DATA"
        ]
    );
    for line in ["From: login@example.com", "To: Zoe@Example.com"] {
        assert!(letter.lines().any(|each| each == line), "{letter}");
    }
    let token = token(&letter);
    assert_eq!(post.reset(&token, "a new one").await, Reset::Done);
    assert!(post.signs_in("a new one").await);
    assert_eq!(post.reset(&token, "another one").await, Reset::BadToken);
}

/// The Kelvin sign is a `k` in small letters, but not to whoever owns a domain with it.
#[tokio::test]
async fn a_letter_goes_to_the_address_that_is_kept() {
    let post = Post::open().await;
    assert_eq!(
        post.forgot("\u{212a}im@example.com", "192.0.2.1"),
        Forgot::Sent
    );
    let letter = post.letters(1).await.remove(0);
    assert!(letter.contains("To: kim@example.com\r\n"), "{letter}");
}

#[tokio::test]
async fn a_link_ends_in_time_and_takes_the_others_with_it() {
    let post = Post::open().await;
    for count in 1..=3 {
        post.forgot("ZOE@example.com", "192.0.2.1");
        post.letters(count).await;
    }
    let tokens: Vec<_> = post.letters(3).await.iter().map(|it| token(it)).collect();
    assert_eq!(post.reset(&tokens[1], "a new one").await, Reset::Done);
    for token in &tokens {
        assert_eq!(post.reset(token, "another one").await, Reset::BadToken);
    }
    post.world.pass(600);
    post.forgot("zoe@example.com", "192.0.2.1");
    let letters = post.letters(4).await;
    let late = letters.iter().map(|it| token(it));
    let late = late.clone().find(|it| !tokens.contains(it)).unwrap();
    post.world.pass(1800);
    assert_eq!(post.reset(&late, "another one").await, Reset::BadToken);
}

#[tokio::test]
async fn a_link_works_again_when_the_peoples_database_does() {
    let post = Post::open().await;
    post.forgot("zoe@example.com", "192.0.2.1");
    let token = token(&post.letters(1).await[0]);
    let file = post.folder.path().join("people.sqlite3");
    let options = SqliteConnectOptions::new().filename(file);
    let mut people = SqliteConnection::connect_with(&options).await.unwrap();
    let mut run = async |statement| {
        sqlx::raw_sql(statement).execute(&mut people).await.unwrap();
    };
    let refuse = "CREATE TRIGGER refuse BEFORE UPDATE ON vestibule_user \
                  BEGIN SELECT RAISE(ABORT, 'no'); END";
    run(refuse).await;
    let Reset::Refused(_) = post.reset(&token, "a new one").await else {
        panic!("set in a database that takes nothing")
    };
    run("DROP TRIGGER refuse").await;
    assert!(post.signs_in("123456").await);
    assert_eq!(post.reset(&token, "a new one").await, Reset::Done);
    assert!(post.signs_in("a new one").await);
    assert_eq!(post.reset(&token, "another one").await, Reset::BadToken);
}

#[tokio::test]
async fn the_answer_is_the_same_for_everybody() {
    let post = Post::open().await;
    for (email, address) in [
        ("zoe@example.com", "192.0.2.1"),
        ("nobody@example.com", "192.0.2.2"),
        ("shared@example.com", "192.0.2.3"),
        ("not an address", "192.0.2.4"),
    ] {
        assert_eq!(post.forgot(email, address), Forgot::Sent, "{email}");
    }
    // A fourth letter to one address is not sent, and a sixth wish of one network is told to wait.
    for (count, address) in (5..9).zip(["192.0.2.5", "192.0.2.6", "192.0.2.7", "192.0.2.8"]) {
        assert_eq!(
            post.forgot("zoe@example.com", address),
            Forgot::Sent,
            "{count}"
        );
    }
    for _ in 0..5 {
        assert_eq!(post.forgot("nobody@example.com", "192.0.2.9"), Forgot::Sent);
    }
    let Forgot::Throttled(wait) = post.forgot("nobody@example.com", "192.0.2.9") else {
        panic!("five were enough")
    };
    assert_eq!(wait.seconds(), 60);
    let letters = post.letters(3).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(post.letters(3).await.len(), 3);
    assert!(letters.iter().all(|it| it.contains("To: Zoe@Example.com")));
}

#[tokio::test]
async fn nobody_is_helped_where_passwords_stand_in_the_file() {
    let world = World::new().await;
    assert!(!world.engine.can_reset());
    assert!(Post::open().await.world.engine.can_reset());
    assert_eq!(
        Arc::clone(&world.engine).forgot("admin@example.com", Peer::default(), words()),
        Forgot::Sent
    );
}

#[tokio::test]
async fn a_stop_waits_for_letters_under_way() {
    let folder = TempDir::new().unwrap();
    let letter = folder.path().join("letter");
    let script = format!(
        "sleep 0.3; cat > {0}.part; mv {0}.part {0}",
        letter.display()
    );
    let route = MailRoute::Command(vec!["/bin/sh".into(), "-c".into(), script]);
    let post = Post::open_by(Some(route)).await;
    assert_eq!(post.forgot("zoe@example.com", "192.0.2.1"), Forgot::Sent);
    post.world.engine.close().await;
    let letter = std::fs::read_to_string(letter).unwrap();
    assert!(letter.contains("To: Zoe@Example.com"), "{letter}");
}
