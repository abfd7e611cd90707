import ConvokeCore
import Foundation

/// The end of a delivery that the relay has taken, as it stands in a flight record.
///
/// Six numbers of 8 bytes, little-endian: turn, delivery, instant in milliseconds since 1970, code of the
/// reply, length of its text, length of the queue's id or -1 where there is none. Behind them the text,
/// its lines with LF between them, and the id.
struct FlightNote: Hashable {
    let turn: Int
    let end: AttemptEnd

    static let head = 6 * MemoryLayout<Int64>.size

    /// Its bytes; nil for any end that is not told by code, text and id alone.
    static func bytes(of end: AttemptEnd, turn: Int) -> [UInt8]? {
        let attempt = end.attempt
        guard attempt.outcome == .accepted, attempt.stage == .reply, let reply = attempt.reply,
            attempt.reason == nil, attempt.detail == nil, end.nextAttemptAt == nil
        else { return nil }
        let (text, id) = (StoredReply.text(reply).utf8, end.queueID?.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(head + text.count + (id?.count ?? 0))
        for number in [
            Int64(turn), end.delivery, end.at.milliseconds, Int64(reply.code), Int64(text.count),
            Int64(id?.count ?? -1),
        ] { bytes.append(number) }
        bytes.append(contentsOf: text)
        if let id { bytes.append(contentsOf: id) }
        return bytes
    }

    /// Reads one; nil where none was written, or not all of it.
    init?(_ bytes: ArraySlice<UInt8>, session: Int) {
        let numbers = (0..<6).compactMap { bytes.number(at: $0) }
        guard numbers.count == 6, numbers[0] > 0, numbers[4] >= 0, numbers[5] >= -1 else {
            return nil
        }
        let rest = bytes.dropFirst(Self.head)
        let (textLength, idLength) = (Int(numbers[4]), max(0, Int(numbers[5])))
        guard textLength <= rest.count, idLength <= rest.count - textLength else { return nil }
        let id = rest.dropFirst(textLength).prefix(idLength)
        guard let text = String(validating: rest.prefix(textLength), as: UTF8.self),
            let queueID = String(validating: id, as: UTF8.self)
        else { return nil }
        turn = Int(numbers[0])
        end = AttemptEnd(
            delivery: numbers[1], session: session,
            attempt: Attempt(
                .accepted, at: .reply,
                reply: StoredReply.reply(code: Int(numbers[3]), text: text)),
            queueID: numbers[5] < 0 ? nil : queueID, at: Date(milliseconds: numbers[2]))
    }
}

extension [UInt8] {
    mutating func append(_ number: Int64) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}

extension ArraySlice<UInt8> {
    /// The number at a place that is counted in numbers; nil behind the end.
    func number(at place: Int) -> Int64? {
        let size = MemoryLayout<Int64>.size
        guard (place + 1) * size <= count else { return nil }
        return withUnsafeBytes {
            Int64(littleEndian: $0.loadUnaligned(fromByteOffset: place * size, as: Int64.self))
        }
    }
}
