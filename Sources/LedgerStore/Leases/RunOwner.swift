import Foundation

/// The process behind a run, described so that nobody else can be taken for it: process ids are used
/// again, but not with the same start time, and not across a boot.
package struct RunOwner: Hashable, Sendable {
    package let pid: Int32
    /// Clock ticks from boot to the process's start: proc(5), stat field 22.
    package let startTicks: Int64
    /// `/proc/sys/kernel/random/boot_id`.
    package let boot: String
    package let host: String
    /// What the person typed, without secrets: `convoke send van-hoa-2021 giay-moi`.
    package let command: String

    package init(pid: Int32, startTicks: Int64, boot: String, host: String, command: String) {
        self.pid = pid
        self.startTicks = startTicks
        self.boot = boot
        self.host = host
        self.command = command
    }

    /// This process.
    package static func current(command: String) throws(LedgerFailure) -> RunOwner {
        guard let process = ProcessEntry(of: getpid()), let boot = currentBoot else {
            throw .other("/proc cannot be read")
        }
        return RunOwner(
            pid: getpid(), startTicks: process.startTicks, boot: boot, host: currentHost,
            command: command)
    }

    /// False when the process is certainly gone. Of a process on another machine nothing is
    /// certain: there the lease's expiry decides.
    var mayBeAlive: Bool {
        guard host == Self.currentHost else { return true }
        guard boot == Self.currentBoot else { return false }
        // Signal 0 asks whether the process exists; EPERM means that it does.
        if kill(pid, 0) != 0 && errno == ESRCH { return false }
        guard let process = ProcessEntry(of: pid) else { return true }
        return process.startTicks == startTicks && !process.isZombie
    }

    private static var currentHost: String { ProcessInfo.processInfo.hostName }

    private static var currentBoot: String? {
        text(of: "/proc/sys/kernel/random/boot_id")?.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Nil when the file is not there: a process that ended has none.
    fileprivate static func text(of path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8)
    }
}

/// What `/proc/PID/stat` says about a process (proc(5)).
private struct ProcessEntry {
    let startTicks: Int64
    /// It ended, and nobody has asked yet how.
    let isZombie: Bool

    init?(of pid: Int32) {
        // The command in brackets may hold spaces and brackets: count from the last one, after
        // which comes field 3.
        guard let line = RunOwner.text(of: "/proc/\(pid)/stat"),
            let bracket = line.lastIndex(of: ")")
        else { return nil }
        let fields = line[line.index(after: bracket)...].split(separator: " ")
        guard fields.count > 19, let ticks = Int64(fields[19]) else { return nil }
        startTicks = ticks
        isZombie = fields[0] == "Z" || fields[0] == "X"
    }
}
