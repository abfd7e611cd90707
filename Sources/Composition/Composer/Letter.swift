package import ConvokeCore
package import Foundation

/// What makes one recipient's message different from all others of its notice.
package struct Letter: Sendable {
    package let recipient: Recipient
    /// The one of the recipient's addresses that this letter goes to.
    package let address: EmailAddress
    /// Without angle brackets. The same id gives the same bytes, always.
    package let messageID: String
    package let date: Date
    /// What the recipient quotes to answer; empty where no answer is asked.
    package let answerCode: String
    /// Message-IDs of earlier letters that this one follows, oldest first, without angle brackets.
    package let inReplyTo: [String]
    /// What a correction corrects, each a sentence in the recipient's language; empty ones are left out.
    package let changes: [String]
    /// Whether the notice goes out after its own moment, because nothing ran at that moment.
    package let isLate: Bool
    /// What the recipient's calendar is told; nil where the letter carries none.
    package let calendar: LetterCalendar?

    /// `messageID` promises the same bytes, so what else is given has to be the same again for a letter
    /// that is sent again, `changes`, `isLate` and `calendar` included.
    package init(
        recipient: Recipient, address: EmailAddress, messageID: String, date: Date,
        answerCode: String, inReplyTo: [String] = [], changes: [String] = [],
        isLate: Bool = false, calendar: LetterCalendar? = nil
    ) {
        self.recipient = recipient
        self.calendar = calendar
        self.address = address
        self.messageID = messageID
        self.date = date
        self.answerCode = answerCode
        self.inReplyTo = inReplyTo
        self.changes = Personal.spoken(changes)
        self.isLate = isLate
    }
}

/// The part of a letter that its words depend on, whichever way it goes.
struct Personal: Sendable {
    let recipient: Recipient
    let changes: [String]
    let isLate: Bool
    /// What each `Slot.Word` says, one after the other, and where each ends. They are looked up once: a
    /// message asks for most of them several times.
    private let words: [UInt8]
    private let ends: [Int]

    init(recipient: Recipient, answerCode: String, changes: [String], isLate: Bool) {
        self.recipient = recipient
        self.changes = changes
        self.isLate = isLate
        let localised = Localised.of(recipient.contact.language)
        var (words, ends): ([UInt8], [Int]) = ([], [])
        words.reserveCapacity(512)
        ends.reserveCapacity(Slot.Word.all.count)
        for word in Slot.Word.all {
            words.append(word.value(for: recipient, answerCode, localised))
            ends.append(words.count)
        }
        (self.words, self.ends) = (words, ends)
    }

    /// The text for a slot, as it was given: the place where it goes decides how it is escaped.
    subscript(slot: Slot) -> String {
        switch slot {
        case .word(let word): String(decoding: words[range(word)], as: UTF8.self)
        case .change(let index): changes[index]
        }
    }

    /// The same as bytes, where they lie.
    @inline(__always)
    func withBytes<Result>(
        of slot: Slot, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        switch slot {
        case .word(let word):
            words.withUnsafeBufferPointer { body(.init(rebasing: $0[range(word)])) }
        case .change(let index): changes[index].withBytes(body)
        }
    }

    /// How many bytes.
    func count(of slot: Slot) -> Int {
        switch slot {
        case .word(let word): range(word).count
        case .change(let index): changes[index].utf8.count
        }
    }

    private func range(_ word: Slot.Word) -> Range<Int> {
        let number = Int(word.rawValue)
        return (number == 0 ? 0 : ends[number - 1])..<ends[number]
    }

    /// The words that are not empty, a bit for each.
    var present: UInt16 {
        Slot.Word.all.reduce(0) {
            range($1).isEmpty ? $0 : $0 | 1 << UInt16($1.rawValue)
        }
    }

    /// The changes that say anything.
    static func spoken(_ changes: [String]) -> [String] {
        changes.filter { !$0.allSatisfy(\.isWhitespace) }
    }
}

extension Letter {
    var personal: Personal {
        Personal(
            recipient: recipient, answerCode: answerCode, changes: changes, isLate: isLate)
    }
}
