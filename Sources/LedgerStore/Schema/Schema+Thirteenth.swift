/// The thirteenth step: a notice that went to some of its audience is not planned by that, and what stopped the
/// last tick is kept, since one that fails is not one that stays away.
extension Schema {
    static let thirteenth = """
        -- A notice that somebody sent to a part of its audience before the whole of it was planned.
        CREATE TABLE narrowed (
            conference TEXT NOT NULL,
            notice     TEXT NOT NULL,
            at         INTEGER NOT NULL,
            PRIMARY KEY (conference, notice)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE conference ADD COLUMN stopped_at INTEGER;  -- when a tick failed, and none went well since
        ALTER TABLE conference ADD COLUMN stopped_by TEXT;     -- what stopped it, in words

        """
}
