-- What sync took out of the person's sight: counted before more of it is believed, and to be found and taken back.
CREATE TABLE removal (
    key        INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
    at         INTEGER NOT NULL,
    kind       TEXT NOT NULL,             -- deleted, trashed, overwritten
    generation INTEGER NOT NULL,          -- the revision that was shown before
    hash       TEXT NOT NULL,
    agreed     INTEGER NOT NULL           -- 1: the person agreed, then or later: it does not count any more
) STRICT;
CREATE INDEX removal_by_time ON removal(at);
CREATE INDEX removal_by_document ON removal(document);

-- What the person was last asked about: a word about it holds for these and no others.
CREATE TABLE held_removal (
    change TEXT PRIMARY KEY               -- document id and the revisions that would take it away
) STRICT, WITHOUT ROWID;

-- Who is merged into a notebook: asked whenever such a pointer changes.
CREATE INDEX notebook_by_twin ON notebook(merged_into) WHERE merged_into IS NOT NULL;
