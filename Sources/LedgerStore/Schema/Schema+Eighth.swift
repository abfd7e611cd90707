/// The eighth step: how many parties of each obligation stand where, so that nobody counts them.
extension Schema {
    static let eighth = """
        -- How many parties of an obligation are in each state; kept by triggers, as for deliveries.
        CREATE TABLE obligation_tally (
            conference TEXT NOT NULL,
            about      TEXT NOT NULL,
            state      TEXT NOT NULL,
            count      INTEGER NOT NULL CHECK (count >= 0),
            PRIMARY KEY (conference, about, state)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO obligation_tally
            SELECT conference, about, state, count(*) FROM obligation
            GROUP BY conference, about, state;

        CREATE TRIGGER obligation_is_counted AFTER INSERT ON obligation
        BEGIN
            INSERT INTO obligation_tally VALUES (NEW.conference, NEW.about, NEW.state, 1)
            ON CONFLICT DO UPDATE SET count = count + 1;
        END;

        CREATE TRIGGER obligation_is_recounted AFTER UPDATE OF state ON obligation
        WHEN NEW.state <> OLD.state
        BEGIN
            UPDATE obligation_tally SET count = count - 1 WHERE conference = OLD.conference
                AND about = OLD.about AND state = OLD.state;
            INSERT INTO obligation_tally VALUES (NEW.conference, NEW.about, NEW.state, 1)
            ON CONFLICT DO UPDATE SET count = count + 1;
        END;

        -- Nearly all of a large conference's stay open, and all of one obligation are found by its
        -- key: only what was answered has an index of its own, which costs nothing to plan.
        DROP INDEX obligation_by_state;
        CREATE INDEX obligation_settled ON obligation (conference, about) WHERE state <> 'open';

        """
}
