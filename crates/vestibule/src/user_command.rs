//! `vestibule user`: looks after the people in the users' database.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

use serde_json::{Map, Value};

use crate::{
    cli::{self, UserCommand},
    clock::{self, Clock},
    config::{Config, ConfigError},
    entropy::Entropy,
    hash_password::{HashPasswordError, Source, read_hash},
    users::{User, UsersError, database::UserDatabase, password::StoredPassword},
};

/// Why the command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum UserError {
    /// The configuration file.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The users stand in the file itself.
    #[error(
        "{0} names no database of users; write `database = \"sqlite:users.sqlite3\"` under [users] in it, or edit its [[user]] tables yourself"
    )]
    NoDatabase(PathBuf),
    /// The database.
    #[error(transparent)]
    Users(#[from] UsersError),
    /// The password.
    #[error(transparent)]
    Password(#[from] HashPasswordError),
    /// No name that anybody can have.
    #[error("{0:?} is no user name: use 1 to 255 characters, none of them a control character")]
    Name(String),
    /// No subject that a token can have.
    #[error("{0:?} is no subject: give one of 1 to 255 ASCII characters with --sub")]
    Subject(String),
    /// The name or the subject is another's.
    #[error("there is a user of that name, or with that subject; nothing was changed")]
    Taken,
    /// Nobody has that name.
    #[error("there is no user {0:?}; `vestibule user list` shows who there is")]
    Unknown(String),
    /// The file to import can't be read.
    #[error("{path}: can't be read ({source})", path = path.display())]
    NotRead {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A line that is no name and hash.
    #[error(
        "{path}:{line}: write NAME:HASH, the hash by Argon2id, bcrypt (htpasswd -B) or light-oauth2; nothing was imported",
        path = path.display()
    )]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// A name that no imported user can have.
    #[error(
        "{path}:{line}: {name:?} is no name of 1 to 255 ASCII characters without control characters; an imported user's must be one, since clients get it as `sub`; nothing was imported",
        path = path.display()
    )]
    ImportedName {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What stands there.
        name: String,
    },
    /// The answer could not be printed.
    #[error("the answer can't be written: {0}")]
    NotWritten(#[from] io::Error),
}

/// What only the edge of the program has.
pub struct Tools<'a> {
    /// The time.
    pub clock: &'a dyn Clock,
    /// The random number generator.
    pub entropy: &'a dyn Entropy,
    /// Where passwords come from.
    pub source: Source<'a>,
    /// Where answers go.
    pub out: &'a mut dyn Write,
}

/// Does it.
pub async fn user(options: cli::User, tools: Tools<'_>) -> Result<(), UserError> {
    let url = Config::load(&options.config)?
        .user_database
        .ok_or(UserError::NoDatabase(options.config))?;
    let database = UserDatabase::open(&url).await?;
    let done = match options.command {
        UserCommand::Add(add) => self::add(&database, add, tools).await,
        UserCommand::Passwd { name } => passwd(&database, &name, tools).await,
        UserCommand::List => list(&database, tools.out).await,
        UserCommand::Import { file } => import(&database, file, tools).await,
    };
    database.close().await;
    done
}

async fn add(
    database: &UserDatabase,
    add: cli::AddUser,
    tools: Tools<'_>,
) -> Result<(), UserError> {
    let subject = add.sub.unwrap_or_else(|| add.name.clone());
    check(&add.name, &subject)?;
    let mut claims = Map::new();
    if let Some(email) = add.email {
        claims.insert("email".to_owned(), Value::String(email));
    }
    if let Some(name) = add.full_name {
        claims.insert("name".to_owned(), Value::String(name));
    }
    let user = User {
        password: read_hash(tools.source, tools.entropy)?,
        password_since: 0,
        subject,
        claims,
        demo: false,
        name: add.name,
    };
    if !database
        .add(&user, clock::unix_seconds(tools.clock))
        .await?
    {
        return Err(UserError::Taken);
    }
    writeln!(tools.out, "Added {}.", user.name)?;
    Ok(())
}

async fn passwd(database: &UserDatabase, name: &str, tools: Tools<'_>) -> Result<(), UserError> {
    if database.by_name(name).await?.is_none() {
        return Err(UserError::Unknown(name.to_owned()));
    }
    let password = read_hash(tools.source, tools.entropy)?;
    let now = clock::unix_seconds(tools.clock);
    if !database.set_password(name, &password, now).await? {
        return Err(UserError::Unknown(name.to_owned()));
    }
    writeln!(tools.out, "{name} has a new password.")?;
    Ok(())
}

async fn list(database: &UserDatabase, out: &mut dyn Write) -> Result<(), UserError> {
    for user in database.all().await? {
        let email = user.claims.get("email").and_then(Value::as_str);
        let note = if user.password.is_legacy() {
            "\timported password, until the next sign-in"
        } else {
            ""
        };
        writeln!(
            out,
            "{}\t{}\t{}{note}",
            user.name,
            user.subject,
            email.unwrap_or_default()
        )?;
    }
    Ok(())
}

/// The whole file is read before anybody is added; who is there already stays as they are.
async fn import(database: &UserDatabase, file: PathBuf, tools: Tools<'_>) -> Result<(), UserError> {
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(source) => return Err(UserError::NotRead { path: file, source }),
    };
    let mut users = Vec::new();
    // Some editors put a byte order mark first.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let bad = || UserError::Line {
            path: file.clone(),
            line: index + 1,
        };
        let (name, hash) = line.split_once(':').ok_or_else(bad)?;
        check(name, name).map_err(|_| UserError::ImportedName {
            path: file.clone(),
            line: index + 1,
            name: name.to_owned(),
        })?;
        users.push(User {
            name: name.to_owned(),
            subject: name.to_owned(),
            password: StoredPassword::any(hash).map_err(|_| bad())?,
            password_since: 0,
            claims: Map::new(),
            demo: false,
        });
    }
    let now = clock::unix_seconds(tools.clock);
    let (mut added, mut there) = (0, 0);
    for user in users {
        if database.add(&user, now).await? {
            added += 1;
        } else {
            there += 1;
        }
    }
    writeln!(
        tools.out,
        "Imported {added}; {there} were there already and stay as they are."
    )?;
    Ok(())
}

/// The same rules as for users in the configuration.
fn check(name: &str, subject: &str) -> Result<(), UserError> {
    if name.is_empty() || name.chars().count() > 255 || name.chars().any(char::is_control) {
        return Err(UserError::Name(name.to_owned()));
    }
    if subject.is_empty() || subject.len() > 255 || !subject.is_ascii() {
        return Err(UserError::Subject(subject.to_owned()));
    }
    Ok(())
}
