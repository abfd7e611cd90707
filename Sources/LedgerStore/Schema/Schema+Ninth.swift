/// The ninth step: what begins is checked and counted by one trigger. Two, one of them before the row is
/// there, cost a sixth of planning it.
extension Schema {
    static let ninth = """
        DROP TRIGGER delivery_begins_queued;
        DROP TRIGGER delivery_is_counted;
        CREATE TRIGGER delivery_begins AFTER INSERT ON delivery
        BEGIN
            INSERT INTO tally VALUES (NEW.conference, NEW.notice, NEW.channel,
                CASE NEW.state WHEN 'queued' THEN NEW.state
                    ELSE raise(ABORT, 'a delivery begins queued') END, 1)
            ON CONFLICT DO UPDATE SET count = count + 1;
        END;

        DROP TRIGGER obligation_begins_open;
        DROP TRIGGER obligation_is_counted;
        CREATE TRIGGER obligation_begins AFTER INSERT ON obligation
        BEGIN
            INSERT INTO obligation_tally VALUES (NEW.conference, NEW.about,
                CASE NEW.state WHEN 'open' THEN NEW.state
                    ELSE raise(ABORT, 'an obligation begins open') END, 1)
            ON CONFLICT DO UPDATE SET count = count + 1;
        END;

        """
}
