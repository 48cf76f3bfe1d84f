-- What the owner of a demonstration account has chosen instead of the password that the configuration
-- has for it and everybody knows.
CREATE TABLE chosen_password (
    subject       TEXT    PRIMARY KEY,
    password_hash TEXT    NOT NULL,
    chosen_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
