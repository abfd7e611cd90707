import Foundation

/// A process that is measured: its time, its CPU and its memory, as the kernel counts them.
final class Child {
    /// What the kernel says of a process that has ended.
    struct Usage {
        let status: Int32
        /// User and system, in seconds.
        let cpu: Double
        /// The most memory that it had at a time, in bytes.
        let peakMemory: Int
    }

    let pid: pid_t
    private var usage: Usage?

    /// Starts a program; its output goes into a file.
    ///
    /// - Throws: `POSIXError` when it cannot be started.
    init(_ words: [String], output: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        let fresh = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 1, output, fresh, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let pointers = words.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, words[0], &actions, nil, pointers + [nil], environ)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
        pid = id
    }

    deinit { stop() }

    /// Ends it if it has not ended by itself.
    func stop() {
        guard usage == nil else { return }
        kill(pid, SIGTERM)
        _ = wait()
    }

    /// Nil while it runs.
    func poll() -> Usage? {
        usage ?? reap(WNOHANG)
    }

    func wait() -> Usage {
        if let usage = usage ?? reap(0) { return usage }
        return Usage(status: 1, cpu: 0, peakMemory: 0)
    }

    private func reap(_ how: Int32) -> Usage? {
        var status: Int32 = 0
        var resources = rusage()
        var result: pid_t
        repeat { result = wait4(pid, &status, how, &resources) } while result < 0 && errno == EINTR
        guard result == pid else { return nil }
        let signal = status & 0x7F
        usage = Usage(
            status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
            cpu: Self.seconds(resources.ru_utime) + Self.seconds(resources.ru_stime),
            peakMemory: resources.ru_maxrss * 1024)
        return usage
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }

    /// User and system so far, in seconds, to a hundredth: fields 14 and 15 of proc(5)'s stat.
    var cpuSoFar: Double {
        guard let line = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let bracket = line.lastIndex(of: ")")
        else { return 0 }
        let fields = line[bracket...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13])
        else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
