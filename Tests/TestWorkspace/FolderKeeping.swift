package import Foundation
import Synchronization
package import Testing

/// The folders of one test: gone when it is over, kept and named when it failed.
package final class Folders: Sendable {
    @TaskLocal package static var current: Folders?

    private struct Contents {
        var folders: [URL] = []
        var areKept = false
    }

    private let contents = Mutex(Contents())

    /// A new folder of the running test. Throws when the suite lacks `.keepsFolders`.
    package static func make(_ name: String = "office") throws -> URL {
        guard let current else { throw NoFolders() }
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "convoke-\(name)-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        current.contents.withLock { $0.folders.append(folder) }
        return folder
    }

    package struct NoFolders: Error {}

    fileprivate func keep() {
        contents.withLock { $0.areKept = true }
    }

    fileprivate func finish(_ test: Test) throws {
        let contents = contents.withLock { $0 }
        for folder in contents.folders {
            if contents.areKept {
                print("kept for \(test.name): \(folder.path)")
            } else {
                try FileManager.default.removeItem(at: folder)
            }
        }
    }
}

/// Gives each test of a suite its `Folders`.
package struct FolderKeeping: TestTrait, SuiteTrait, TestScoping {
    package var isRecursive: Bool { true }

    @concurrent package func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let folders = Folders()
        let watch = IssueHandlingTrait.compactMapIssues { issue in
            folders.keep()
            return issue
        }
        do {
            try await Folders.$current.withValue(folders) {
                try await watch.provideScope(for: test, testCase: testCase, performing: function)
            }
        } catch {
            folders.keep()
            try folders.finish(test)
            throw error
        }
        try folders.finish(test)
    }
}

extension Trait where Self == FolderKeeping {
    package static var keepsFolders: FolderKeeping { FolderKeeping() }
}
