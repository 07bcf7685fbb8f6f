-- What was here when the feed had been read to its end, for a day: a server that adds notes makes no larger collection of those
-- that it takes. A row when there are a tenth more documents, or an hour later.
CREATE TABLE here_before (
    key      INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    document INTEGER NOT NULL,            -- document.key: the last one that was here
    notes    INTEGER NOT NULL,            -- shown then
    removal  INTEGER NOT NULL             -- removal.key: what had gone by then
) STRICT;
INSERT INTO here_before (at, document, notes, removal)
    SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000, (SELECT max(key) FROM document), notes,
        (SELECT coalesce(max(key), 0) FROM removal) FROM tally WHERE kind = 'all' AND name = '' AND notes > 0;

-- A preview begins with what can be seen of the text. The others stay as they are.
UPDATE note SET preview = cairn_preview(body) WHERE (preview = '' OR unicode(preview) > 127) AND body <> '';
