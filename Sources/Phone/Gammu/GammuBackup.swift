/// A text in Gammu's own format, with its coding and its parts (gammu-smsbackup(5)).
///
/// The plain `.txt` form would be shorter, but the daemon sends it in seven bits unless its
/// TransmitFormat says otherwise, and every letter that is not in there arrives as something else.
struct GammuBackup: Sendable {
    /// The header that joins parts counts them in one byte (3GPP TS 23.040 section 9.2.3.24.1).
    static let mostParts = 255

    let contents: String

    init(_ message: TextMessage) {
        let pieces = message.form.pieces
        // The same for a second try, so that a phone joins parts of both.
        let mark = message.reference.utf8.reduce(UInt8(17)) { $0 &* 31 &+ $1 }
        contents = pieces.enumerated().map { index, piece in
            let joint =
                pieces.count == 1
                ? nil : [5, 0, 3, mark, UInt8(pieces.count), UInt8(index + 1)] as [UInt8]
            return Self.section(index, piece, joint, message)
        }.joined(separator: "\n")
    }

    private static func section(
        _ index: Int, _ piece: String, _ joint: [UInt8]?, _ message: TextMessage
    ) -> String {
        let units = Array(piece.utf16)
        var lines = [
            "[SMSBackup" + padded(index, 3) + "]",
            // A text to be sent, with a request for a report: Gammu has no other word for it.
            "PDU = Status_Report", "State = Sent", "Number = \"\(message.number)\"",
        ]
        if let joint { lines.append("UDH = " + joint.map { hex($0, 2) }.joined()) }
        // Gammu reads at most fifty units from a line.
        for (line, start) in stride(from: 0, to: units.count, by: 50).enumerated() {
            let part = units[start..<min(start + 50, units.count)]
            lines.append("Text" + padded(line, 2) + " = " + part.map { hex($0, 4) }.joined())
        }
        let coding = message.form.coding == .ucs2 ? "Unicode" : "Default"
        lines += [
            "Coding = \(coding)_No_Compression", "Folder = 1", "Length = \(units.count)",
            "Class = -1",
            "ReplySMSC = False", "RejectDuplicates = False", "ReplaceMessage = 0",
            "MessageReference = 0", "",
        ]
        return lines.joined(separator: "\n")
    }

    private static func hex(_ number: some BinaryInteger, _ width: Int) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: width - digits.count) + digits
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
