import ConvokeCore
import Foundation
import LedgerStore

/// A row as one line of JSON: its columns in their order, instants with the offset of the workspace,
/// bytes in hexadecimal digits.
struct EvidenceLine {
    private var text = "{"
    private let zone: TimeZone

    init(zone: TimeZone) { self.zone = zone }

    static func of(_ fields: [EvidenceField], zone: TimeZone) -> String {
        var line = EvidenceLine(zone: zone)
        for field in fields { line.put(field) }
        return line.end
    }

    mutating func put(_ field: EvidenceField) {
        switch field.value {
        case .none: putRaw(field.name, "null")
        case .number(let number) where Self.isInstant(field.name):
            put(field.name, Self.instant(number, in: zone))
        case .number(let number): putRaw(field.name, String(number))
        case .text(let text): put(field.name, text)
        case .bytes(let bytes): put(field.name, Hexadecimal.text(bytes))
        }
    }

    mutating func put(_ name: String, _ value: String?) {
        putRaw(name, value.map(Self.quoted) ?? "null")
    }

    mutating func put(_ name: String, _ number: Int64) { putRaw(name, String(number)) }

    mutating func put(_ name: String, _ fields: [EvidenceField]) {
        putRaw(name, Self.of(fields, zone: zone))
    }

    var end: String { text + "}" }

    private mutating func putRaw(_ name: String, _ value: String) {
        text += (text == "{" ? "" : ", ") + Self.quoted(name) + ": " + value
    }

    /// RFC 8259 section 7.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case ..<" ": quoted += "\\u00" + Hexadecimal.text([UInt8(scalar.value)])
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    // MARK: - Instants

    private static func isInstant(_ column: String) -> Bool {
        column.hasSuffix("_at") || instants.contains(column)
    }

    private static let instants: Set = [
        "at", "call_by", "deadline", "not_before", "promised_by", "since", "stamp", "taken_until",
    ]

    /// `2021-11-19T08:03:00.250+07:00`: the ledger's instants are thousandths of a second.
    static func instant(_ milliseconds: Int64, in zone: TimeZone) -> String {
        let seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
        let text = Instant.text(Date(timeIntervalSince1970: Double(seconds)), in: zone)
        let thousandths = "." + Instant.pad(Int(milliseconds - seconds * 1000), 3)
        return text.prefix(19) + thousandths + text.dropFirst(19)
    }
}
