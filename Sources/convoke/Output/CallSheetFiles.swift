import ConvokeCore
import Engine
import Foundation

/// The call sheet for a power cut: a page for A4 paper, and a table.
struct CallSheetFiles {
    private let sheet: CallSheet

    init(_ sheet: CallSheet) { self.sheet = sheet }

    /// - Returns: the paths of the files.
    func write(to folder: String) throws(Problem) -> [String] {
        let base = "\(folder)/\(sheet.conference)-calls"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try write(html, to: base + ".html")
            try write(csv, to: base + ".csv")
        } catch {
            throw Problem(
                .ledger, "The call sheet cannot be written", at: Place(folder),
                fix: "Name a folder that may be written to, with --out.", detail: "\(error)")
        }
        return [base + ".html", base + ".csv"]
    }

    private func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    private var csv: String {
        let head = [
            "id", "call_by", "name", "title", "venue", "numbers", "why", "about", "code", "say",
            "outcome",
        ]
        let rows = sheet.entries.map { entry in
            [
                String(entry.id), MomentText.short(entry.callBy, in: sheet.timeZone), entry.name,
                entry.title, entry.venue, entry.numbers.joined(separator: "; "), entry.why,
                entry.about, entry.answerCode, entry.script, entry.outcome?.rawValue ?? "",
            ]
        }
        return CSVText.of([head] + rows)
    }

    // MARK: - For paper

    private var html: String {
        let cards = sheet.entries.map(card).joined(separator: "\n")
        return """
            <!DOCTYPE html>
            <html lang="vi">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Self.escaped(sheet.title))</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            <h1>\(Self.escaped(sheet.title))</h1>
            <p class="as-of">\(Self.escaped(sheet.conference)), \
            \(MomentText.short(sheet.asOf, in: sheet.timeZone)): \(sheet.entries.count) to be called</p>
            \(cards)
            </body>
            </html>

            """
    }

    private func card(_ entry: CallSheet.Entry) -> String {
        let title = entry.title.isEmpty ? "" : ", \(entry.title)"
        let numbers = entry.numbers.map { "<span>\(Self.escaped($0))</span>" }.joined(
            separator: " ")
        return """
            <section>
            <div class="by"><b>\(MomentText.short(entry.callBy, in: sheet.timeZone))</b> \
            <small>#\(entry.id)</small></div>
            <div class="who"><b>\(Self.escaped(entry.name))</b>\(Self.escaped(title))<br>\
            \(Self.escaped(entry.venue))</div>
            <div class="numbers">\(numbers)</div>
            <p class="why">\(Self.escaped(entry.why)) · \(Self.escaped(entry.about)) · \
            <code>\(Self.escaped(entry.answerCode))</code></p>
            <p class="say">\(Self.escaped(entry.script))</p>
            <p class="boxes">☐ reached ☐ no answer ☐ busy ☐ wrong number ☐ promised by ____ \
            ☐ delegated to ________ ☐ declined</p>
            </section>
            """
    }

    private static let style = """
        @page { size: A4; margin: 14mm; }
        body { font: 11pt/1.4 "Noto Sans", "Segoe UI", Arial, sans-serif; margin: 0 auto;
          max-width: 182mm; padding: 4mm; color: #111; }
        h1 { font-size: 15pt; margin: 0 0 1mm; }
        .as-of { margin: 0 0 5mm; color: #444; }
        section { border-top: 0.4mm solid #999; padding: 2.5mm 0; display: grid;
          grid-template-columns: 28mm 1fr 42mm; gap: 0 4mm; break-inside: avoid; }
        .numbers { text-align: right; }
        .numbers span { display: block; font-size: 13pt; font-weight: 600; white-space: nowrap; }
        section p { grid-column: 2 / 4; margin: 1mm 0 0; }
        .why { color: #444; }
        code { font: inherit; font-weight: 600; white-space: nowrap; }
        section p.boxes { grid-column: 1 / 4; font-size: 9.5pt; color: #333; }
        @media (max-width: 600px) {
          section { grid-template-columns: 1fr; }
          section p { grid-column: 1; }
          .numbers { text-align: left; }
        }
        @media print { body { padding: 0; max-width: none; } }
        """

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
