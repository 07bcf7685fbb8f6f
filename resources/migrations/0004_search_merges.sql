-- The parts of the search index are merged eight at a time instead of four. In a first sync of 100,000 notes a word is then
-- written about three times instead of five; a search looks into a few parts more, which is not felt.
INSERT INTO note_text (note_text, rank) VALUES ('automerge', 8);
