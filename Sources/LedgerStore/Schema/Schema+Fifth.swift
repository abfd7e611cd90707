/// The fifth step: what came back by mail.
extension Schema {
    private static let fifthClasses = """
        hard soft policy content delay delivered relayed expanded auto-reply answer read-receipt \
        abuse-report other
        """

    static let fifth = """
        -- A mail of the inbox and what it was taken for; only who has read it changes afterwards.
        CREATE TABLE mail (
            id          INTEGER PRIMARY KEY,
            digest      BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),  -- SHA-256 of its octets
            place       TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            sender      TEXT NOT NULL,
            subject     TEXT NOT NULL,
            class       TEXT NOT NULL CHECK \(one("class", of: fifthClasses)),
            status      TEXT,                                              -- RFC 3463
            action      TEXT,                                              -- RFC 3464
            address     TEXT,
            rule        TEXT NOT NULL,
            conference  TEXT,
            recipient   TEXT,
            delivery    INTEGER REFERENCES delivery (id),
            way         TEXT CHECK
                \(one("way", of: "token envelope_id message_id calendar code")),
            entry       TEXT,                          -- UID that a calendar answers about
            stamp       INTEGER,                       -- and when, as it says: DTSTAMP
            words       TEXT CHECK (length(words) <= 4096),
            folder      TEXT,
            effect      TEXT NOT NULL,                                     -- what it changed, in words
            to_read     INTEGER NOT NULL CHECK (to_read IN (0, 1)),
            read_at     INTEGER,
            read_by     TEXT,
            CHECK ((conference IS NULL) = (recipient IS NULL)),
            CHECK ((conference IS NULL) = (way IS NULL)),
            CHECK (delivery IS NULL OR conference IS NOT NULL),
            CHECK ((read_at IS NULL) = (read_by IS NULL)),
            CHECK (read_at IS NULL OR to_read = 1),
            CHECK (stamp IS NULL OR entry IS NOT NULL)
        ) STRICT;
        CREATE INDEX mail_by_place ON mail (place);
        CREATE INDEX mail_to_read ON mail (conference) WHERE to_read = 1 AND read_at IS NULL;
        CREATE INDEX mail_by_recipient ON mail (conference, recipient)
            WHERE conference IS NOT NULL;
        CREATE INDEX mail_delayed ON mail (delivery)
            WHERE class = 'delay' AND delivery IS NOT NULL;

        -- The last mail that changed something of a conference, until a tick has looked after it.
        ALTER TABLE conference ADD COLUMN stirred INTEGER;

        -- How far a mailbox was read, in the mailbox's own words.
        CREATE TABLE mailbox (
            name     TEXT PRIMARY KEY,
            bookmark TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        """
}
