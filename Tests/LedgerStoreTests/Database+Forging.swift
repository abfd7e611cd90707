import GRDB

extension Database {
    /// Changes rows past the ledger's own rules, as somebody with another program would who leaves no trace:
    /// every trigger is put back afterwards.
    func forge(_ change: () throws -> Void) throws {
        let triggers = try Row.fetchAll(
            self, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        for trigger in triggers { try execute(sql: "DROP TRIGGER \(trigger[0] as String)") }
        try change()
        for trigger in triggers { try execute(sql: trigger[1]) }
    }
}
