//! Data folders that can't be used: each told apart, with what to do, and left as it was.

use std::sync::Arc;
use std::time::UNIX_EPOCH;

use sqlx::{Connection as _, SqliteConnection};
use tempfile::TempDir;
use vestibule::config::Config;
use vestibule::engines::embedded::{Embedded, OpenError};
use vestibule::entropy::Unavailable;

use crate::support::ISSUER;

async fn try_open(dir: &std::path::Path, create: bool) -> Result<Embedded, OpenError> {
    let mut settings = Config::demo().embedded(ISSUER.parse().unwrap());
    settings.data_dir = dir.to_owned();
    settings.create_data_dir = create;
    let no_entropy = |_: &mut [u8]| Err(Unavailable);
    Embedded::open(settings, Arc::new(|| UNIX_EPOCH), Arc::new(no_entropy)).await
}

async fn execute(folder: &TempDir, statement: &'static str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(folder.path().join("vestibule.sqlite3"))
        .create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql(statement)
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_missing_folder_is_made_only_on_request() {
    let folder = TempDir::new().unwrap();
    let missing = folder.path().join("a/b");
    let error = try_open(&missing, false).await.unwrap_err();
    assert!(matches!(&error, OpenError::FolderMissing(path) if *path == missing));
    assert_eq!(
        error.to_string(),
        format!(
            "{}: the data folder is missing; create it, correct `dir` under [data], or set `create = true` there",
            missing.display()
        )
    );
    assert!(!missing.exists());
    try_open(&missing, true).await.unwrap().close().await;
    assert!(missing.join("vestibule.sqlite3").exists());
}

#[cfg(unix)]
#[tokio::test]
async fn folder_and_files_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let _engine = try_open(&data, true).await.unwrap();
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    for entry in std::fs::read_dir(&data).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}

#[tokio::test]
async fn what_is_no_folder_or_no_database_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    assert!(matches!(
        try_open(&file, true).await.unwrap_err(),
        OpenError::NotAFolder(_)
    ));

    let database = folder.path().join("vestibule.sqlite3");
    let text = "this is somebody's text, not a database".repeat(100);
    std::fs::write(&database, &text).unwrap();
    let error = try_open(folder.path(), false).await.unwrap_err();
    assert!(matches!(error, OpenError::NotADatabase(_)), "{error:?}");
    assert_eq!(std::fs::read_to_string(&database).unwrap(), text);
}

/// `/sys` refuses new files even to root; a folder without the write bit does not.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_read_only_folder_is_named() {
    let path = std::path::Path::new("/sys");
    let error = try_open(path, false).await.unwrap_err();
    assert!(
        matches!(&error, OpenError::ReadOnly(named) if named == path),
        "{error:?}"
    );
    assert_eq!(
        error.to_string(),
        "/sys: can't be written; make it writable for the user who runs vestibule, or correct `dir` under [data]"
    );
}

#[tokio::test]
async fn another_programs_database_is_left_alone() {
    let folder = TempDir::new().unwrap();
    execute(
        &folder,
        "CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)",
    )
    .await;
    let before = std::fs::read(folder.path().join("vestibule.sqlite3")).unwrap();
    let error = try_open(folder.path(), false).await.unwrap_err();
    assert!(matches!(error, OpenError::Foreign(_)), "{error:?}");
    assert_eq!(
        std::fs::read(folder.path().join("vestibule.sqlite3")).unwrap(),
        before
    );
}

#[tokio::test]
async fn newer_and_altered_schemas_are_told() {
    let folder = TempDir::new().unwrap();
    try_open(folder.path(), false).await.unwrap().close().await;
    execute(
        &folder,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (7, 'later', TRUE, x'00', 0)",
    )
    .await;
    let error = try_open(folder.path(), false).await.unwrap_err();
    assert!(
        matches!(error, OpenError::Newer { version: 7, .. }),
        "{error:?}"
    );
    execute(&folder, "DELETE FROM _sqlx_migrations WHERE version = 7; UPDATE _sqlx_migrations SET checksum = x'00'").await;
    let error = try_open(folder.path(), false).await.unwrap_err();
    assert!(matches!(error, OpenError::Altered(_)), "{error:?}");
}

#[tokio::test]
async fn a_damaged_key_is_told() {
    let folder = TempDir::new().unwrap();
    try_open(folder.path(), false).await.unwrap().close().await;
    execute(&folder, "UPDATE signing_key SET pkcs8 = x'00'").await;
    assert!(matches!(
        try_open(folder.path(), false).await.unwrap_err(),
        OpenError::KeyUnusable
    ));
}
