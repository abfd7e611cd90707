import Addresses
import ConvokeCore
import Testing

@Suite("What a secretary reads about an address")
struct AddressWordingTests {
    private let place = Place("contacts/book.csv", row: 14, field: "email")

    @Test("says where it stands, what is wrong and what to do")
    func email() {
        #expect(
            EmailAddressError.severalAts.problem(for: "a@@b.example", at: place)
                == Problem(
                    .file, "The email address cannot be used: it has two @", at: place,
                    found: "a@@b.example",
                    expected: "one address such as vanphong@tinhuy.example",
                    fix: "Correct the address"))
        #expect(
            EmailAddressError.severalAddresses.problem(for: "a@b.example, c@d.example", at: place)
                .fix == "Separate the addresses with ; or |")
    }

    @Test("keeps the library's words apart")
    func detail() {
        let problem = EmailAddressError.domainRefused("bad punycode").problem(for: "a", at: place)
        #expect(
            problem.what == "The email address cannot be used: it has a domain that cannot exist")
        #expect(problem.detail == "libidn2: bad punycode")
    }

    @Test("about a phone number says the same")
    func phone() {
        #expect(
            PhoneNumberError.severalNumbers.problem(for: "0912345678/0987654321", at: place)
                == Problem(
                    .file, "The phone number cannot be used: it looks like several numbers in one",
                    at: place, found: "0912345678/0987654321",
                    expected: "one number such as 0900 000 101 or +84 900 000 101",
                    fix: "Separate the numbers with ; or |"))
    }

    @Test(
        "is a sentence of its own for every mistake",
        arguments: [
            (EmailAddressError.empty, "is empty"), (.noAt, "has no @"),
            (.noLocalPart, "has nothing before the @"), (.noDomain, "has no domain after the @"),
            (.space, "contains a space"), (.angleBrackets, "contains < or >"),
            (.unclosedQuote, "opens a quote and does not close it"),
            (.leadingDot, "begins with a dot"), (.trailingDot, "has a dot right before the @"),
            (.doubleDot, "has two dots in a row"), (.domainTrailingDot, "ends with a dot"),
            (.domainLeadingDot, "has a dot right after the @"),
            (.domainWithoutDot, "has a domain without a dot"),
            (.numericDomain, "has a number where the domain belongs"),
            (.character("("), "contains \"(\" before the @"),
            (.character("\u{200B}"), "contains an invisible character before the @"),
            (.characterInDomain("_"), "contains \"_\" in the domain"),
            (.localPartTooLong, "has more than 64 bytes before the @"),
            (.tooLong, "is longer than 254 bytes"),
        ])
    func sentences(error: EmailAddressError, sentence: String) {
        #expect(error.sentence == sentence)
    }
}
