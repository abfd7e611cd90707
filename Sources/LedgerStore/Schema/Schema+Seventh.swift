/// The seventh step: what is under way stands in a narrow table, and a delivery's own row is written once
/// for each attempt, at its end.
///
/// The columns `run`, `session` and `turn` of `delivery` and its state `sending` are of older versions: what
/// has a row in `intent` is being sent. What such a version left `sending` when it was killed stays so until
/// the next run puts it in order (`Abandoned.adopt`), so that the journal hears of it.
extension Schema {
    static let seventh = seventhIntents + seventhTriggers

    private static let seventhIntents = """
        -- An attempt that has begun and not ended: its message may be on the wire.
        CREATE TABLE intent (
            delivery INTEGER PRIMARY KEY REFERENCES delivery (id),
            number   INTEGER NOT NULL CHECK (number >= 1),     -- of the attempt
            run      INTEGER NOT NULL REFERENCES run (id),
            session  INTEGER NOT NULL,
            turn     INTEGER NOT NULL,                         -- order of intents in the session
            at       INTEGER NOT NULL,
            digest   BLOB CHECK (length(digest) = 16),         -- of the message, where it is another one
            edition  TEXT REFERENCES edition (hash)            -- that it tells, where it is another one
        ) STRICT;
        CREATE TRIGGER intent_never_changes BEFORE UPDATE ON intent
        BEGIN SELECT raise(ABORT, 'an intent never changes'); END;

        DROP TRIGGER delivery_never_backwards;
        DROP TRIGGER delivery_only_grows;
        DROP TRIGGER delivery_keeps_edition;
        DROP TRIGGER delivery_is_recounted;

        """

    /// What may not happen and what follows, in one trigger and with one question: each of its own would
    /// cost a quarter of the change itself.
    private static let seventhTriggers = """
        CREATE TRIGGER delivery_moves AFTER UPDATE OF
            state, attempts, doubts, possible_duplicate, edition ON delivery
        BEGIN
            SELECT CASE
                WHEN NEW.state <> OLD.state AND NOT CASE OLD.state
                    WHEN 'queued' THEN \(seventhSteps)
                    WHEN 'deferred' THEN \(seventhSteps)
                    WHEN 'in_doubt' THEN CASE
                        WHEN OLD.id IN (SELECT delivery FROM intent) THEN
                            \(one("NEW.state", of: "accepted deferred failed queued"))
                        ELSE \(one("NEW.state", of: "delivered bounced queued")) END
                    WHEN 'sending' THEN \(one("NEW.state", of: "queued deferred in_doubt"))
                    WHEN 'accepted' THEN \(one("NEW.state", of: "delivered bounced"))
                    WHEN 'failed' THEN \(one("NEW.state", of: "delivered queued"))
                    WHEN 'bounced' THEN \(one("NEW.state", of: "delivered queued"))
                    WHEN 'expired' THEN \(one("NEW.state", of: "delivered queued"))
                    ELSE 0 END
                THEN raise(ABORT, 'a delivery cannot go from this state to that one')
                WHEN NEW.attempts < OLD.attempts - (OLD.state = 'sending')
                    OR NEW.doubts < OLD.doubts
                    OR NEW.possible_duplicate < OLD.possible_duplicate
                THEN raise(ABORT, 'what was tried is never taken back')
                -- A resend has the same bytes: what may have been sent keeps its edition.
                WHEN NEW.edition IS NOT OLD.edition
                    AND (OLD.doubts > 0 OR NOT \(one("OLD.state", of: "queued deferred")))
                THEN raise(ABORT, 'what was sent is never rewritten') END;
            UPDATE tally SET count = count - 1 WHERE conference = OLD.conference
                AND notice = OLD.notice AND channel = OLD.channel AND state = OLD.state;
            INSERT INTO tally VALUES (NEW.conference, NEW.notice, NEW.channel, NEW.state, 1)
            ON CONFLICT DO UPDATE SET count = count + 1;
        END;
        """

    /// From a state that waits: by the end of an attempt, or without one.
    private static let seventhSteps = """
        CASE WHEN OLD.id IN (SELECT delivery FROM intent) THEN
                \(one("NEW.state", of: "accepted deferred failed in_doubt queued"))
            ELSE \(one("NEW.state", of: "expired cancelled superseded suppressed")) END
        """
}
