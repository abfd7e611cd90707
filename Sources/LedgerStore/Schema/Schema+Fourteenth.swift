/// The fourteenth step: of one reason one case is open at a time, and another may begin when it has ended.
extension Schema {
    static let fourteenth = """
        DROP INDEX escalation_once;
        CREATE UNIQUE INDEX escalation_once
            ON escalation (conference, cause, about, recipient, coalesce(delivery, 0))
            WHERE ending IS NULL;
        CREATE INDEX escalation_by_reason
            ON escalation (conference, cause, about, recipient, coalesce(delivery, 0));

        """
}
