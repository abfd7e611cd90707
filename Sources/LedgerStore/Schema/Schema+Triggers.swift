extension Schema {
    /// What CHECK cannot say: what may never change, and what follows from a change.
    static let firstTriggers = """
        CREATE TRIGGER ledger_clock_stays BEFORE UPDATE OF clock ON ledger
        WHEN OLD.clock IS NOT NULL AND NEW.clock IS NOT OLD.clock
        BEGIN SELECT raise(ABORT, 'the clock of a ledger never changes'); END;

        CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger
        BEGIN SELECT raise(ABORT, 'a ledger keeps its own row'); END;

        CREATE TRIGGER run_ends_once BEFORE UPDATE ON run WHEN OLD.ended_at IS NOT NULL
        BEGIN SELECT raise(ABORT, 'a run that ended never changes'); END;

        CREATE TRIGGER run_stays BEFORE DELETE ON run
        BEGIN SELECT raise(ABORT, 'a run is never deleted'); END;

        CREATE TRIGGER attempt_never_changes BEFORE UPDATE ON attempt
        BEGIN SELECT raise(ABORT, 'an attempt never changes'); END;

        CREATE TRIGGER attempt_stays BEFORE DELETE ON attempt
        BEGIN SELECT raise(ABORT, 'an attempt is never deleted'); END;

        CREATE TRIGGER remark_never_changes BEFORE UPDATE ON remark
        BEGIN SELECT raise(ABORT, 'a remark never changes'); END;

        CREATE TRIGGER remark_stays BEFORE DELETE ON remark
        BEGIN SELECT raise(ABORT, 'a remark is never deleted'); END;

        CREATE TRIGGER delivery_stays BEFORE DELETE ON delivery
        BEGIN SELECT raise(ABORT, 'a delivery is never deleted'); END;

        CREATE TRIGGER delivery_begins_queued BEFORE INSERT ON delivery WHEN NEW.state <> 'queued'
        BEGIN SELECT raise(ABORT, 'a delivery begins queued'); END;

        CREATE TRIGGER delivery_keeps_identity BEFORE UPDATE OF
            conference, notice, recipient, channel, address, revision, planned_at ON delivery
        BEGIN SELECT raise(ABORT, 'what a delivery is never changes'); END;

        CREATE TRIGGER delivery_never_backwards BEFORE UPDATE OF state ON delivery
        WHEN NEW.state <> OLD.state AND NOT CASE OLD.state
            WHEN 'queued' THEN
                \(one("NEW.state", of: "sending expired cancelled superseded suppressed"))
            WHEN 'deferred' THEN
                \(one("NEW.state", of: "sending expired cancelled superseded suppressed"))
            WHEN 'sending' THEN
                \(one("NEW.state", of: "accepted deferred failed in_doubt queued"))
            WHEN 'accepted' THEN \(one("NEW.state", of: "delivered bounced"))
            WHEN 'in_doubt' THEN
                \(one("NEW.state", of: "sending delivered bounced queued"))
            WHEN 'failed' THEN \(one("NEW.state", of: "delivered queued"))
            WHEN 'bounced' THEN \(one("NEW.state", of: "delivered queued"))
            WHEN 'expired' THEN \(one("NEW.state", of: "delivered queued"))
            ELSE 0 END
        BEGIN SELECT raise(ABORT, 'a delivery cannot go from this state to that one'); END;

        CREATE TRIGGER delivery_only_grows BEFORE UPDATE OF
            attempts, doubts, possible_duplicate ON delivery
        WHEN NEW.attempts < OLD.attempts OR NEW.doubts < OLD.doubts
            OR NEW.possible_duplicate < OLD.possible_duplicate
        BEGIN SELECT raise(ABORT, 'what was tried is never taken back'); END;

        CREATE TRIGGER delivery_is_counted AFTER INSERT ON delivery
        BEGIN
            INSERT INTO tally VALUES (NEW.conference, NEW.notice, NEW.channel, NEW.state, 1)
            ON CONFLICT DO UPDATE SET count = count + 1;
        END;

        CREATE TRIGGER delivery_is_recounted AFTER UPDATE OF state ON delivery
        WHEN NEW.state <> OLD.state
        BEGIN
            UPDATE tally SET count = count - 1 WHERE conference = OLD.conference
                AND notice = OLD.notice AND channel = OLD.channel AND state = OLD.state;
            INSERT INTO tally VALUES (NEW.conference, NEW.notice, NEW.channel, NEW.state, 1)
            ON CONFLICT DO UPDATE SET count = count + 1;
        END;
        """
}
