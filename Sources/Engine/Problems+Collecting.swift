import ConvokeCore
import LedgerStore

extension Problems {
    /// Runs a pass and turns whatever stops it into problems for a secretary.
    static func collecting<Value>(
        ledger: String = "the ledger", _ body: () throws -> Value
    ) throws(Problems) -> Value {
        do {
            return try body()
        } catch let problems as Problems {
            throw problems
        } catch let problem as Problem {
            throw Problems([problem])
        } catch let failure as LedgerFailure {
            throw Problems([failure.problem(ledger: ledger)])
        } catch {
            throw Problems([.unforeseen(error)])
        }
    }
}

extension Problem {
    static func unforeseen(_ error: any Error) -> Problem {
        Problem(
            .configuration, "Something happened that Convoke does not know",
            fix: "Show the detail (--verbose) to whoever maintains this machine.",
            detail: String(reflecting: error))
    }
}
