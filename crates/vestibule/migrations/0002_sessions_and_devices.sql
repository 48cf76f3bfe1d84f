-- A browser in which somebody is signed in. Its cookie is here only as a SHA-256 digest.
CREATE TABLE session (
    id            INTEGER PRIMARY KEY,
    secret_digest BLOB    NOT NULL UNIQUE,
    subject       TEXT    NOT NULL,
    auth_time     INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_expiry ON session (expires_at);

-- A device that waits for a person's decision (RFC 8628). The user code is here as it is typed: it
-- lives for minutes, and is too short for a digest to hide it.
CREATE TABLE device_authorization (
    id                 INTEGER PRIMARY KEY,
    device_code_digest BLOB    NOT NULL UNIQUE,
    user_code          TEXT    NOT NULL UNIQUE,
    client_id          TEXT    NOT NULL,
    scope              TEXT    NOT NULL,
    expires_at         INTEGER NOT NULL,
    poll_interval      INTEGER NOT NULL,
    polled_at          INTEGER,
    -- The decision, once it is made; whose it is and when that person signed in.
    accepted           INTEGER CHECK (accepted IN (0, 1)),
    subject            TEXT,
    auth_time          INTEGER,
    CHECK (accepted IS NULL OR (subject IS NOT NULL AND auth_time IS NOT NULL))
) STRICT;
CREATE INDEX device_authorization_by_expiry ON device_authorization (expires_at);
