-- An authorization request that waits for its person's consent, in the browser that has the session.
CREATE TABLE consent_request (
    challenge_digest BLOB    PRIMARY KEY,
    session_digest   BLOB    NOT NULL REFERENCES session (secret_digest) ON DELETE CASCADE,
    parameters       TEXT    NOT NULL,
    expires_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_request_by_session ON consent_request (session_digest);
CREATE INDEX consent_request_by_expiry ON consent_request (expires_at);

-- What a person has allowed a client for good.
CREATE TABLE consent (
    subject    TEXT    NOT NULL,
    client_id  TEXT    NOT NULL,
    scope      TEXT    NOT NULL,
    granted_at INTEGER NOT NULL,
    PRIMARY KEY (subject, client_id)
) STRICT, WITHOUT ROWID;
