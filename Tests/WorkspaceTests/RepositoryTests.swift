import ConvokeCore
import Foundation
import Testing

@testable import Workspace

@Suite("The workspace of this repository")
struct RepositoryTests {
    @Test("has settings without a problem, two conferences, and every file they speak of")
    func sound() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = try WorkspaceFolder(root.path)
        let (read, problems) = readSettings(try folder.text(WorkspaceFolder.settings))
        #expect(problems.isEmpty, "\(problems)")
        let settings = try #require(read)
        #expect(settings.relay.isLoopback)
        #expect(settings.contacts.allSatisfy(folder.hasFile))
        var unlisted: [Problem] = []
        #expect(
            folder.conferenceFiles(into: &unlisted) == [
                "conferences/nghi-quyet-2021.yaml", "conferences/van-hoa-2021.yaml",
            ])
        #expect(unlisted.isEmpty)
    }
}
