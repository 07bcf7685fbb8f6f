-- Tags that differ in case only, or in how an accented letter is put together, are one tag: note_tag and tally hold its key
-- (TagStore::key), tag_name how it was written first.
CREATE TABLE tag_name (
    tag  TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO tag_name (tag, name)
    SELECT cairn_tag_key(tag), tag FROM (SELECT tag, min(document) AS first FROM note_tag GROUP BY tag) ORDER BY first, tag;
INSERT OR IGNORE INTO note_tag (tag, document)
    SELECT cairn_tag_key(tag), document FROM note_tag WHERE tag <> cairn_tag_key(tag);
DELETE FROM note_tag WHERE tag <> cairn_tag_key(tag);
UPDATE note SET tags = (
    SELECT json_group_array(name) FROM (
        SELECT min(value) AS name FROM json_each(note.tags) GROUP BY cairn_tag_key(value) ORDER BY name))
    WHERE json_array_length(tags) <> (SELECT count(DISTINCT cairn_tag_key(value)) FROM json_each(note.tags));
DELETE FROM tally WHERE kind = 'tag';
INSERT INTO tally (kind, name, notes)
    SELECT 'tag', t.tag, count(*) FROM note_tag t JOIN note n ON n.document = t.document WHERE n.trashed = 0 GROUP BY t.tag;
