import ConvokeCore
import Foundation
import YAML

extension ConferenceReading {
    mutating func sessions() -> [Session] {
        let entries = root.mappings("sessions", into: &problems)
        if entries.isEmpty, root.has("sessions") {
            problems.append(.noSession(at: root.place(of: "sessions")))
        }
        let sessions = compact(entries) { reading, entry in reading.session(entry) }
        lacksSessions = sessions.count < entries.count
        return sessions.sorted { $0.start < $1.start }
    }

    private mutating func session(_ entry: Mapping) -> Session? {
        let id = id(of: entry, in: .sessions)
        let title = entry.text("title", into: &problems)
        let start = moment("start", of: entry)
        let end = moment("end", of: entry)
        entry.finish(into: &problems)
        guard let start, let end else { return nil }
        if end <= start { problems.append(.endsBeforeStart(at: entry.place(of: "end"))) }
        guard let id, let title, end > start else { return nil }
        return Session(id: id, title: title, start: start, end: end, place: entry.place)
    }

    mutating func documents() -> [Document] {
        let entries = root.mappings("documents", .optional, into: &problems)
        return compact(entries) { reading, entry in reading.document(entry) }
    }

    private mutating func document(_ entry: Mapping) -> Document? {
        let id = id(of: entry, in: .documents)
        let title = entry.text("title", into: &problems)
        let source = source(entry)
        let audience = entry.selector("for", .optional, into: &problems)
        entry.finish(into: &problems)
        guard let id, let title, let source else { return nil }
        return Document(
            id: id, title: title, source: source, audience: audience ?? .all, place: entry.place)
    }

    private mutating func source(_ entry: Mapping) -> Document.Source? {
        let url = entry.field("url", .optional, into: &problems)
        let file = entry.field("file", .optional, into: &problems)
        let link = url?.webLink(into: &problems)
        let path = file?.path(into: &problems)
        let isMisspelt = entry.misspells("url") || entry.misspells("file")
        if (url == nil) == (file == nil), !isMisspelt {
            problems.append(.linkOrFile(both: url != nil, at: url?.place ?? entry.place))
            return nil
        }
        return link.map(Document.Source.link) ?? path.map(Document.Source.file)
    }

    mutating func lineTests() -> [LineTest] {
        let entries = root.mappings("line_tests", .optional, into: &problems)
        return compact(entries) { reading, entry in reading.lineTest(entry) }
    }

    private mutating func lineTest(_ entry: Mapping) -> LineTest? {
        let id = id(of: entry, in: .lineTests)
        let title = entry.text("title", .optional, into: &problems)
        let at = moment("at", of: entry)
        let audience = entry.selector("for", into: &problems)
        let call = entry.texts("call", .optional, into: &problems)
        entry.finish(into: &problems)
        guard let id, let at, let audience else { return nil }
        return LineTest(
            id: id, title: title ?? id, at: at, audience: audience, call: call, place: entry.place)
    }

    mutating func obligations() -> [Obligation] {
        let entries = root.mappings("obligations", .optional, into: &problems)
        return compact(entries) { reading, entry in reading.obligation(entry) }
    }

    private mutating func obligation(_ entry: Mapping) -> Obligation? {
        let id = id(of: entry, in: .obligations)
        let title = entry.text("title", into: &problems)
        let due = moment("due", of: entry)
        let audience = entry.selector("for", into: &problems)
        let reportTo = entry.texts("report_to", .optional, into: &problems)
        entry.finish(into: &problems)
        guard let id, let title, let due, let audience else { return nil }
        return Obligation(
            id: id, title: title, due: due, audience: audience, reportTo: reportTo,
            place: entry.place)
    }

    mutating func requests() -> [Request] {
        let entries = root.mappings("requests", .optional, into: &problems)
        return compact(entries) { reading, entry in reading.request(entry) }
    }

    private mutating func request(_ entry: Mapping) -> Request? {
        let id = id(of: entry, in: .requests)
        let text = entry.block("text", into: &problems)
        let audience = entry.selector("for", into: &problems)
        entry.finish(into: &problems)
        guard let id, let text, let audience else { return nil }
        return Request(id: id, text: text, audience: audience, place: entry.place)
    }

    /// Reads each entry; what has a problem is left out.
    mutating func compact<Value>(
        _ entries: [Mapping], _ read: (inout ConferenceReading, Mapping) -> Value?
    ) -> [Value] {
        var values: [Value] = []
        for entry in entries {
            if let value = read(&self, entry) { values.append(value) }
        }
        return values
    }
}

extension Field {
    /// A document's address on the web.
    fileprivate func webLink(into problems: inout [Problem]) -> String? {
        parsed(
            "This is not the address of a document on the web", expected: "https://…",
            fix: "Write the whole address, beginning with https://, without a login in it.",
            into: &problems
        ) { text in
            let parts = URLParts(parsing: text)
            let isWeb = parts.map { ["http", "https"].contains($0.scheme) } ?? false
            return isWeb && parts?.userInfo == nil ? text : nil
        }
    }
}
