import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("Obligations and answers")
struct ObligationTests {
    private let bench: Workbench
    private let conference = Workbench.conference

    init() throws {
        bench = try Workbench()
    }

    private func open(_ rows: [(String, Party)]) throws -> Int {
        try bench.ledger.openObligations(
            rows.map { OpenObligation(about: $0.0, party: $0.1) }, in: conference,
            at: Workbench.now)
    }

    private func say(
        _ word: AnswerWord, _ party: Party = .venue("huong-khe"), about: String = "dang-ky",
        at seconds: TimeInterval = 0
    ) throws -> AnswerResult {
        try bench.ledger.answer(answer(word, party, about: about, at: seconds))
    }

    private func answer(
        _ word: AnswerWord, _ party: Party = .venue("huong-khe"), about: String = "dang-ky",
        at seconds: TimeInterval = 0
    ) -> Answer {
        Answer(
            conference: conference, about: about, party: party, recipient: "ubnd-hk", word: word,
            way: .code, byWhom: "Văn thư", note: "gọi lúc 9 giờ", at: Workbench.now + seconds)
    }

    @Test("are opened once, whatever became of them, each in its own conference")
    func opened() throws {
        let rows: [(String, Party)] = [
            ("dang-ky", .venue("huong-khe")), ("dang-ky", .venue("can-loc")),
            ("dang-ky", .recipient("huong-khe")), ("invitation", .recipient("ubnd-hk")),
        ]
        #expect(try open(rows + rows) == 4)
        #expect(try say(.yes) == .recorded(before: .open, after: .done))
        #expect(try open(rows + [("bao-cao", .venue("can-loc"))]) == 1)
        let ledger = bench.ledger
        #expect(
            try ledger.openObligations(
                [OpenObligation(about: "dang-ky", party: .venue("huong-khe"))],
                in: "nghi-quyet-2021", at: Workbench.now) == 1)
        let reader = ledger.reader
        #expect(
            try reader.obligationCounts(in: conference) == [
                ObligationCounts(about: "bao-cao", counts: [.open: 1]),
                ObligationCounts(about: "dang-ky", counts: [.open: 2, .done: 1]),
                ObligationCounts(about: "invitation", counts: [.open: 1]),
            ])
        #expect(
            try reader.openParties(of: "dang-ky", in: conference)
                == [.venue("can-loc"), .recipient("huong-khe")])
        #expect(
            try reader.parties(of: "dang-ky", in: conference) == [
                .venue("can-loc"): .open, .recipient("huong-khe"): .open,
                .venue("huong-khe"): .done,
            ])
        #expect(try reader.openParties(of: "dang-ky", in: "khac") == [])
        #expect(
            try reader.settledParties(of: "dang-ky", in: conference) == [.venue("huong-khe")])
        try bench.expectSound()
    }

    @Test("that are not there yet are told, in the order in which they are asked for")
    func notThere() throws {
        let reader = bench.ledger.reader
        let parties: [Party] = [
            .recipient("\"a\\"), .venue("can-loc"), .recipient("can-loc"), .venue("a"),
        ]
        #expect(try reader.unknown(parties, of: "dang-ky", in: conference) == parties)
        _ = try open([("dang-ky", parties[0]), ("dang-ky", parties[2]), ("x", parties[1])])
        #expect(
            try reader.unknown(parties, of: "dang-ky", in: conference) == [parties[1], parties[3]])
        #expect(try reader.unknown(parties, of: "dang-ky", in: "khac") == parties)
        _ = try open([("dang-ky", parties[1]), ("dang-ky", parties[3])])
        #expect(try reader.unknown(parties, of: "dang-ky", in: conference) == [])
    }

    @Test("go where the words lead, and back by each undo")
    func story() throws {
        _ = try open([("dang-ky", .venue("huong-khe")), ("dang-ky", .venue("can-loc"))])
        #expect(try say(.undo) == .nothingToUndo)
        #expect(try say(.no) == .recorded(before: .open, after: .declined))
        #expect(try say(.waive, at: 1) == .recorded(before: .declined, after: .waived))
        #expect(try say(.yes, at: 2) == .recorded(before: .waived, after: .done))
        #expect(try say(.undo, at: 3) == .recorded(before: .done, after: .waived))
        #expect(try say(.undo, at: 4) == .recorded(before: .waived, after: .declined))
        #expect(try say(.yes, at: 5) == .recorded(before: .declined, after: .done))
        #expect(try say(.undo, at: 6) == .recorded(before: .done, after: .declined))
        #expect(try say(.undo, at: 7) == .recorded(before: .declined, after: .open))
        #expect(try say(.undo, at: 8) == .nothingToUndo)
        let records = try bench.ledger.reader.answers(AnswerFilter(conference: conference))
        #expect(records.map(\.id) == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(records.map(\.undoes) == [nil, nil, nil, 3, 2, nil, 6, 1])
        #expect(records.filter(\.isUndone).map(\.id) == [1, 2, 3, 6])
        #expect(records[2].answer == answer(.yes, at: 2))
        try bench.expectSound()
    }

    @Test("that nobody has take no answer")
    func unknown() throws {
        _ = try open([("dang-ky", .venue("huong-khe"))])
        #expect(try say(.yes, .recipient("huong-khe")) == .unknown)
        #expect(try say(.yes, .venue("khac")) == .unknown)
        #expect(try say(.yes, about: "bao-cao") == .unknown)
        #expect(try say(.undo, about: "bao-cao") == .unknown)
        #expect(try bench.ledger.reader.answers(AnswerFilter(conference: conference)) == [])
    }

    @Test("of an invitation are a recipient's only")
    func invitation() throws {
        #expect(throws: LedgerFailure.self) {
            try open([("invitation", .recipient("ubnd-hk")), ("invitation", .venue("huong-khe"))])
        }
        #expect(try bench.ledger.reader.obligationCounts(in: conference) == [], "all or nothing")
    }

    @Test("from a file are written all at once, with a result for each")
    func many() throws {
        _ = try open([("dang-ky", .venue("huong-khe")), ("dang-ky", .venue("can-loc"))])
        let results = try bench.ledger.answer([
            answer(.yes), answer(.no, .venue("can-loc")), answer(.undo, .venue("can-loc")),
            answer(.yes, .venue("khac")), answer(.undo, .venue("can-loc")),
        ])
        #expect(
            results == [
                .recorded(before: .open, after: .done),
                .recorded(before: .open, after: .declined),
                .recorded(before: .declined, after: .open), .unknown, .nothingToUndo,
            ])
        #expect(
            try bench.ledger.reader.openParties(of: "dang-ky", in: conference)
                == [.venue("can-loc")])
    }

    @Test("are listed by what is asked for, page by page")
    func filters() throws {
        _ = try open([
            ("dang-ky", .venue("huong-khe")), ("bao-cao", .venue("huong-khe")),
            ("invitation", .recipient("vp-cl")), ("invitation", .recipient("ubnd-hk")),
        ])
        _ = try say(.yes)
        _ = try say(.yes, about: "bao-cao")
        _ = try say(.yes, .recipient("ubnd-hk"), about: "invitation")
        var other = answer(.no, .recipient("vp-cl"), about: "invitation")
        other = Answer(
            conference: conference, about: "invitation", party: other.party, recipient: "vp-cl",
            word: .no, way: .call, at: Workbench.now)
        _ = try bench.ledger.answer(other)
        func ids(_ filter: AnswerFilter) throws -> [Int64] {
            var all: [AnswerRecord] = []
            while true {
                let page = try bench.ledger.reader.answers(
                    filter, after: all.last?.id ?? 0, limit: 2)
                if page.isEmpty { return all.map(\.id) }
                all += page
            }
        }
        var filter = AnswerFilter(conference: conference)
        #expect(try ids(filter) == [1, 2, 3, 4])
        filter.recipient = "ubnd-hk"
        #expect(try ids(filter) == [1, 2, 3])
        filter.party = .venue("huong-khe")
        #expect(try ids(filter) == [1, 2])
        filter.about = "bao-cao"
        #expect(try ids(filter) == [2])
        #expect(try ids(AnswerFilter(conference: "khac")) == [])
        let last = try bench.ledger.reader.answers(
            AnswerFilter(conference: conference, recipient: "vp-cl"))
        #expect(last.map(\.answer) == [other])
    }

    @Test("stand in the ledger where the pure rule says, after any words", arguments: 1...12)
    func agrees(seed: UInt64) throws {
        var random = Lottery(seed: seed)
        let parties: [Party] = [.venue("a"), .recipient("a"), .venue("b")]
        _ = try open(parties.map { ("dang-ky", $0) })
        var words: [Party: [AnswerWord]] = [:]
        for _ in 0..<40 {
            let party = parties.randomElement(using: &random) ?? parties[0]
            let word = AnswerWord.allCases.randomElement(using: &random) ?? .yes
            let before = ObligationState(after: words[party, default: []])
            let result = try say(word, party)
            if let after = ObligationState(after: words[party, default: []] + [word]) {
                words[party, default: []].append(word)
                #expect(result == .recorded(before: try #require(before), after: after))
            } else {
                #expect(result == .nothingToUndo, "seed \(seed)")
            }
        }
        try bench.expectSound()
        for (party, state) in try bench.ledger.reader.parties(of: "dang-ky", in: conference) {
            #expect(ObligationState(after: words[party, default: []]) == state, "seed \(seed)")
        }
    }

    @Test("that do not follow their answers are found by verify")
    func verify() throws {
        _ = try open([("dang-ky", .venue("huong-khe")), ("dang-ky", .venue("can-loc"))])
        _ = try say(.yes)
        try bench.sql(
            """
            INSERT INTO answer
            SELECT 2, conference, about, kind, 'can-loc', recipient, 'no', way, NULL, NULL, at, NULL
            FROM answer
            """)
        let finding = LedgerFinding(
            what: "An obligation does not stand where its answers say",
            rows: ["obligation van-hoa-2021/dang-ky/venue/can-loc"])
        #expect(try bench.ledger.reader.verify(realNow: Date()) == [finding])
        try bench.sql(
            """
            DROP TRIGGER answer_undoes_last;
            INSERT INTO answer
            SELECT 3, conference, about, kind, 'can-loc', recipient, 'undo', way, NULL, NULL, at, 1
            FROM answer WHERE id = 1
            """)
        let findings = try bench.ledger.reader.verify(realNow: Date())
        #expect(
            findings.last
                == LedgerFinding(
                    what: "An undo takes back an answer of another party, or another undo",
                    rows: ["answer 3"]))
    }

    @Test("are counted and searched by an index alone")
    func plans() throws {
        let open = try bench.plan(
            of: """
                SELECT 1 FROM obligation
                WHERE conference = 'x' AND about = 'y' AND state = 'open'
                """)
        #expect(open.contains("USING PRIMARY KEY (conference=? AND about=?)"), "\(open)")
        for (table, condition, index) in [
            (
                "answer", "conference = 'x' AND about = 'y' AND kind = 'venue' AND party = 'z'",
                "by_party"
            ),
            ("answer", "conference = 'x' AND recipient = 'z'", "by_recipient"),
            ("answer", "undoes = 7", "undone"),
        ] {
            let plan = try bench.plan(of: "SELECT 1 FROM \(table) WHERE \(condition)")
            #expect(plan.contains("\(table)_\(index) "), "\(plan)")
        }
    }
}

/// The same numbers for the same seed (SplitMix64).
struct Lottery: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
