import Testing

@testable import ConvokeCore

@Suite("A mould and the values for it")
struct MouldTests {
    private let mould = Mould(
        fixed: Array("Date: \r\nTo: \r\n\r\nend".utf8),
        parts: [
            .fixed(0..<6), .value(0), .fixed(6..<12), .value(1), .fixed(12..<16), .attachment(0),
            .value(0), .attachment(1), .fixed(16..<19),
        ],
        attachments: [.init(Array("one".utf8)), .init(Array("two".utf8))], valueCount: 2)

    private func values(_ texts: [String]) -> MouldValues {
        var bytes: [UInt8] = []
        let ends = texts.map { text -> Int in
            bytes += Array(text.utf8)
            return bytes.count
        }
        return MouldValues(bytes: bytes, ends: ends)
    }

    @Test("make a message in which attachments are shared, not copied")
    func message() {
        let message = mould.message(values(["now", "you"]), isSevenBit: true)
        #expect(
            String(decoding: message.bytes, as: UTF8.self)
                == "Date: now\r\nTo: you\r\n\r\nonenowtwoend")
        #expect(message.chunks.count == 5)
        #expect(message.size == message.bytes.count)
    }

    @Test("come back from the bytes that they were kept as")
    func kept() throws {
        let names: [[UInt8]] = [[1, 1], [2, 2]]
        let bytes = mould.bytes(attachments: names)
        let again = try #require(
            Mould.read(bytes) { $0 == names[0] ? Array("one".utf8) : Array("two".utf8) })
        let own = values(["same words", "same words"])
        #expect(own.packed.count < 14)
        let read = try #require(MouldValues(packed: own.packed))
        #expect(
            again.message(read, isSevenBit: false).bytes
                == mould.message(own, isSevenBit: false).bytes)
        #expect(Mould.read(bytes) { _ in nil } == nil)
        #expect(MouldValues(packed: values([]).packed)?.count == 0)
        #expect(MouldValues(packed: values(["", "", ""]).packed)?.count == 3)
    }

    @Test("are nothing when their bytes were spoilt, or fit together all the same")
    func spoilt() {
        let names: [[UInt8]] = [[1, 1], [2, 2]]
        let mouldBytes = mould.bytes(attachments: names)
        let valueBytes = values(["now", "you"]).packed
        for place in mouldBytes.indices {
            for byte in [0, 1, 2, 127, 128, 255] as [UInt8] {
                var bytes = mouldBytes
                bytes[place] = byte
                let read = Mould.read(bytes) { _ in [65] }
                if let read, read.valueCount == 2 {
                    _ = read.message(values(["now", "you"]), isSevenBit: true)
                }
            }
            #expect(Mould.read(Array(mouldBytes[..<place])) { _ in [65] }?.parts.count != 9)
        }
        for place in valueBytes.indices {
            for byte in UInt8.min...UInt8.max {
                var bytes = valueBytes
                bytes[place] = byte
                if let read = MouldValues(packed: bytes) {
                    #expect(read.ends.last ?? 0 == read.bytes.count)
                }
            }
        }
    }

    @Test("do not grow without end from a few bytes")
    func bomb() {
        var writer = OctetWriter()
        writer.put(2_000_000)
        writer.put([UInt8](repeating: 65, count: 1_000_000))
        for _ in 0..<100_000 { writer.put(1) }
        #expect(MouldValues(packed: writer.bytes) == nil)
    }
}
