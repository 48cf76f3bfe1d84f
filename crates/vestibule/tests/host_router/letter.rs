//! The letter with the link to a new password: it speaks as the page on which it was asked for,
//! and its link leads to a form that keeps what was typed.

use std::{fs, time::Duration};

use tempfile::TempDir;
use vestibule::{
    mail::{Mail, MailRoute},
    users::{User, database::UserDatabase, password::Password},
};

use super::TestHost;

#[tokio::test]
async fn the_letter_is_in_the_language_of_the_page() {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("people.sqlite3").display());
    let url = url.parse().unwrap();
    let database = UserDatabase::open(&url).await.unwrap();
    let zoe = User {
        name: "zoe".to_owned(),
        subject: "zoe".to_owned(),
        password: Password::new("123456").hash(&[9; 16]).unwrap(),
        password_since: 0,
        claims: [("email".to_owned(), "zoe@example.com".into())]
            .into_iter()
            .collect(),
        demo: false,
    };
    assert!(database.add(&zoe, 0).await.unwrap());
    database.close().await;
    let letter = folder.path().join("letter");
    let script = format!("cat > {0}.part; mv {0}.part {0}", letter.display());
    let host = TestHost::with(|settings| {
        settings.users.clear();
        settings.user_database = Some(url);
        settings.mail = Some(Mail {
            route: MailRoute::Command(vec!["/bin/sh".into(), "-c".into(), script]),
            from: "login@example.com".parse().unwrap(),
        });
    })
    .await;
    let answer = host
        .post_form("/forgot", "email=zoe%40example.com&ui_locales=eo+de")
        .await;
    assert_eq!(answer.status, 200);
    assert!(answer.says("<html lang=\"de\""));
    for _ in 0..600 {
        if letter.exists() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let letter = fs::read_to_string(letter).unwrap();
    assert!(
        letter.contains("Subject: Ihr neues Passwort\r\n"),
        "{letter}"
    );
    // Quoted-printable.
    let text = letter
        .replace("=\r\n", "")
        .replace("=3D", "=")
        .replace("=C3=B6", "ö");
    let (_, body) = text.split_once("\r\n\r\n").unwrap();
    let token = body.split_once("token=").unwrap().1;
    let token = token.lines().next().unwrap();
    assert_eq!(
        body,
        format!(
            "Jemand, hoffentlich Sie, hat bei http://127.0.0.1:6881 ein neues Passwort angefordert.\r\n\
             Um eines festzulegen, öffnen Sie innerhalb einer halben Stunde diesen Link. Er funktioniert einmal.\r\n\r\n\
             http://127.0.0.1:6881/reset?token={token}\r\n\r\n\
             Wenn Sie es nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.\r\n"
        )
    );

    // Nothing is to be typed again but the password.
    let form =
        format!("token={token}&email=zoe%40example.com&new_password=short&confirm_password=short");
    let refused = host.post_form("/reset", form).await;
    assert_eq!(refused.status, 400);
    assert!(refused.says("data-code=\"password_too_short\""));
    assert!(refused.says("required value=\"zoe@example.com\">"));
}
