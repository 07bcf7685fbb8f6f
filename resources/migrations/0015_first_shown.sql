-- What was shown of a note before others wrote in it, since the person last did here, or it last went: its text is in the history.
CREATE TABLE first_shown (
    document   INTEGER PRIMARY KEY REFERENCES document(key) ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    hash       TEXT NOT NULL
) STRICT;
-- What was asked about and not answered (until now: what waits).
INSERT OR IGNORE INTO held_removal (change)
    SELECT 'open ' || substr(change, instr(change, ' ') + 1, instr(substr(change, instr(change, ' ') + 1) || ' ', ' ') - 1)
    FROM held_removal WHERE change GLOB (SELECT value FROM meta WHERE name = 'removals_waiting') || ' note:*';
