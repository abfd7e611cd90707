package import Foundation

/// One process of a program, signalled by its own id and by nothing else. It shares no descriptor with
/// the tests: a server that it starts may outlive it without keeping anybody waiting.
package final class Child: @unchecked Sendable {
    // `isReaped` is only touched under `gate`; until it is set, the id cannot belong to anybody else.
    package let pid: pid_t
    private let gate = NSLock()
    private var isReaped = false

    /// What a process gets besides its arguments.
    package struct Setting: Sendable {
        /// The folder it works in; nil for that of the tests.
        package var folder: String?
        /// nil for that of the tests.
        package var environment: [String: String]?
        /// The file that its output is appended to.
        package var output: String
        /// The file for its diagnostics; nil for the same.
        package var complaints: String?

        package init(
            folder: String? = nil, environment: [String: String]? = nil, output: String,
            complaints: String? = nil
        ) {
            self.folder = folder
            self.environment = environment
            self.output = output
            self.complaints = complaints
        }
    }

    /// - Throws: `POSIXError` when the program cannot be started.
    package init(_ program: String, _ arguments: [String], _ setting: Setting) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        Self.prepare(&actions, setting)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        Self.hearEverySignal(&attributes)
        let variables = setting.environment ?? ProcessInfo.processInfo.environment
        // env(1) replaces itself by the program, in that folder.
        let way = setting.folder.map { ["/usr/bin/env", "-C", $0] } ?? []
        let words = way + [program] + arguments
        let code: Int32
        (code, pid) = Self.withPointers(words) { pointers in
            Self.withPointers(variables.map { "\($0)=\($1)" }) { environment in
                var id: pid_t = 0
                let code = posix_spawn(
                    &id, words[0], &actions, &attributes, pointers, environment)
                return (code, id)
            }
        }
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
    }

    private static func prepare(
        _ actions: inout posix_spawn_file_actions_t, _ setting: Setting
    ) {
        let appending = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, setting.output, appending, 0o600)
        if let complaints = setting.complaints {
            posix_spawn_file_actions_addopen(&actions, 2, complaints, appending, 0o600)
        } else {
            posix_spawn_file_actions_adddup2(&actions, 1, 2)
        }
        for file in 3...highestDescriptor() {
            posix_spawn_file_actions_addclose(&actions, file)
        }
    }

    /// With some to spare: other tests open files while this one starts a process.
    private static func highestDescriptor() -> Int32 {
        let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        return max(1023, (open ?? []).compactMap { Int32($0) }.max() ?? 0) + 256
    }

    /// The threads of tests block signals, and a process inherits that: a server that cannot hear
    /// SIGTERM never stops.
    private static func hearEverySignal(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    }

    private static func withPointers<Value>(
        _ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        let pointers = words.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        return body(pointers + [nil])
    }

    /// Sends SIGKILL and returns when the process is gone; false when it had ended by itself.
    package func kill() -> Bool {
        signal(SIGKILL, until: WEXITED)
    }

    /// Sends SIGSTOP and returns when none of its threads runs any more.
    package func stop() -> Bool {
        signal(SIGSTOP, until: WSTOPPED | WEXITED)
    }

    /// Sends a signal; false when the process had ended by itself.
    package func signal(_ number: Int32) -> Bool {
        gate.lock()
        defer { gate.unlock() }
        guard isAlive else { return false }
        Foundation.kill(pid, number)
        return true
    }

    private func signal(_ number: Int32, until changes: Int32) -> Bool {
        gate.lock()
        defer { gate.unlock() }
        guard isAlive else { return false }
        Foundation.kill(pid, number)
        // Its parent is told of both, and nothing is reaped by asking.
        var about = siginfo_t()
        while waitid(P_PID, id_t(pid), &about, changes | WNOWAIT) != 0, errno == EINTR {}
        return true
    }

    package var isRunning: Bool {
        gate.lock()
        defer { gate.unlock() }
        return isAlive
    }

    /// Only under `gate`.
    private var isAlive: Bool {
        !isReaped && (state.map { !"ZX".contains($0) } ?? false)
    }

    /// The process's state as proc(5) names it, the third field after a name in brackets.
    private var state: Character? {
        guard let line = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let bracket = line.lastIndex(of: ")")
        else { return nil }
        return line[bracket...].dropFirst(2).first
    }

    /// Waits for its end: the exit status, or 128 and the number of the signal that ended it, as a
    /// shell says it. To be called once.
    package func wait() async -> Int32 {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: self.reap()) }
            thread.start()
        }
    }

    private func reap() -> Int32 {
        var about = siginfo_t()
        while waitid(P_PID, id_t(pid), &about, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        gate.lock()
        defer { gate.unlock() }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        isReaped = true
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}
