import Foundation

/// What Python's `icalendar` reads in an object: a parser that shares nothing with libical.
struct PythonCalendar: Decodable {
    struct Entry: Decodable {
        let uid: String
        let sequence: Int
        /// In UTC, ISO 8601, by the object's own VTIMEZONE.
        let start: String
        let end: String
        /// The wall clock, as it stands.
        let local: String
        let summary: String
        let location: String
        let attendee: String
        let name: String
        let alarms: [Int]
    }

    let method: String
    let entries: [Entry]

    static let path = "/usr/bin/python3"

    /// Debian's python3-icalendar; `scripts/bootstrap --real` installs it.
    static let isThere = (try? run("import icalendar", "")) != nil

    static func read(_ text: String) throws -> PythonCalendar {
        try JSONDecoder().decode(PythonCalendar.self, from: run(script, text))
    }

    private struct Complaint: Error { let status: Int32 }

    private static func run(_ script: String, _ text: String) throws -> Data {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("convoke-calendar-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("entry.ics")
        try Data(text.utf8).write(to: file)
        let output = folder.appendingPathComponent("read.json")
        let python = Process()
        python.executableURL = URL(fileURLWithPath: path)
        python.arguments = ["-c", script, file.path, output.path]
        python.standardError = FileHandle.nullDevice
        try python.run()
        python.waitUntilExit()
        guard python.terminationStatus == 0 else {
            throw Complaint(status: python.terminationStatus)
        }
        return (try? Data(contentsOf: output)) ?? Data()
    }

    private static let script = """
        import icalendar, json, sys
        from datetime import timezone
        calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
        utc = lambda moment: moment.dt.astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
        entries = []
        for entry in calendar.walk('VEVENT'):
            entries.append({
                'uid': str(entry['UID']), 'sequence': int(entry['SEQUENCE']),
                'start': utc(entry['DTSTART']), 'end': utc(entry['DTEND']),
                'local': entry['DTSTART'].to_ical().decode(),
                'summary': str(entry['SUMMARY']), 'location': str(entry.get('LOCATION', '')),
                'attendee': str(entry['ATTENDEE']),
                'name': str(entry['ATTENDEE'].params.get('CN', '')),
                'alarms': [int(alarm['TRIGGER'].dt.total_seconds())
                           for alarm in entry.walk('VALARM')],
            })
        json.dump({'method': str(calendar['METHOD']), 'entries': entries}, open(sys.argv[2], 'w'))
        """
}
