import ConvokeCore
import Foundation
import Testing

@testable import Composition

/// The templates of the workspace that comes with the program.
@Suite struct SampleTemplateTests {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("templates")
    static let names =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []

    @Test("each of them can be read", arguments: names.sorted())
    func reads(_ name: String) throws {
        let text = try String(
            contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
        var found: [Problem] = []
        if name.hasSuffix(".md") {
            #expect(TemplateFile.read(text, file: name, into: &found)?.file == name)
        } else if name.hasSuffix(".sms.txt") {
            #expect(SMSTemplate.read(text, file: name, into: &found)?.file == name)
        } else if name == "layout.html" {
            #expect(Layout.read(text, file: name, into: &found)?.file == name)
        }
        #expect(found == [])
    }
}
