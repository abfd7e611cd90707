import Agenda
import Contacts
package import ConvokeCore
import Foundation
import LedgerStore

/// Records what recipients said, by hand, by code or from a file.
package struct AnswerPass {
    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    /// One answer of a recipient who is named.
    package func record(_ request: AnswerRequest) throws(Problems) -> AnswerReport {
        try Problems.collecting(ledger: office.settings.ledger) {
            let convocation = try office.convocation(request.conference)
            return try record([request], convocation)[0]
        }
    }

    /// One answer of whoever has the code, in whichever conference.
    package func record(code: String, _ word: AnswerWord, by whom: AnswerSource) throws(Problems)
        -> AnswerReport
    {
        try Problems.collecting(ledger: office.settings.ledger) {
            guard let wanted = AnswerCode(parsing: code) else { throw Problem.notACode(code) }
            // Another conference whose files have mistakes keeps nobody from answering for this one.
            var unread: [Problem] = []
            for id in try office.conferences() {
                guard let convocation = readable(id, into: &unread) else { continue }
                let book = try CodeBook(office, convocation)
                guard let holder = book.holder(of: wanted) else { continue }
                let request = AnswerRequest(
                    conference: id, recipient: holder.recipient, about: holder.about, word: word,
                    source: whom)
                return try record([request], convocation)[0]
            }
            if !unread.isEmpty { throw Problems(unread) }
            throw Problem.unknownCode(wanted)
        }
    }

    /// Nil where the files have problems, which are added to the others.
    private func readable(_ id: String, into problems: inout [Problem]) -> Convocation? {
        do throws(Problems) {
            return try office.convocation(id)
        } catch {
            problems += error.list
            return nil
        }
    }

    /// All answers of a file, or none of them when one cannot be understood.
    package func record(
        file: String, bytes: [UInt8], conference: String
    ) throws(Problems) -> [AnswerReport] {
        try Problems.collecting(ledger: office.settings.ledger) {
            let convocation = try office.convocation(conference)
            var problems: [Problem] = []
            var requests: [AnswerRequest] = []
            for line in AnswerFile.read(bytes, file: file, into: &problems) {
                let request = AnswerRequest(line, conference: conference)
                requests.append(request)
                if convocation.party(of: request.recipient, about: request.about) == nil {
                    problems.append(.nobodyToAnswer(request, convocation, at: line.place))
                }
            }
            if !problems.isEmpty { throw Problems(problems) }
            return try record(requests, convocation)
        }
    }

    func record(
        _ requests: [AnswerRequest], _ convocation: Convocation
    ) throws -> [AnswerReport] {
        let now = office.clock.now
        let answers = try requests.map { request in
            guard let party = convocation.party(of: request.recipient, about: request.about)
            else {
                throw Problem.nobodyToAnswer(request, convocation)
            }
            return Answer(
                conference: request.conference, about: request.about, party: party,
                recipient: request.recipient, word: request.word, way: request.source.way,
                byWhom: request.source.byWhom, note: request.source.note, at: now)
        }
        let results = try office.writing { ledger in
            try ledger.openMissing(convocation, at: now)
            return try ledger.answer(answers)
        }
        return zip(answers, results).map { AnswerReport(answer: $0, result: $1) }
    }
}

/// Who gave an answer, and how it came.
package struct AnswerSource: Sendable {
    package var way: AnswerWay
    package var byWhom: String?
    package var note: String?

    package init(way: AnswerWay, byWhom: String? = nil, note: String? = nil) {
        self.way = way
        self.byWhom = byWhom
        self.note = note
    }
}

/// One answer as it is asked to be recorded.
package struct AnswerRequest: Sendable {
    package var conference: String
    package var recipient: String
    /// An obligation's id, or `invitation`.
    package var about: String
    package var word: AnswerWord
    package var source: AnswerSource

    package init(
        conference: String, recipient: String, about: String, word: AnswerWord,
        source: AnswerSource
    ) {
        self.conference = conference
        self.recipient = recipient
        self.about = about
        self.word = word
        self.source = source
    }
}

extension AnswerRequest {
    init(_ line: AnswerLine, conference: String) {
        let source = AnswerSource(
            way: .file, byWhom: line.byWhom.isEmpty ? nil : line.byWhom,
            note: line.note.isEmpty ? nil : line.note)
        self.init(
            conference: conference, recipient: line.recipient, about: line.about,
            word: line.word, source: source)
    }
}

/// What an answer changed.
package struct AnswerReport: Sendable {
    package let answer: Answer
    /// The state before and after; nil when there was nothing to undo.
    package let change: (before: ObligationState, after: ObligationState)?

    init(answer: Answer, result: AnswerResult) {
        self.answer = answer
        if case .recorded(let before, let after) = result {
            change = (before, after)
        } else {
            change = nil
        }
    }
}

/// All codes of a conference. They are derived and not stored: the book is made when it is asked.
struct CodeBook {
    private let holders: [AnswerCode: (recipient: String, about: String)]

    init(_ office: Office, _ convocation: Convocation) throws(Problems) {
        let letters = try LetterWriter(office, convocation.conference)
        let abouts =
            [ObligationRows.invitation] + convocation.conference.obligations.map(\.id)
        var holders: [AnswerCode: (String, String)] = [:]
        for recipient in convocation.recipients {
            for about in abouts {
                let text = letters.answerCode(recipient, about: about)
                if let code = AnswerCode(parsing: text) { holders[code] = (recipient.id, about) }
            }
        }
        self.holders = holders
    }

    func holder(of code: AnswerCode) -> (recipient: String, about: String)? {
        holders[code]
    }
}
