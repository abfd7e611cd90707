import Foundation
import NIOCore

/// Reads a message up to its final dot and takes the dot-stuffing away (RFC 5321 section 4.5.2).
///
/// Only CR LF ends a line, so a dot after a bare LF or CR is text like any other.
struct BodyReader: Sendable {
    /// The message so far, its bytes as they were before dot-stuffing.
    private(set) var message = ByteBuffer()
    /// Octets so far, those beyond the limit included, which are counted and not kept.
    private(set) var size = 0
    /// Whether a line was longer than 998 octets (RFC 5321 section 4.5.3.1.6).
    private(set) var hasLongLine = false
    /// Whether an octet above 127 has come.
    private(set) var hasEightBit = false

    private let limit: Int
    private var isAtLineStart = true
    private var lineLength = 0
    private var endsInReturn = false

    init(limit: Int) { self.limit = limit }

    var isTooLarge: Bool { size > limit }

    /// Takes what it can from `input`; true when the final dot was there. Bytes after it stay.
    mutating func read(_ input: inout ByteBuffer) -> Bool {
        let (taken, isDone) = input.withUnsafeReadableBytes { scan($0) }
        input.moveReaderIndex(forwardBy: taken)
        return isDone
    }

    /// Goes from line to line; the stretches between two stuffed dots are copied whole.
    private mutating func scan(_ octets: UnsafeRawBufferPointer) -> (taken: Int, isDone: Bool) {
        var stretch = 0
        var place = 0
        while place < octets.count {
            if isAtLineStart {
                let start = Self.start(of: octets[place...])
                if start != .text { keep(octets[stretch..<place]) }
                switch start {
                case .unclear: return (place, false)
                case .end: return (place + 3, true)
                case .stuffed:
                    place += 1
                    stretch = place
                case .text: break
                }
                isAtLineStart = false
            }
            place = endOfLine(in: octets, from: place)
        }
        keep(octets[stretch...])
        return (place, false)
    }

    private enum LineStart { case text, stuffed, end, unclear }

    private static func start(of octets: Slice<UnsafeRawBufferPointer>) -> LineStart {
        guard octets.first == UInt8(ascii: ".") else { return .text }
        let next = octets.dropFirst().prefix(2)
        guard let second = next.first else { return .unclear }
        guard second == UInt8(ascii: "\r") else { return .stuffed }
        guard next.count == 2 else { return .unclear }
        return next.last == UInt8(ascii: "\n") ? .end : .stuffed
    }

    /// The place after the next LF, or the end; notes whether a line has ended, and how long it is.
    private mutating func endOfLine(in octets: UnsafeRawBufferPointer, from place: Int) -> Int {
        guard let base = octets.baseAddress,
            let found = memchr(base + place, Int32(UInt8(ascii: "\n")), octets.count - place)
        else {
            lineLength += octets.count - place
            if lineLength > 999 { hasLongLine = true }
            endsInReturn = octets.last == UInt8(ascii: "\r")
            return octets.count
        }
        let lineFeed = UnsafeRawPointer(found) - base
        lineLength += lineFeed + 1 - place
        isAtLineStart =
            lineFeed == place ? endsInReturn : octets[lineFeed - 1] == UInt8(ascii: "\r")
        endsInReturn = false
        if lineLength > (isAtLineStart ? 1000 : 999) { hasLongLine = true }
        if isAtLineStart { lineLength = 0 }
        return lineFeed + 1
    }

    private mutating func keep(_ slice: Slice<UnsafeRawBufferPointer>) {
        let octets = UnsafeRawBufferPointer(rebasing: slice)
        size += octets.count
        if size <= limit { message.writeBytes(octets) }
        if !hasEightBit { hasEightBit = Self.hasEightBit(octets) }
    }

    /// Eight octets at a time: this looks at every octet of every message.
    private static func hasEightBit(_ octets: UnsafeRawBufferPointer) -> Bool {
        let words = octets.count / 8
        for word in 0..<words {
            let eight = octets.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
            if eight & 0x8080_8080_8080_8080 != 0 { return true }
        }
        return octets[(words * 8)...].contains { $0 > 127 }
    }
}
