extension Schema {
    static let secondTriggers = """
        CREATE TRIGGER remark_never_changes BEFORE UPDATE ON remark
        BEGIN SELECT raise(ABORT, 'a remark never changes'); END;

        CREATE TRIGGER remark_stays BEFORE DELETE ON remark
        BEGIN SELECT raise(ABORT, 'a remark is never deleted'); END;

        CREATE TRIGGER release_never_changes BEFORE UPDATE ON release
        BEGIN SELECT raise(ABORT, 'a release never changes'); END;

        CREATE TRIGGER release_stays BEFORE DELETE ON release
        BEGIN SELECT raise(ABORT, 'a release is never deleted'); END;

        CREATE TRIGGER edition_never_changes BEFORE UPDATE ON edition
        BEGIN SELECT raise(ABORT, 'an edition never changes'); END;

        CREATE TRIGGER edition_stays BEFORE DELETE ON edition
        BEGIN SELECT raise(ABORT, 'an edition is never deleted'); END;

        -- A resend has the same bytes: what may have been sent keeps its edition.
        CREATE TRIGGER delivery_keeps_edition BEFORE UPDATE OF edition ON delivery
        WHEN NEW.edition IS NOT OLD.edition
            AND (OLD.doubts > 0 OR NOT \(one("OLD.state", of: "queued deferred")))
        BEGIN SELECT raise(ABORT, 'what was sent is never rewritten'); END;

        CREATE TRIGGER obligation_begins_open BEFORE INSERT ON obligation WHEN NEW.state <> 'open'
        BEGIN SELECT raise(ABORT, 'an obligation begins open'); END;

        CREATE TRIGGER obligation_stays BEFORE DELETE ON obligation
        BEGIN SELECT raise(ABORT, 'an obligation is never deleted'); END;

        CREATE TRIGGER obligation_keeps_identity BEFORE UPDATE OF
            conference, about, kind, party, opened_at ON obligation
        BEGIN SELECT raise(ABORT, 'what an obligation is never changes'); END;

        CREATE TRIGGER obligation_follows_answers BEFORE UPDATE OF state ON obligation
        WHEN NEW.state <> coalesce(
            (SELECT CASE word WHEN 'yes' THEN 'done' WHEN 'no' THEN 'declined' ELSE 'waived' END
            FROM answer WHERE id = \(secondStanding)), 'open')
        BEGIN SELECT raise(ABORT, 'an obligation stands where its answers say'); END;

        CREATE TRIGGER answer_undoes_last BEFORE INSERT ON answer
        WHEN NEW.undoes IS NOT NULL AND NEW.undoes IS NOT \(secondStanding)
        BEGIN SELECT raise(ABORT, 'an undo takes back the last answer that counts'); END;

        CREATE TRIGGER answer_never_changes BEFORE UPDATE ON answer
        BEGIN SELECT raise(ABORT, 'an answer never changes'); END;

        CREATE TRIGGER answer_stays BEFORE DELETE ON answer
        BEGIN SELECT raise(ABORT, 'an answer is never deleted'); END;
        """

    /// The last answer of the party of NEW that nobody took back.
    private static let secondStanding = """
        (SELECT said.id FROM answer AS said
            WHERE said.conference = NEW.conference AND said.about = NEW.about
                AND said.kind = NEW.kind AND said.party = NEW.party AND said.word <> 'undo'
                AND NOT EXISTS (SELECT 1 FROM answer AS undo WHERE undo.undoes = said.id)
            ORDER BY said.id DESC LIMIT 1)
        """
}
