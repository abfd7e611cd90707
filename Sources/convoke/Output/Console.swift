import Foundation
import Synchronization

/// Where a command's words go.
final class Console: Sendable {
    /// Whether a person watches: then lines may be redrawn.
    let isTerminal: Bool
    /// Whether technical detail is wanted.
    let isVerbose: Bool

    init(verbose: Bool) {
        isTerminal = isatty(STDOUT_FILENO) == 1
        isVerbose = verbose
    }

    /// One line to standard output.
    func say(_ line: String = "") {
        write(line + "\n", to: .standardOutput)
    }

    /// One line to standard error.
    func complain(_ line: String) {
        write(line + "\n", to: .standardError)
    }

    /// Replaces the line that the cursor stands in. Only for a terminal.
    func redraw(_ line: String) {
        write("\r\u{1B}[2K" + line, to: .standardOutput)
    }

    /// Output that nobody can read any more (a closed pipe) is no reason to stop sending.
    private func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
