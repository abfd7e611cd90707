import ConvokeCore
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

    /// A piece of a line, or of several, to standard output.
    func say(piece: String) {
        write(piece, to: .standardOutput)
    }

    /// One line to standard error.
    func complain(_ line: String) {
        write(line + "\n", to: .standardError)
    }

    /// Replaces the line that the cursor stands in. Only for a terminal.
    func redraw(_ line: String) {
        write("\r\u{1B}[2K" + line, to: .standardOutput)
    }

    /// Replaces everything on the screen, in one write; what does not fit below is counted. Only for a
    /// terminal.
    func redraw(screen lines: [String]) {
        let size = Self.size
        let lines = lines.flatMap { LineBreak.lines($0, columns: size.columns) }
        let room = size.rows - 1
        let fits = lines.count <= room
        let shown =
            fits ? lines : lines.prefix(room - 1) + ["… \(lines.count - room + 1) more lines"]
        let text = shown.map { $0 + "\u{1B}[K\n" }.joined()
        write("\u{1B}[H" + text + "\u{1B}[J", to: .standardOutput)
    }

    /// How many lines and columns the terminal has.
    private static var size: (rows: Int, columns: Int) {
        var size = winsize()
        let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 2
        return isKnown ? (Int(size.ws_row), Int(size.ws_col)) : (24, 80)
    }

    /// Shows a problem and asks, on a terminal; without one the answer is no.
    func asks(_ problem: Problem, _ question: String) -> Bool {
        guard isTerminal, isatty(STDIN_FILENO) == 1 else { return false }
        for line in ProblemText.lines(problem, verbose: isVerbose) { say(line) }
        write("\(question) [y/N] ", to: .standardOutput)
        let answer = readLine() ?? ""
        return ["y", "yes"].contains(answer.lowercased())
    }

    /// Output that nobody can read any more (a closed pipe) is no reason to stop sending.
    private func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
