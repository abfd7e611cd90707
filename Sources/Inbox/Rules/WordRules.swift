/// The words of servers, as a table. The first rule whose words stand in a text decides, so what
/// is exact stands before what is general.
enum WordRules {
    static let all: [WordRule] =
        authentication + relaying + blocked + rates + full + content + passing + moved + addresses
        + domains + trouble + refused + doubtful + vague

    static let index = PhraseIndex(all)
}
