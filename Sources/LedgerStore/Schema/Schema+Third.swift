/// The third step: a conference that is called off, its links, and which deadline reminders were
/// planned for.
extension Schema {
    static let third = """
        ALTER TABLE conference ADD COLUMN cancelled_at INTEGER;
        ALTER TABLE conference ADD COLUMN cancelled_by TEXT
            CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL));

        -- When the links of its documents were last asked for, and how many did not answer.
        ALTER TABLE conference ADD COLUMN links_at INTEGER;
        ALTER TABLE conference ADD COLUMN links_dead INTEGER
            CHECK ((links_at IS NULL) = (links_dead IS NULL));

        -- The moment that the deliveries of a notice were last planned for, and their revision: when a
        -- deadline is moved, its reminders go out anew.
        CREATE TABLE term (
            conference     TEXT NOT NULL,
            notice         TEXT NOT NULL,
            revision       INTEGER NOT NULL CHECK (revision >= 1),
            last_useful_at INTEGER NOT NULL,
            PRIMARY KEY (conference, notice)
        ) STRICT, WITHOUT ROWID;

        """
}
