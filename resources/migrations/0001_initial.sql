-- Documents, their revision trees, what the application shows of them, and what waits to be sent.
-- Times are UTC milliseconds. Booleans are 0 or 1.

CREATE TABLE meta (                       -- small facts about this store: device id, account, server identity
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    key       INTEGER PRIMARY KEY,        -- local number, never leaves the device
    id        TEXT NOT NULL UNIQUE,       -- note:<ULID>, notebook:<ULID>, …
    type      TEXT NOT NULL,              -- note, notebook, device; empty: foreign, kept and synced but not shown
    displayed INTEGER,                    -- revision.key of the leaf this device shows
    reconcile INTEGER NOT NULL DEFAULT 0  -- 1: several live leaves that the reconciler has not looked at yet
) STRICT;
CREATE INDEX document_to_reconcile ON document(key) WHERE reconcile = 1;

CREATE TABLE revision (
    key          INTEGER PRIMARY KEY,
    document     INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
    generation   INTEGER NOT NULL,
    hash         TEXT NOT NULL,
    parent       INTEGER,                    -- revision.key; NULL: a root, or the ancestry is not known
    deleted      INTEGER NOT NULL DEFAULT 0,
    leaf         INTEGER NOT NULL,
    acknowledged INTEGER NOT NULL DEFAULT 0, -- the server has it
    attempted    INTEGER NOT NULL DEFAULT 0, -- a sending began: never rewritten again
    merged       TEXT,                       -- JSON array of the revisions it absorbed
    body         BLOB,                       -- JSON; NULL: not kept, or never had
    UNIQUE (document, generation, hash)
) STRICT;
CREATE INDEX revision_by_parent ON revision(parent) WHERE parent IS NOT NULL; -- else each removal reads all rows
CREATE INDEX revision_unsent ON revision(document) WHERE leaf = 1 AND acknowledged = 0;

CREATE TABLE note (                       -- projection of the displayed leaf of note documents
    rowid      INTEGER PRIMARY KEY,       -- order of updates in this store: newest is greatest
    document   INTEGER NOT NULL UNIQUE REFERENCES document(key) ON DELETE CASCADE,
    title      TEXT NOT NULL,
    title_key  TEXT NOT NULL,             -- for sorting and looking up: without case, accents and marks
    preview    TEXT NOT NULL,
    notebook   TEXT,                      -- notebook document id after following twins; NULL: none
    tags       TEXT NOT NULL,             -- JSON array, sorted
    pinned     INTEGER NOT NULL,
    emergency  INTEGER NOT NULL,
    color      TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    trashed    INTEGER NOT NULL,
    trashed_at INTEGER,                   -- NULL: not in the trash
    open_tasks INTEGER NOT NULL,          -- number of unticked tasks
    conflict   INTEGER NOT NULL,          -- needs review
    resolved   INTEGER NOT NULL,          -- the displayed revision is somebody's decision about a conflict
    source     TEXT,                      -- importers: where it came from
    body       TEXT NOT NULL
) STRICT;
-- Lists of all notes in each order are read from these alone; the last columns are there to filter by.
CREATE INDEX note_by_updated ON note(
    trashed, pinned, updated_at, document, notebook, emergency, open_tasks, conflict, resolved);
CREATE INDEX note_by_created ON note(
    trashed, pinned, created_at, document, notebook, emergency, open_tasks, conflict, resolved);
CREATE INDEX note_by_title ON note(
    trashed, pinned DESC, title_key, document, notebook, emergency, open_tasks, conflict, resolved);
CREATE INDEX note_by_notebook ON note(notebook, trashed, pinned, updated_at, document);
CREATE INDEX note_title ON note(title_key, trashed, updated_at, document);
CREATE INDEX note_emergency ON note(document) WHERE emergency = 1;
CREATE INDEX note_open_tasks ON note(document) WHERE open_tasks > 0;
CREATE INDEX note_conflict ON note(document) WHERE conflict = 1;
CREATE INDEX note_source ON note(source) WHERE source IS NOT NULL;

CREATE TABLE note_tag (
    tag      TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
    PRIMARY KEY (tag, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_tag_by_document ON note_tag(document);

CREATE TABLE notebook (                   -- projection of the displayed leaf of notebook documents
    document    INTEGER PRIMARY KEY REFERENCES document(key) ON DELETE CASCADE,
    id          TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    parent      TEXT,
    merged_into TEXT                      -- the twin that stands for it
) STRICT;
CREATE INDEX notebook_by_name ON notebook(parent, name);

CREATE TABLE tally (                      -- how many; notes are kept by the code that writes the projection, the outbox by triggers
    kind  TEXT NOT NULL,                  -- all, trash, emergency, open_tasks, conflict, notebook, tag, pending, dead
    name  TEXT NOT NULL,                  -- notebook id or tag; empty for the others
    notes INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE note_text USING fts5(
    title, body, content = 'note', content_rowid = 'rowid', tokenize = 'cairn');
-- Triggers, so that no change of the projection can leave the index behind. New rows are indexed by the code that writes
-- them: a statement with a trigger makes FTS5 write its index out after every row, which halves the speed of a first sync.
CREATE TRIGGER note_text_delete AFTER DELETE ON note BEGIN
    INSERT INTO note_text (note_text, rowid, title, body) VALUES ('delete', old.rowid, old.title, old.body);
END;
CREATE TRIGGER note_text_update AFTER UPDATE OF rowid, title, body ON note BEGIN
    INSERT INTO note_text (note_text, rowid, title, body) VALUES ('delete', old.rowid, old.title, old.body);
    INSERT INTO note_text (rowid, title, body) VALUES (new.rowid, new.title, new.body);
END;

CREATE TABLE outbox (
    id              INTEGER PRIMARY KEY,
    document        INTEGER NOT NULL UNIQUE REFERENCES document(key) ON DELETE CASCADE,
    operation       TEXT NOT NULL,        -- create, update, delete
    priority        INTEGER NOT NULL,
    enqueued_at     INTEGER NOT NULL,
    attempts        INTEGER NOT NULL DEFAULT 0,
    max_attempts    INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL DEFAULT 0,
    dead            INTEGER NOT NULL DEFAULT 0,
    error_kind      INTEGER,
    error_code      INTEGER,
    error_message   TEXT
) STRICT;
CREATE INDEX outbox_order ON outbox(dead, priority DESC, enqueued_at, id);

CREATE TRIGGER outbox_tally_insert AFTER INSERT ON outbox BEGIN
    INSERT INTO tally (kind, name, notes) VALUES (iif(new.dead, 'dead', 'pending'), '', 1)
        ON CONFLICT (kind, name) DO UPDATE SET notes = notes + 1;
END;
CREATE TRIGGER outbox_tally_delete AFTER DELETE ON outbox BEGIN
    UPDATE tally SET notes = notes - 1 WHERE kind = iif(old.dead, 'dead', 'pending') AND name = '';
END;
CREATE TRIGGER outbox_tally_update AFTER UPDATE OF dead ON outbox WHEN old.dead <> new.dead BEGIN
    UPDATE tally SET notes = notes - 1 WHERE kind = iif(old.dead, 'dead', 'pending') AND name = '';
    INSERT INTO tally (kind, name, notes) VALUES (iif(new.dead, 'dead', 'pending'), '', 1)
        ON CONFLICT (kind, name) DO UPDATE SET notes = notes + 1;
END;

CREATE TABLE outbox_dependency (          -- the document is not sent before the other one has no outbox row
    document   INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
    depends_on INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
    PRIMARY KEY (document, depends_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE version (                    -- a note's history: what was synced or shown
    key        INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    hash       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    device     TEXT NOT NULL,
    kind       TEXT NOT NULL,             -- written, received, merged, resolved, restored
    size       INTEGER NOT NULL,
    body       BLOB NOT NULL,             -- the document body, JSON
    UNIQUE (document, generation, hash)
) STRICT;
CREATE INDEX version_by_document ON version(document, key);

CREATE TABLE checkpoint (
    replication TEXT PRIMARY KEY,         -- replication id, as in the server's _local document
    body        TEXT NOT NULL             -- JSON: session_id, source_last_seq, history
) STRICT, WITHOUT ROWID;

CREATE TABLE conflict_draft (             -- "finish later": a half-made decision
    document INTEGER PRIMARY KEY REFERENCES document(key) ON DELETE CASCADE,
    body     TEXT NOT NULL                -- JSON, the conflict dialog's own form
) STRICT;

CREATE TABLE activity (                   -- the sync log people can read; no note text, no secrets
    key      INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    level    INTEGER NOT NULL,
    what     TEXT NOT NULL,
    document TEXT NOT NULL,
    count    INTEGER NOT NULL,
    detail   TEXT NOT NULL
) STRICT;

CREATE TABLE sync_run (                   -- how syncing went: the figures of the health page, local only
    key         INTEGER PRIMARY KEY,
    at          INTEGER NOT NULL,         -- the run's end
    duration_ms INTEGER NOT NULL,
    ok          INTEGER NOT NULL,
    error_kind  TEXT,                     -- of a failed run; offline runs do not count as failures
    queued      INTEGER NOT NULL,         -- documents waiting when it began
    pushed      INTEGER NOT NULL,
    pulled      INTEGER NOT NULL,
    merged      INTEGER NOT NULL,
    conflicts   INTEGER NOT NULL,         -- opened by this run
    rejected    INTEGER NOT NULL,         -- documents the server refused in this run
    retries     INTEGER NOT NULL,         -- requests repeated in this run
    offline_ms  INTEGER NOT NULL          -- time without a server before this run
) STRICT;
CREATE INDEX sync_run_by_time ON sync_run(at);
