extension Schema {
    private static let firstStates = """
        queued sending accepted deferred in_doubt delivered failed bounced expired cancelled \
        superseded suppressed
        """
    private static let firstReasons = """
        address_bad mailbox_full greylisted rate_limited policy message_too_large relay_trouble \
        not_supported other
        """

    /// Instants are milliseconds since 1970, see `Date.milliseconds`.
    static let firstTables = """
        -- One row about the ledger itself.
        CREATE TABLE ledger (
            one        INTEGER PRIMARY KEY CHECK (one = 1),
            clock      TEXT CHECK \(one("clock", of: "real virtual")), -- set with the first delivery
            created_at INTEGER NOT NULL
        ) STRICT;
        INSERT INTO ledger (one, created_at) VALUES (1, unixepoch() * 1000);

        -- When cron last came by.
        CREATE TABLE tick (
            conference TEXT PRIMARY KEY,
            at         INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- A process that sends for one conference; its lease. These instants are real time always.
        CREATE TABLE run (
            id          INTEGER PRIMARY KEY,
            conference  TEXT NOT NULL,
            pid         INTEGER NOT NULL CHECK (pid > 0),
            start_ticks INTEGER NOT NULL,            -- proc(5), stat field 22
            boot        TEXT NOT NULL,
            host        TEXT NOT NULL,
            command     TEXT NOT NULL,
            started_at  INTEGER NOT NULL,
            expires_at  INTEGER NOT NULL,
            ended_at    INTEGER,
            ending      TEXT CHECK \(one("ending", of: "closed taken_over")),
            CHECK ((ended_at IS NULL) = (ending IS NULL))
        ) STRICT;

        CREATE TABLE delivery (
            id                 INTEGER PRIMARY KEY,
            conference         TEXT NOT NULL,
            notice             TEXT NOT NULL,
            recipient          TEXT NOT NULL,
            name               TEXT NOT NULL,
            venue              TEXT,
            channel            TEXT NOT NULL CHECK \(one("channel", of: "email sms call")),
            address            TEXT NOT NULL,
            revision           INTEGER NOT NULL CHECK (revision >= 1),
            state              TEXT NOT NULL DEFAULT 'queued'
                CHECK \(one("state", of: firstStates)),
            attempts           INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0), -- intents written
            doubts             INTEGER NOT NULL DEFAULT 0                   -- times in doubt
                CHECK (doubts BETWEEN 0 AND attempts),
            possible_duplicate INTEGER NOT NULL DEFAULT 0 CHECK (possible_duplicate IN (0, 1)),
            reply              TEXT,                     -- the last words of a server, or ours
            reason             TEXT CHECK \(one("reason", of: firstReasons)),
            planned_at         INTEGER NOT NULL,
            updated_at         INTEGER NOT NULL,
            next_attempt_at    INTEGER,  -- pending, or in doubt with one resend to come; else NULL
            hand_over_at       INTEGER NOT NULL,
            last_useful_at     INTEGER NOT NULL,
            run                INTEGER REFERENCES run (id),  -- whose intent is out; while sending
            session            INTEGER,                      -- SMTP session of that run
            turn               INTEGER,                      -- order of intents in the session
            digest             BLOB CHECK (length(digest) = 16),  -- of the message last sent
            settled_at         INTEGER,  -- when a person said that it is dealt with
            UNIQUE (conference, recipient, notice, channel, address, revision),
            CHECK (state <> 'sending' OR run IS NOT NULL),
            CHECK ((run IS NULL) = (session IS NULL) AND (run IS NULL) = (turn IS NULL)),
            CHECK (run IS NULL OR state = 'sending'),
            CHECK (NOT \(one("state", of: "queued deferred")) OR next_attempt_at IS NOT NULL),
            CHECK (next_attempt_at IS NULL OR \(one("state", of: "queued deferred in_doubt"))),
            CHECK (next_attempt_at IS NULL OR next_attempt_at <= last_useful_at),
            CHECK (state <> 'in_doubt' OR doubts > 0),
            CHECK (settled_at IS NULL OR next_attempt_at IS NULL
                AND \(one("state", of: "failed bounced expired in_doubt"))),
            CHECK (attempts > 0 OR NOT
                \(one("state", of: "sending accepted deferred in_doubt failed bounced")))
        ) STRICT;

        -- One row for each try that ended; never changed.
        CREATE TABLE attempt (
            delivery INTEGER NOT NULL REFERENCES delivery (id),
            number   INTEGER NOT NULL CHECK (number >= 1),
            at       INTEGER NOT NULL,
            run      INTEGER NOT NULL REFERENCES run (id),
            session  INTEGER NOT NULL,
            stage    TEXT NOT NULL CHECK
                \(one("stage", of: "connect tls auth mail rcpt data body dot reply")),
            outcome  TEXT NOT NULL CHECK
                \(one("outcome", of: "accepted deferred refused in_doubt released")),
            reason   TEXT CHECK \(one("reason", of: firstReasons)),
            code     INTEGER CHECK (code BETWEEN 100 AND 999),
            enhanced TEXT,                               -- RFC 3463
            text     TEXT CHECK (length(text) <= 4096),  -- the reply's lines, LF between them
            queue_id TEXT,
            detail   TEXT,                               -- our own words
            PRIMARY KEY (delivery, number),
            CHECK ((code IS NULL) = (text IS NULL)),
            CHECK (outcome <> 'accepted' OR reason IS NULL)
        ) STRICT, WITHOUT ROWID;

        -- What a person or a report said about a delivery afterwards; never changed.
        CREATE TABLE remark (
            id       INTEGER PRIMARY KEY,
            delivery INTEGER NOT NULL REFERENCES delivery (id),
            kind     TEXT NOT NULL CHECK
                \(one("kind", of: "arrived resend handled reported_delivered reported_failed")),
            text     TEXT,
            at       INTEGER NOT NULL
        ) STRICT;

        -- How many deliveries are in each state; kept by triggers, so that counting never scans.
        CREATE TABLE tally (
            conference TEXT NOT NULL,
            notice     TEXT NOT NULL,
            channel    TEXT NOT NULL,
            state      TEXT NOT NULL,
            count      INTEGER NOT NULL CHECK (count >= 0),
            PRIMARY KEY (conference, notice, channel, state)
        ) STRICT, WITHOUT ROWID;

        """

    /// Partial indexes: a delivery that ended costs them nothing.
    static let firstIndexes = """
        CREATE UNIQUE INDEX run_living ON run (conference) WHERE ended_at IS NULL;
        CREATE INDEX delivery_due ON delivery (conference, next_attempt_at)
            WHERE next_attempt_at IS NOT NULL;
        CREATE INDEX delivery_sending ON delivery (conference, run, session, turn)
            WHERE run IS NOT NULL;
        CREATE INDEX delivery_in_doubt ON delivery (conference) WHERE state = 'in_doubt';
        CREATE INDEX delivery_for_person ON delivery (conference, notice)
            WHERE \(one("state", of: "failed bounced expired in_doubt"))
            AND settled_at IS NULL AND next_attempt_at IS NULL;
        CREATE INDEX delivery_by_notice ON delivery (conference, notice);
        CREATE INDEX remark_by_delivery ON remark (delivery);

        """
}
