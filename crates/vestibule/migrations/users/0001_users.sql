-- People who can sign in. Understood by SQLite and PostgreSQL alike; times are seconds since 1970.
CREATE TABLE vestibule_user (
    name          TEXT   NOT NULL PRIMARY KEY,
    -- What clients get as `sub`. Never give one person's to another.
    subject       TEXT   NOT NULL UNIQUE,
    -- Argon2id in PHC format; bcrypt and light-oauth2's PBKDF2 until the next sign-in.
    password_hash TEXT   NOT NULL,
    -- Standard claims, a JSON object.
    claims        TEXT   NOT NULL,
    -- The claim `email` in small letters, to find somebody by it.
    email         TEXT,
    created_at    BIGINT NOT NULL,
    changed_at    BIGINT NOT NULL
)
