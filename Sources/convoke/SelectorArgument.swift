import ConvokeCore

/// A selector on the command line.
enum SelectorArgument {
    static func read(_ text: String) throws(Problem) -> Selector {
        do throws(SelectorError) {
            return try Selector(parsing: text)
        } catch {
            throw Problem(
                .usage, "The selection cannot be read", found: text,
                expected: "a contact's id, group:x, unit:x, venue:x, level:x, role:x or all;"
                    + " ! negates, & intersects, a comma unites",
                fix: "Write the selection in this form, in quotes.", detail: "\(error)")
        }
    }
}
