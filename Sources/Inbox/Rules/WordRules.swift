/// The words of servers, as a table. The first rule whose words stand in a text decides, so what
/// is exact stands before what is general.
enum WordRules {
    static let all: [WordRule] = [
        exact, authentication, relaying, blocked, rates, full, passing, content, moved, addresses,
        domains, trouble, refused, doubtful, named, vague,
    ].flatMap { $0 }

    static let index = PhraseIndex(all)
}
