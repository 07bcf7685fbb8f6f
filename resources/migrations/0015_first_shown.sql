-- What was shown of a note before others wrote in it, the first of each size (the bits that it takes to say how large), for as
-- long as most of it is there: its text is in the history.
CREATE TABLE first_shown (
    document   INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
    scale      INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    hash       TEXT NOT NULL,
    PRIMARY KEY (document, scale)
) STRICT, WITHOUT ROWID;
-- What was asked about and not answered (until now: what waits), and of that what was to be there with another text.
INSERT OR IGNORE INTO held_removal (change)
    SELECT 'open ' || substr(change, instr(change, ' ') + 1, instr(substr(change, instr(change, ' ') + 1) || ' ', ' ') - 1)
    FROM held_removal WHERE change GLOB (SELECT value FROM meta WHERE name = 'removals_waiting') || ' note:*';
INSERT OR IGNORE INTO held_removal (change)
    SELECT 'open' || substr(change, instr(change, ' '))
    FROM held_removal WHERE change GLOB (SELECT value FROM meta WHERE name = 'removals_waiting') || ' ~note:*';
DELETE FROM held_removal WHERE change GLOB 'open note:*'
    AND EXISTS (SELECT 1 FROM held_removal other WHERE other.change = 'open ~' || substr(held_removal.change, 6));
