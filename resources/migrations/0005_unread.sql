-- What the server has and cannot be read is counted like everything else that a status speaks of.
CREATE TRIGGER unread_tally_insert AFTER INSERT ON unread BEGIN
    INSERT INTO tally (kind, name, notes) VALUES ('unread', '', 1)
        ON CONFLICT (kind, name) DO UPDATE SET notes = notes + 1;
END;
CREATE TRIGGER unread_tally_delete AFTER DELETE ON unread BEGIN
    UPDATE tally SET notes = notes - 1 WHERE kind = 'unread' AND name = '';
END;
INSERT INTO tally (kind, name, notes) SELECT 'unread', '', count(*) FROM unread;

-- An acknowledgement is a word; the feed shows the deed. 0: the server said that it stored the document, and its feed has not
-- shown it since.
ALTER TABLE unconfirmed ADD COLUMN seen INTEGER NOT NULL DEFAULT 1;
