/// The sixth step: the journal, a chain of all changes; and what the messages sent have in common.
extension Schema {
    static let sixth = sixthJournal + sixthShared

    private static let sixthShared = """
        -- What many messages have in common, once: moulds, and attachments; never changed.
        CREATE TABLE shared (
            id     INTEGER PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),  -- SHA-256 of the bytes
            bytes  BLOB NOT NULL
        ) STRICT;
        CREATE TRIGGER shared_never_changes BEFORE UPDATE ON shared
        BEGIN SELECT raise(ABORT, 'what was sent never changes'); END;
        CREATE TRIGGER shared_stays BEFORE DELETE ON shared
        BEGIN SELECT raise(ABORT, 'what was sent is never deleted'); END;

        """

    private static let sixthJournal = """
        -- What one commit changed, and the hash that holds it to the commit before; never changed.
        CREATE TABLE journal (
            number INTEGER PRIMARY KEY CHECK (number >= 1),
            at     INTEGER NOT NULL,                              -- real time always
            hash   BLOB NOT NULL CHECK (length(hash) = 32),       -- SHA-256
            lines  BLOB NOT NULL
        ) STRICT;
        CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
        BEGIN SELECT raise(ABORT, 'the journal never changes'); END;
        CREATE TRIGGER journal_stays BEFORE DELETE ON journal
        BEGIN SELECT raise(ABORT, 'the journal is never deleted'); END;

        -- Number and hash of the journal's last row, and the row that says what its lines mean.
        ALTER TABLE ledger ADD COLUMN journal_last INTEGER;
        ALTER TABLE ledger ADD COLUMN journal_hash BLOB CHECK (length(journal_hash) = 32);
        ALTER TABLE ledger ADD COLUMN journal_layout INTEGER;

        """
}
