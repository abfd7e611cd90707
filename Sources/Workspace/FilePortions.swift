package import ConvokeCore
import Foundation

/// A file's bytes, by portions: what was read need not stay.
package final class FilePortions {
    /// Why the file could not be read to its end; then what came is worth nothing.
    package private(set) var failure: Problem?
    private let file: FileHandle
    private let path: String
    private let place: Place?
    private let longest: Int
    private var count = 0

    init(_ file: FileHandle, _ path: String, at place: Place?, longest: Int) {
        self.file = file
        self.path = path
        self.place = place
        self.longest = longest
    }

    deinit { file.closeFile() }

    /// The next ones; empty at the end, and after a failure.
    package func next() -> [UInt8] {
        if failure != nil { return [] }
        do {
            let bytes = try file.read(upToCount: Self.size) ?? Data()
            count += bytes.count
            if count <= longest { return [UInt8](bytes) }
            failure = .tooLong(path, longest: longest, at: place)
        } catch {
            failure = .unreadable(path, at: place, detail: "\(error)")
        }
        return []
    }

    private static let size = 1 << 18
}
