import CMIME
import Foundation

/// A piece of a mail as it came; a slice, so that no piece is copied before it is decoded.
typealias Octets = ArraySlice<UInt8>

extension UInt8 {
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D

    var isBlank: Bool { self == 0x20 || self == 0x09 }

    var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }

    /// A letter in small, all else as it is.
    var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

    /// The value of a digit in base 16.
    var hexadecimal: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}

extension Octets {
    /// The first place of an octet, from a place on.
    func place(of octet: UInt8, from start: Int) -> Int? {
        guard start >= startIndex, start < endIndex else { return nil }
        return withUnsafeBytes { all in
            guard let base = all.baseAddress,
                let found = memchr(base + (start - startIndex), Int32(octet), endIndex - start)
            else { return nil }
            return startIndex + (UnsafeRawPointer(found) - base)
        }
    }

    /// The first place of a few octets, from a place on. Linear, whatever they are.
    func place(of needle: [UInt8], from start: Int) -> Int? {
        guard start >= startIndex, start < endIndex, !needle.isEmpty else { return nil }
        return withUnsafeBytes { all in
            guard let base = all.baseAddress,
                let found = memmem(
                    base + (start - startIndex), endIndex - start, needle, needle.count)
            else { return nil }
            return startIndex + (UnsafeRawPointer(found) - base)
        }
    }

    /// The line that begins at a place, without its end, and where the next one begins. Lines end in
    /// LF; any CR before it belongs to the end.
    func line(at start: Int) -> (line: Octets, next: Int) {
        let feed = place(of: .lineFeed, from: start) ?? endIndex
        var end = feed
        while end > start, self[end - 1] == .carriageReturn { end -= 1 }
        return (self[start..<end], Swift.min(feed + 1, endIndex))
    }

    /// Without blanks at either end.
    var trimmed: Octets {
        var (start, end) = (startIndex, endIndex)
        while start < end, self[start].isBlank { start += 1 }
        while start < end, self[end - 1].isBlank { end -= 1 }
        return self[start..<end]
    }

    var isASCII: Bool { allSatisfy { $0 < 0x80 } }
}
