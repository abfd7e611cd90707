import Foundation

/// One process of `convoke`, killed by its own id and by nothing else.
final class Child: @unchecked Sendable {
    // `isReaped` is only touched under `gate`; until it is set, the id cannot belong to anybody else.
    let pid: pid_t
    private let gate = NSLock()
    private var isReaped = false

    /// Starts the program; what it says is appended to `output`.
    init(_ program: String, _ arguments: [String], output: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // The relay's sockets must not live on in the child.
        for file in Int32(3)..<1024 { posix_spawn_file_actions_addclose(&actions, file) }
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        defer { words.forEach { free($0) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, program, &actions, nil, words, environ)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
        pid = id
    }

    /// Sends SIGKILL and returns when the process is gone; false when it had ended by itself.
    func kill() -> Bool {
        signal(SIGKILL, until: "ZX")
    }

    /// Sends SIGSTOP and returns when none of its threads runs any more.
    func stop() -> Bool {
        signal(SIGSTOP, until: "TZX")
    }

    private func signal(_ number: Int32, until states: String) -> Bool {
        gate.lock()
        defer { gate.unlock() }
        guard !isReaped, state.map({ !"ZX".contains($0) }) ?? false else { return false }
        Foundation.kill(pid, number)
        while let state, !states.contains(state) { usleep(200) }
        return true
    }

    /// The process's state as proc(5) names it, the third field after a name in brackets.
    private var state: Character? {
        guard let line = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let bracket = line.lastIndex(of: ")")
        else { return nil }
        return line[bracket...].dropFirst(2).first
    }

    /// Waits for its end: the exit status, or nil when a signal ended it.
    func wait() async -> Int32? {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: self.reap()) }
            thread.start()
        }
    }

    private func reap() -> Int32? {
        var about = siginfo_t()
        while waitid(P_PID, id_t(pid), &about, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        gate.lock()
        defer { gate.unlock() }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        isReaped = true
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
    }
}
