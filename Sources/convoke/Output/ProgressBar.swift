import Engine
import Foundation

/// How far a run is: a line that is redrawn on a terminal, single lines when piped.
final class ProgressBar {
    private let console: Console
    private let total: Int
    private let start = Date()
    private var lastTenth = 0
    private var hasDrawn = false

    init(console: Console, total: Int) {
        self.console = console
        self.total = total
    }

    func show(_ progress: SendProgress) {
        guard total > 0 else { return }
        if console.isTerminal {
            console.redraw(Self.bar(progress, total: total, elapsed: -start.timeIntervalSinceNow))
            hasDrawn = true
        } else {
            showTenth(progress)
        }
    }

    /// Leaves the line clean.
    func finish() {
        if hasDrawn { console.redraw("") }
    }

    /// In a pipe a line for every tenth, of a run that is long enough to be watched.
    private func showTenth(_ progress: SendProgress) {
        let tenth = progress.done * 10 / total
        guard tenth > lastTenth, total >= 1000 else { return }
        lastTenth = tenth
        console.say("  \(progress.done) of \(total), \(progress.refused) refused")
    }

    /// `[#####.....] 120/240  2 refused  480/s  1 s left`
    static func bar(_ progress: SendProgress, total: Int, elapsed: Double) -> String {
        let width = 30
        let filled = min(width, progress.done * width / max(1, total))
        let rate = elapsed > 0 ? Double(progress.done) / elapsed : 0
        let left = rate > 0 ? Double(total - progress.done) / rate : 0
        return "[" + String(repeating: "#", count: filled)
            + String(repeating: ".", count: width - filled) + "] \(progress.done)/\(total)"
            + "  \(progress.refused) refused  \(Int(rate))/s  \(timeLeft(left)) left"
    }

    private static func timeLeft(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }
}
