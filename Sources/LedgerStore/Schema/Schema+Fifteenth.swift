/// The fifteenth step: a delivery that was suppressed by a mistake waits again.
extension Schema {
    static let fifteenth = """
        DROP TRIGGER delivery_moves;
        CREATE TRIGGER delivery_moves AFTER UPDATE OF
            state, attempts, doubts, possible_duplicate, edition ON delivery
        BEGIN
            SELECT CASE
                WHEN NEW.state <> OLD.state AND NOT CASE OLD.state
                    WHEN 'queued' THEN \(fifteenthSteps)
                    WHEN 'deferred' THEN \(fifteenthSteps)
                    WHEN 'in_doubt' THEN CASE
                        WHEN OLD.id IN (SELECT delivery FROM intent) THEN
                            \(one("NEW.state", of: "accepted deferred failed queued"))
                        ELSE \(one("NEW.state", of: "delivered bounced queued")) END
                    WHEN 'sending' THEN \(one("NEW.state", of: "queued deferred in_doubt"))
                    WHEN 'accepted' THEN \(one("NEW.state", of: "delivered bounced"))
                    WHEN 'failed' THEN \(one("NEW.state", of: "delivered queued"))
                    WHEN 'bounced' THEN \(one("NEW.state", of: "delivered queued"))
                    WHEN 'expired' THEN \(one("NEW.state", of: "delivered queued"))
                    WHEN 'suppressed' THEN \(one("NEW.state", of: "queued"))
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
        END;

        """

    /// From a state that waits: by the end of an attempt, or without one.
    private static let fifteenthSteps = """
        CASE WHEN OLD.id IN (SELECT delivery FROM intent) THEN
                \(one("NEW.state", of: "accepted deferred failed in_doubt queued"))
            ELSE \(one("NEW.state", of: "expired cancelled superseded suppressed")) END
        """
}
