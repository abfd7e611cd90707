/// The thirteenth step: a notice that went to some of its audience is not planned by that.
extension Schema {
    static let thirteenth = """
        -- A notice that somebody sent to a part of its audience before the whole of it was planned.
        CREATE TABLE narrowed (
            conference TEXT NOT NULL,
            notice     TEXT NOT NULL,
            at         INTEGER NOT NULL,
            PRIMARY KEY (conference, notice)
        ) STRICT, WITHOUT ROWID;

        """
}
