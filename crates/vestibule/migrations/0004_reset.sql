-- A way to a new password that a letter holds. It works once, and is here only as a SHA-256 digest.
CREATE TABLE reset_token (
    token_digest BLOB    PRIMARY KEY,
    subject      TEXT    NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reset_token_by_expiry ON reset_token (expires_at);
