import Foundation

/// A workspace with so many recipients: the files of `Benchmarks/Workspace`, and a contact book.
struct BenchOffice {
    static let conference = "hoi-nghi"
    static let notice = "giay-moi"
    private static let communes = 400

    let root: URL
    let recipients: Int

    /// Writes it. `attachment` is the size in bytes of a file that every letter carries.
    init(
        in parent: URL, recipients: Int, port: Int, sessions: Int, attachment: Int? = nil
    ) throws {
        root = parent.appending(path: "office-\(recipients)-\(UUID().uuidString.prefix(8))")
        self.recipients = recipients
        let files = FileManager.default
        try files.copyItem(atPath: "Benchmarks/Workspace", toPath: root.path)
        try files.createDirectory(
            at: root.appending(path: "contacts"), withIntermediateDirectories: true)
        try files.copyItem(
            atPath: "templates/layout.html",
            toPath: root.appending(path: "templates/layout.html").path)
        try fill("convoke.yaml", ["port": "\(port)", "sessions": "\(sessions)"])
        try fill("conferences/\(Self.conference).yaml", Self.days())
        if let attachment { try attach(attachment) }
        try writeBook()
    }

    func removeAll() {
        // A folder that stays in the temporary folder does no harm.
        try? FileManager.default.removeItem(at: root)
    }

    var ledger: URL { root.appending(path: "ledger.sqlite") }

    /// As if nothing had been sent yet.
    func forgetLedger() throws {
        for ending in ["", "-wal", "-shm", ".lock"] {
            let path = ledger.path + ending
            if FileManager.default.fileExists(atPath: path) {
                try FileManager.default.removeItem(atPath: path)
            }
        }
    }

    func words(_ convoke: String, _ command: String...) -> [String] {
        [convoke, "-C", root.path] + command
    }

    /// One of the messages, as it goes over the wire.
    func sample(_ convoke: String) throws -> URL {
        let folder = root.appending(path: "preview")
        let words = words(
            convoke, "preview", Self.conference, Self.notice, "--to", Self.id(1), "--out",
            folder.path)
        let usage = try Child(words, output: root.appending(path: "preview.log").path).wait()
        let found = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .first { $0.hasSuffix(".eml") }
        guard usage.status == 0, let found else { throw Failure("convoke preview failed") }
        return folder.appending(path: found)
    }

    // MARK: - Files

    private func fill(_ path: String, _ values: [String: String]) throws {
        let file = root.appending(path: path)
        var text = try String(contentsOf: file, encoding: .utf8)
        for (name, value) in values { text = text.replacing("@\(name)@", with: value) }
        try Data(text.utf8).write(to: file)
    }

    /// The conference is in three weeks.
    private static func days() -> [String: String] {
        let format = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        let day = { (offset: Double) in
            Date(timeIntervalSinceNow: offset * 86_400).formatted(format)
        }
        return ["today": day(-1), "eve": day(20), "day": day(21)]
    }

    private func attach(_ size: Int) throws {
        var state: UInt64 = 42
        let bytes = (0..<size).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
        let folder = root.appending(path: "documents")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: folder.appending(path: "tai-lieu.pdf"))
        let file = root.appending(path: "templates/\(Self.notice).md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let head = "---\nattach: documents/tai-lieu.pdf\n"
        try Data((head + text.dropFirst("---\n".count)).utf8).write(to: file)
    }

    private func writeBook() throws {
        let list = "select,role,venue\nall,invited,\n"
        try Data(list.utf8).write(
            to: root.appending(path: "contacts/\(Self.conference).csv"))
        var venues = "id,name,level,parent,address\n"
        for number in 0..<Self.communes {
            venues += "xa-\(number),Điểm cầu xã số \(number),xa,,Trụ sở UBND xã số \(number)\n"
        }
        try Data(venues.utf8).write(
            to: root.appending(path: "contacts/\(Self.conference).venues.csv"))
        try writePeople(to: root.appending(path: "contacts/book.csv"))
    }

    /// By portions: with a million rows the text would fill the memory.
    private func writePeople(to file: URL) throws {
        let head = "id,name,salutation,title,unit,venue,groups,email,phone,deputy,language\n"
        try Data(head.utf8).write(to: file)
        let out = try FileHandle(forWritingTo: file)
        try out.seekToEnd()
        for start in stride(from: 0, to: recipients, by: 10_000) {
            let rows = (start..<min(start + 10_000, recipients)).map(Self.person).joined()
            try out.write(contentsOf: Data(rows.utf8))
        }
        try out.close()
    }

    static func id(_ number: Int) -> String { "hn-\(number)" }

    private static func person(_ number: Int) -> String {
        let commune = number % communes
        return "\(id(number)),Văn phòng UBND xã số \(number),Kính gửi,Chánh Văn phòng,"
            + "UBND xã số \(number),xa-\(commune),,vp\(number)@xa\(commune).example,,,vi\n"
    }
}
