-- What a word is to the search changed (compatibility forms, vowel marks, signs after a word), so all texts are indexed anew; and
-- the distinct words are kept, to find notes by a part of a word. About 10 s for 100,000 notes.
CREATE TABLE word (                       -- of all texts, at least four bytes long; gone ones leave when the program is idle
    key  INTEGER PRIMARY KEY,             -- first seen first, which mostly is the most frequent first
    word TEXT NOT NULL UNIQUE             -- as the search compares it (searchwords.h)
) STRICT;
CREATE VIRTUAL TABLE word_part USING fts5(
    word, content = 'word', content_rowid = 'key', tokenize = 'trigram', detail = none, columnsize = 0);
CREATE TRIGGER word_part_insert AFTER INSERT ON word BEGIN
    INSERT INTO word_part (rowid, word) VALUES (new.key, new.word);
END;
CREATE TRIGGER word_part_delete AFTER DELETE ON word BEGIN
    INSERT INTO word_part (word_part, rowid, word) VALUES ('delete', old.key, old.word);
END;

INSERT INTO note_text (note_text) VALUES ('rebuild');
CREATE VIRTUAL TABLE temp.term USING fts5vocab('main', 'note_text', 'row');
INSERT INTO word (word) SELECT term FROM temp.term WHERE length(CAST(term AS BLOB)) BETWEEN 4 AND 64 ORDER BY cnt DESC;
DROP TABLE temp.term;
