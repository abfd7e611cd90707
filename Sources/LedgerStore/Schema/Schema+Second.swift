/// The second step: answers, what is known of a conference as a whole, and editions.
extension Schema {
    static let second =
        secondConference + secondObligations + secondEditions + secondDeliveries + secondTriggers

    private static let secondConference = """
        -- What is known of a conference as a whole.
        CREATE TABLE conference (
            id          TEXT PRIMARY KEY,
            paused_at   INTEGER,  -- while nothing may be sent
            paused_by   TEXT,
            ticked_at   INTEGER,  -- when cron last came by
            fingerprint TEXT,     -- of what the last tick read
            checked_at  INTEGER,  -- when its audiences were last counted
            CHECK ((paused_at IS NULL) = (paused_by IS NULL)),
            CHECK (fingerprint IS NULL OR ticked_at IS NOT NULL)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO conference (id, ticked_at) SELECT conference, at FROM tick;
        DROP TABLE tick;

        -- How many recipients each notice had at the last check.
        CREATE TABLE audience (
            conference TEXT NOT NULL REFERENCES conference (id),
            notice     TEXT NOT NULL,
            recipients INTEGER NOT NULL CHECK (recipients >= 0),
            PRIMARY KEY (conference, notice)
        ) STRICT, WITHOUT ROWID;

        -- A notice that somebody let go although its audience looked wrong; for good.
        CREATE TABLE release (
            conference  TEXT NOT NULL,
            notice      TEXT NOT NULL,
            released_at INTEGER NOT NULL,
            released_by TEXT NOT NULL,
            PRIMARY KEY (conference, notice)
        ) STRICT, WITHOUT ROWID;

        """

    private static let secondObligations = """
        -- What one party must do. Late is not kept: it is what is open after its due moment.
        CREATE TABLE obligation (
            conference TEXT NOT NULL,
            about      TEXT NOT NULL,  -- id of the obligation, or 'invitation'
            kind       TEXT NOT NULL CHECK \(one("kind", of: "venue recipient")),
            party      TEXT NOT NULL,  -- id of the venue or of the contact
            state      TEXT NOT NULL DEFAULT 'open'
                CHECK \(one("state", of: "open done declined waived")),
            opened_at  INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (conference, about, kind, party),
            CHECK (about <> 'invitation' OR kind = 'recipient')
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX obligation_by_state ON obligation (conference, about, state);

        -- What was said about an obligation, by hand or otherwise; never changed.
        CREATE TABLE answer (
            id         INTEGER PRIMARY KEY,
            conference TEXT NOT NULL,
            about      TEXT NOT NULL,
            kind       TEXT NOT NULL,
            party      TEXT NOT NULL,
            recipient  TEXT NOT NULL,  -- the contact who is answered for
            word       TEXT NOT NULL CHECK \(one("word", of: "yes no waive undo")),
            way        TEXT NOT NULL CHECK
                \(one("way", of: "hand code file mail sms calendar call")),
            by_whom    TEXT,
            note       TEXT,
            at         INTEGER NOT NULL,
            undoes     INTEGER REFERENCES answer (id),  -- the answer that an undo takes back
            FOREIGN KEY (conference, about, kind, party)
                REFERENCES obligation (conference, about, kind, party),
            CHECK ((word = 'undo') = (undoes IS NOT NULL)),
            CHECK (undoes < id)
        ) STRICT;
        CREATE INDEX answer_by_party ON answer (conference, about, kind, party);
        CREATE INDEX answer_by_recipient ON answer (conference, recipient);
        CREATE UNIQUE INDEX answer_undone ON answer (undoes) WHERE undoes IS NOT NULL;

        """

    private static let secondEditions = """
        -- What a delivery told its recipient, under the hash of the text; never changed.
        CREATE TABLE edition (
            hash TEXT NOT NULL PRIMARY KEY CHECK (hash <> ''),
            text TEXT NOT NULL
        ) STRICT;
        ALTER TABLE delivery ADD COLUMN edition TEXT REFERENCES edition (hash);

        """

    private static let secondDeliveries = """
        -- By channel too: what waits for a person to phone is no work for a run.
        DROP INDEX delivery_due;
        CREATE INDEX delivery_due ON delivery (conference, channel, next_attempt_at)
            WHERE next_attempt_at IS NOT NULL;

        -- More kinds of remarks: why a delivery ended without an attempt.
        CREATE TABLE remark_with_ends (
            id       INTEGER PRIMARY KEY,
            delivery INTEGER NOT NULL REFERENCES delivery (id),
            kind     TEXT NOT NULL CHECK \(one("kind", of: secondRemarks)),
            text     TEXT,
            at       INTEGER NOT NULL
        ) STRICT;
        INSERT INTO remark_with_ends SELECT id, delivery, kind, text, at FROM remark;
        DROP TABLE remark;
        ALTER TABLE remark_with_ends RENAME TO remark;
        CREATE INDEX remark_by_delivery ON remark (delivery);

        """

    private static let secondRemarks = """
        arrived resend handled reported_delivered reported_failed expired cancelled superseded \
        suppressed
        """
}
