-- Marks the file as Vestibule's ("VEST"), so that no other program's database is taken for it.
PRAGMA application_id = 0x56455354;

CREATE TABLE signing_key (
    id         INTEGER PRIMARY KEY,
    pkcs8      BLOB    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- One sign-in of one person for one client: its code, and all tokens that follow from it.
-- Times are seconds since 1970. Codes and tokens are here only as SHA-256 digests.
CREATE TABLE grants (
    id                    INTEGER PRIMARY KEY,
    client_id             TEXT    NOT NULL,
    subject               TEXT    NOT NULL,
    scope                 TEXT    NOT NULL,
    refreshable           INTEGER NOT NULL CHECK (refreshable IN (0, 1)),
    auth_time             INTEGER NOT NULL,
    expires_at            INTEGER NOT NULL,
    revoked_at            INTEGER,
    code_digest           BLOB    NOT NULL UNIQUE,
    code_expires_at       INTEGER NOT NULL,
    code_used_at          INTEGER,
    redirect_uri          TEXT,
    code_challenge        TEXT,
    code_challenge_method TEXT,
    nonce                 TEXT
) STRICT;
CREATE INDEX grants_by_expiry ON grants (expires_at);

-- Used ones stay until the grant ends: that one comes back is how theft is noticed.
CREATE TABLE refresh_token (
    token_digest BLOB    PRIMARY KEY,
    grant_id     INTEGER NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    issued_at    INTEGER NOT NULL,
    used_at      INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX refresh_token_by_grant ON refresh_token (grant_id);

CREATE TABLE access_token (
    token_digest BLOB    PRIMARY KEY,
    grant_id     INTEGER NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    scope        TEXT    NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX access_token_by_grant ON access_token (grant_id);
CREATE INDEX access_token_by_expiry ON access_token (expires_at);
