import Foundation

/// What a file of 2 MB costs that every letter carries, beside a program that only writes its bytes.
struct AttachmentPart: Part {
    let name = "attachment"
    private static let figure = "CPU of a 2 MB attachment against writing its bytes"
    private static let goal = Goal.atMost(3)
    private static let size = 2_000_000

    func skipped(because why: String) -> [Figure] {
        [.skipped(Self.figure, "x", Self.goal, because: why)]
    }

    func measure(_ course: Course) throws -> [Figure] {
        let sink = try Sink(in: course.folder)
        defer { sink.stop() }
        let (count, sessions) = (course.options.attachmentRecipients, course.options.sessions)
        let plain = try BenchOffice(
            in: course.folder, recipients: count, port: sink.port, sessions: sessions)
        defer { plain.removeAll() }
        let heavy = try BenchOffice(
            in: course.folder, recipients: count, port: sink.port, sessions: sessions,
            attachment: Self.size)
        defer { heavy.removeAll() }
        let sample = try heavy.sample(course.options.convoke)
        let without = try course.send(plain, sink)
        let with = try course.send(heavy, sink)
        let written = try Turn.run(
            [
                course.options.own, "write", "\(sink.port)", "\(sessions)", "\(count)", sample.path,
            ], against: sink, messages: count, log: course.log("write"))
        let extra = with.cpu - without.cpu
        return [
            Figure(
                name: Self.figure, unit: "x", goal: Self.goal, values: [extra / written.cpu],
                note:
                    "\(count) recipients: \(with.cpu.short) s of CPU with it and \(without.cpu.short) s"
                    + " without; writing the bytes to the sockets takes \(written.cpu.short) s")
        ]
    }
}
