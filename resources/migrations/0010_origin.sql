-- Where the words of a revision are from. Its body names a device, and a server can name any. 0: written here; 1: it came, or
-- keeps what came; 2: from before this was remembered. No row is rewritten for it but those that were never sent.
ALTER TABLE revision ADD COLUMN origin INTEGER NOT NULL DEFAULT 2;
UPDATE revision SET origin = 0 WHERE acknowledged = 0 AND attempted = 0;

-- What was shown of a note before something from elsewhere took its place, for a day; begun anew with what the person writes.
CREATE TABLE shown_before (
    key        INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
    at         INTEGER NOT NULL,
    generation INTEGER NOT NULL,          -- the revision; its text is in the history
    hash       TEXT NOT NULL,
    size       INTEGER NOT NULL           -- characters of its text
) STRICT;
CREATE INDEX shown_before_by_document ON shown_before(document);
CREATE INDEX shown_before_by_time ON shown_before(at);
