-- What the server took since its checkpoint was last written. A server set back to a copy from just before that looks right in
-- every other way, so these are asked about before they count as sent. Newly pulled revisions need no row: their keys
-- are greater than the one in the checkpoint.
CREATE TABLE unconfirmed (
    number   INTEGER PRIMARY KEY,         -- in the order of the acknowledgements
    document INTEGER NOT NULL
) STRICT;

-- Revisions that the server has but failed to give. The feed is read on; they are asked for again.
CREATE TABLE unread (
    document        TEXT PRIMARY KEY,     -- document id
    leaves          TEXT NOT NULL,        -- JSON array of revisions
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    reason          TEXT NOT NULL         -- the server's words
) STRICT, WITHOUT ROWID;
