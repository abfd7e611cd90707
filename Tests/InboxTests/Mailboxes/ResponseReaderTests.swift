import Foundation
import Testing

@testable import Inbox

@Suite("Responses as their bytes come in")
struct ResponseReaderTests {
    private static let stream =
        "* 1 FETCH (UID 5 BODY[] {12}\r\nc1 OK\r\nab\r\n) x {0}\r\n y)\r\n"
        + "* OK says {5}\n+ go {3}\r\nc1 OK [READ-WRITE] done\r\n"

    private func read(_ text: String, by size: Int, keep: Int = 1000) throws -> [IMAPResponse] {
        var reader = ResponseReader()
        reader.keep = keep
        var responses: [IMAPResponse] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { reader.append($0) }
            while let response = try reader.next() { responses.append(response) }
        }
        return responses
    }

    @Test("it makes no difference in what pieces they come", arguments: 1...20)
    func pieces(_ size: Int) throws {
        let responses = try read(Self.stream, by: size)
        #expect(responses == (try read(Self.stream, by: 1000)))
        #expect(responses.count == 4)
        #expect(responses[0].pieces.count == 5)
        #expect(responses[0].pieces[1] == .literal(Array("c1 OK\r\nab\r\n)".utf8), size: 12))
        #expect(responses.map(\.tag) == ["*", "*", "+", "c1"])
        #expect(responses[1].statusText == "says {5}")
        #expect(responses[3].code == ["READ-WRITE"])
    }

    @Test("of all literals together no more is kept than is wanted")
    func keep() throws {
        let responses = try read(
            "* X {4}\r\nabcd {4}\r\nefgh\r\n* Y {4}\r\nijkl\r\n", by: 3, keep: 6)
        #expect(
            responses[0].tokens == [
                .atom("*"), .atom("X"), .string(Array("abcd".utf8)),
                .string(Array("ef".utf8)),
            ])
        #expect(responses[1].tokens.last == .string(Array("ijkl".utf8)))
    }

    @Test("any bytes at all end, in responses or a fault (CONVOKE_SEED for others)")
    func noise() {
        let seed =
            ProcessInfo.processInfo.environment["CONVOKE_SEED"].flatMap { UInt64($0) } ?? 20_261_121
        print("response noise: CONVOKE_SEED=\(seed)")
        var random = SplitMix(seed: seed)
        let words = [
            "* ", "1 FETCH (", "BODY[] ", "{3}\r\n", "\r\n", "\"", "\\", ")", "(", "UID ",
            "{99}\r\n", "\0", "\u{FF}", "* OK [", "]", "c1 ", "{18446744073709551616}\r\n", "7",
        ]
        for _ in 0..<3000 {
            let text = (0..<40).map { _ in words[Int(random.next() % UInt64(words.count))] }
                .joined()
            for response in (try? read(text, by: 7, keep: 10)) ?? [] {
                _ = FetchedItems(response)
                _ = response.code
                _ = response.searchResult
                var state = SelectedState()
                state.note(response)
            }
        }
    }
}

/// Steele, Lea and Flood's generator: the same numbers from the same seed.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
