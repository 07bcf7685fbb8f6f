-- Ranking a search looks at a thousand notes. What it asks of them, and what a search may be narrowed by, stands apart from
-- their texts, which would fill the cache.
CREATE INDEX note_by_row ON note(rowid, document, trashed, pinned, emergency, open_tasks, conflict);
