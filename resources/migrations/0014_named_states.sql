-- How far sending a revision has come. 0: never begun; 1: begun, so that the server may have it and it is never rewritten;
-- 2: the same, and its ancestry was or is to be sent with it, once.
ALTER TABLE revision RENAME COLUMN attempted TO sending;
-- 1: an ancestor whose text came later than what was made of it. Until now such rows had numbers below zero, and keep them.
ALTER TABLE version ADD COLUMN late INTEGER NOT NULL DEFAULT 0;
UPDATE version SET late = 1 WHERE key < 0;
DROP INDEX version_by_document;
CREATE INDEX version_by_turn ON version(document, late, key DESC); -- the newest of a note first
