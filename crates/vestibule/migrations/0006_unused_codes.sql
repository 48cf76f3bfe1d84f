-- Codes that nobody has come for, by when they expire: what was granted with them is nobody's.
CREATE INDEX grants_unused ON grants (code_expires_at) WHERE code_used_at IS NULL;
