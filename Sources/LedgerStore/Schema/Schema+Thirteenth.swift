/// The thirteenth step: a notice that went to some of its audience is not planned by that, and what stopped the
/// last tick is kept, since one that fails is not one that stays away.
extension Schema {
    static let thirteenth = """
        -- A notice that was planned for a part of its audience, and not yet for the whole of it.
        CREATE TABLE narrowed (
            conference TEXT NOT NULL,
            notice     TEXT NOT NULL,
            at         INTEGER NOT NULL,
            PRIMARY KEY (conference, notice)
        ) STRICT, WITHOUT ROWID;

        -- A notice whose time was over when nobody was left whom it concerned: no delivery says so.
        CREATE TABLE closed (
            conference     TEXT NOT NULL,
            notice         TEXT NOT NULL,
            last_useful_at INTEGER NOT NULL,
            PRIMARY KEY (conference, notice)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE conference ADD COLUMN looked_at INTEGER;   -- the last tick that no pause kept from its work
        UPDATE conference SET looked_at = ticked_at;
        ALTER TABLE conference ADD COLUMN stopped_at INTEGER;  -- when a tick failed, and none went well since
        ALTER TABLE conference ADD COLUMN stopped_by TEXT;     -- what stopped it, in words

        """
}
