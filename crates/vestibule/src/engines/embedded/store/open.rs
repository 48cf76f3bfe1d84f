//! Opens the database: folder, file, whose it is, who is at it already, and its schema.

use std::borrow::Cow;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Connection as _, SqlSafeStr as _, SqliteConnection};

use crate::users::UsersError;

use super::Store;

/// The file's name in the data folder.
const FILE: &str = "vestibule.sqlite3";
/// The empty file beside it that its host holds. The system lets go of it however the host ends.
const LOCK_FILE: &str = "vestibule.lock";
/// "VEST", as the first migration sets it.
const APPLICATION_ID: i64 = 0x5645_5354;

/// Who opens the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opener {
    /// The host, which is alone: what it counts and who has chosen another password is in its memory.
    Host {
        /// Whether a missing folder is created.
        create: bool,
    },
    /// A command, beside a host that may be running.
    Command,
}

/// The state could not be opened. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder is not there, and making it is not allowed.
    #[error("{}: the data folder is missing; create it, correct `dir` under [data], or set `create = true` there", .0.display())]
    FolderMissing(PathBuf),
    /// The folder could not be made.
    #[error("{}: the data folder can't be created ({source}); create it, or correct `dir` under [data]", path.display())]
    FolderNotCreated {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something else has the folder's name.
    #[error("{}: is not a folder; correct `dir` under [data]", .0.display())]
    NotAFolder(PathBuf),
    /// The folder or a file in it can't be written.
    #[error("{}: can't be written; make it writable for the user who runs vestibule, or correct `dir` under [data]", .0.display())]
    ReadOnly(PathBuf),
    /// The file could not be created or opened for another reason.
    #[error("{}: can't be opened ({source})", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no SQLite database, or a damaged one.
    #[error("{}: is not an SQLite database, or is damaged; restore it from a backup, or move it away to begin anew", .0.display())]
    NotADatabase(PathBuf),
    /// Another program's database.
    #[error("{}: belongs to another program; correct `dir` under [data], or move the file away", .0.display())]
    Foreign(PathBuf),
    /// A later version of Vestibule has been here.
    #[error("{}: was written by a newer version of Vestibule (schema {version}); run that version, or restore a backup", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema's version.
        version: i64,
    },
    /// The schema is not the one that Vestibule made.
    #[error("{}: its schema was changed by hand; restore it from a backup", .0.display())]
    Altered(PathBuf),
    /// The stored signing key does not work.
    #[error(
        "the signing key in the database is damaged, or none could be made; restore the database from a backup"
    )]
    KeyUnusable,
    /// Anything else that SQLite says.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The users.
    #[error(transparent)]
    Users(#[from] UsersError),
    /// There is a host on this folder already.
    #[error("{}: another `vestibule serve` runs on this data folder; stop that one, or give this one a folder of its own with --data or `dir` under [data]", .0.display())]
    Served(PathBuf),
    /// The folder's file system has no locks.
    #[error("{}: can't be locked ({source}); choose a data folder on a local disk with --data or `dir` under [data]", path.display())]
    NotLocked {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another program holds the file.
    #[error("the database is held by another program; stop that one, and start again")]
    Held,
}

impl Store {
    /// Opens or creates the database in `folder` and brings its schema up to date.
    pub(crate) async fn open(folder: &Path, opener: Opener) -> Result<Self, OpenError> {
        prepare_folder(folder, opener == Opener::Host { create: true })?;
        let file = folder.join(FILE);
        own_file(folder, &file)?;
        let options = SqliteConnectOptions::new()
            .filename(&file)
            .foreign_keys(true)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5));
        // Before anything is written, even the journal mode: whose file is it?
        let mut connection = SqliteConnection::connect_with(&options)
            .await
            .map_err(|error| named(error, &file))?;
        let owner = owner(&mut connection)
            .await
            .map_err(|error| named(error, &file))?;
        connection
            .close()
            .await
            .map_err(|error| named(error, &file))?;
        if owner == Owner::Another {
            return Err(OpenError::Foreign(file));
        }
        let lock = match opener {
            Opener::Host { .. } => Some(lock(folder)?),
            Opener::Command => None,
        };
        let options = options.journal_mode(SqliteJournalMode::Wal);
        let writer = writer(options.clone())
            .await
            .map_err(|error| named(error, &file))?;
        if let Err(error) = migrator().run(&writer).await {
            writer.close().await;
            return Err(match error {
                MigrateError::VersionMissing(version) => OpenError::Newer {
                    path: file,
                    version,
                },
                MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
                    named(error, &file)
                }
                _ => OpenError::Altered(file),
            });
        }
        let readers = pool(4)
            .connect_with(options)
            .await
            .map_err(|error| named(error, &file))?;
        Ok(Self {
            readers,
            writer,
            lock,
        })
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
}

/// The one connection that writes. Where the disk is full, SQLite rolls back by itself, and the driver goes
/// on believing in a transaction: such a connection begins no other, so a new one takes its place.
async fn writer(options: SqliteConnectOptions) -> Result<SqlitePool, sqlx::Error> {
    pool(1)
        .after_release(|connection, _| {
            Box::pin(async move {
                // A rollback may still be on its way.
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
        .connect_with(options)
        .await
}

#[derive(Debug, PartialEq, Eq)]
enum Owner {
    Nobody,
    Vestibule,
    Another,
}

async fn owner(connection: &mut SqliteConnection) -> Result<Owner, sqlx::Error> {
    let id: i64 = sqlx::query_scalar("PRAGMA application_id")
        .fetch_one(&mut *connection)
        .await?;
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema")
        .fetch_one(connection)
        .await?;
    Ok(match (id, tables) {
        (APPLICATION_ID, _) => Owner::Vestibule,
        (0, 0) => Owner::Nobody,
        _ => Owner::Another,
    })
}

fn migrator() -> Migrator {
    let migration = |version, name, sql: &'static str| {
        Migration::new(
            version,
            Cow::Borrowed(name),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    };
    Migrator::with_migrations(vec![
        migration(
            1,
            "grants",
            include_str!("../../../../migrations/0001_grants.sql"),
        ),
        migration(
            2,
            "sessions and devices",
            include_str!("../../../../migrations/0002_sessions_and_devices.sql"),
        ),
        migration(
            3,
            "consent",
            include_str!("../../../../migrations/0003_consent.sql"),
        ),
        migration(
            4,
            "reset",
            include_str!("../../../../migrations/0004_reset.sql"),
        ),
        migration(
            5,
            "chosen password",
            include_str!("../../../../migrations/0005_chosen_password.sql"),
        ),
        migration(
            6,
            "unused codes",
            include_str!("../../../../migrations/0006_unused_codes.sql"),
        ),
    ])
}

fn prepare_folder(folder: &Path, create: bool) -> Result<(), OpenError> {
    match std::fs::metadata(folder) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(OpenError::NotAFolder(folder.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound && !create => {
            Err(OpenError::FolderMissing(folder.to_owned()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let mut builder = DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder
                .recursive(true)
                .create(folder)
                .map_err(|source| OpenError::FolderNotCreated {
                    path: folder.to_owned(),
                    source,
                })
        }
        Err(source) => Err(OpenError::File {
            path: folder.to_owned(),
            source,
        }),
    }
}

/// Opens a file of the folder, or creates it, readable by its owner only: the database has the signing key,
/// and SQLite gives its journal files the same mode.
fn own_file(folder: &Path, file: &Path) -> Result<File, OpenError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map_err(|error| match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            let culprit = if file.exists() { file } else { folder };
            OpenError::ReadOnly(culprit.to_owned())
        }
        _ => OpenError::File {
            path: file.to_owned(),
            source: error,
        },
    })
}

/// Makes this the folder's only host as long as the file is open. The database itself is no file to lock:
/// SQLite's own locks are on it.
fn lock(folder: &Path) -> Result<File, OpenError> {
    let path = folder.join(LOCK_FILE);
    let file = own_file(folder, &path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::Served(folder.to_owned())),
        Err(TryLockError::Error(source)) => Err(OpenError::NotLocked { path, source }),
    }
}

/// SQLite's primary result codes that have a name here.
pub(super) const BUSY: u32 = 5;
const READONLY: u32 = 8;
const CORRUPT: u32 = 11;
const CANTOPEN: u32 = 14;
const NOTADB: u32 = 26;

/// What SQLite itself calls the error, if it is SQLite's.
pub(super) fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let extended: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(extended & 0xff)
}

fn named(error: sqlx::Error, file: &Path) -> OpenError {
    match primary_code(&error) {
        Some(READONLY | CANTOPEN) => OpenError::ReadOnly(file.to_owned()),
        Some(CORRUPT | NOTADB) => OpenError::NotADatabase(file.to_owned()),
        _ => OpenError::Database(error),
    }
}
