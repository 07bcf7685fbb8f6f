-- When a version last was the present one here, or came: what its age in the history counts from. Its own `at` is no
-- measure of that: a note imported from ten years ago and edited today was there until today.
ALTER TABLE version ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
UPDATE version SET seen_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000;
CREATE INDEX version_by_age ON version(document, seen_at, size); -- thinning and sizes read only this, never the texts
