/// The fourth step: cases that go to the telephone, and what was done about each.
extension Schema {
    static let fourth = """
        -- Somebody who has to be reached by telephone, about what, and until when.
        CREATE TABLE escalation (
            id              INTEGER PRIMARY KEY,
            conference      TEXT NOT NULL,
            cause           TEXT NOT NULL CHECK \(one("cause", of: "mail obligation invitation relay")),
            about           TEXT NOT NULL,
            recipient       TEXT NOT NULL,
            kind            TEXT NOT NULL CHECK \(one("kind", of: "venue recipient")),
            party           TEXT NOT NULL,
            delivery        INTEGER REFERENCES delivery (id),
            why             TEXT NOT NULL,
            ladder          TEXT NOT NULL,  -- frozen when the case began
            since           INTEGER NOT NULL,
            deadline        INTEGER NOT NULL,
            opened_at       INTEGER NOT NULL,
            acknowledged_at INTEGER,
            promised_by     INTEGER,
            ending          TEXT CHECK \(one("ending", of: "acknowledged done cancelled missed")),
            ended_at        INTEGER,
            CHECK ((ending IS NULL) = (ended_at IS NULL)),
            CHECK (promised_by IS NULL OR acknowledged_at IS NOT NULL)
        ) STRICT;
        CREATE UNIQUE INDEX escalation_once
            ON escalation (conference, cause, about, recipient, coalesce(delivery, 0));
        CREATE INDEX escalation_open ON escalation (conference) WHERE ending IS NULL;

        -- What waits beyond the moment at which the telephone takes over.
        CREATE INDEX delivery_handed_over ON delivery (conference, hand_over_at)
            WHERE state = 'deferred';

        -- A rung that was begun: a text, or an entry of the call sheet.
        CREATE TABLE step (
            id          INTEGER PRIMARY KEY,
            escalation  INTEGER NOT NULL REFERENCES escalation (id),
            rung        INTEGER NOT NULL CHECK (rung >= 0),
            channel     TEXT NOT NULL CHECK \(one("channel", of: "sms call")),
            contact     TEXT NOT NULL,
            numbers     TEXT NOT NULL,  -- JSON
            delivery    INTEGER REFERENCES delivery (id),
            begun_at    INTEGER NOT NULL,
            not_before  INTEGER NOT NULL,
            call_by     INTEGER NOT NULL,
            state       TEXT NOT NULL DEFAULT 'open' CHECK \(one("state", of: "open taken done")),
            taken_by    TEXT,
            taken_until INTEGER,
            outcome     TEXT CHECK \(one("outcome", of: fourthOutcomes)),
            note        TEXT,
            outcome_at  INTEGER,
            UNIQUE (escalation, rung),
            CHECK ((channel = 'sms') = (delivery IS NOT NULL)),
            CHECK ((state = 'taken') = (taken_until IS NOT NULL)),
            CHECK (state <> 'taken' OR taken_by IS NOT NULL),
            CHECK ((outcome IS NULL) = (outcome_at IS NULL)),
            CHECK (state <> 'done' OR outcome IS NOT NULL)
        ) STRICT;
        CREATE INDEX step_open ON step (escalation) WHERE state <> 'done';

        -- Who took a call, gave it back or finished it; never changed.
        CREATE TABLE call_word (
            id      INTEGER PRIMARY KEY,
            step    INTEGER NOT NULL REFERENCES step (id),
            word    TEXT NOT NULL,
            by_whom TEXT NOT NULL,
            note    TEXT,
            at      INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX call_word_by_step ON call_word (step);
        CREATE TRIGGER call_word_never_changes BEFORE UPDATE ON call_word
        BEGIN SELECT raise(ABORT, 'what was said about a call never changes'); END;
        CREATE TRIGGER call_word_stays BEFORE DELETE ON call_word
        BEGIN SELECT raise(ABORT, 'what was said about a call is never deleted'); END;
        CREATE TRIGGER step_stays BEFORE DELETE ON step
        BEGIN SELECT raise(ABORT, 'a step is never deleted'); END;
        CREATE TRIGGER escalation_stays BEFORE DELETE ON escalation
        BEGIN SELECT raise(ABORT, 'an escalation is never deleted'); END;

        """

    private static let fourthOutcomes = """
        reached no-answer busy wrong-number promised delegated declined delivered failed dropped
        """
}
