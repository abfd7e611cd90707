import Foundation

/// What a process says, heard as it is said: a named pipe, and a thread that reads it to its end.
///
/// `@unchecked Sendable`: everything that changes is only touched under `gate`.
final class Transcript: @unchecked Sendable {
    private struct Listener {
        let words: String
        let continuation: CheckedContinuation<Bool, Never>
    }

    private let gate = NSLock()
    private let pipe: FileHandle
    private var said = Data()
    private var listeners: [Listener] = []
    private var isOver = false

    /// Makes the pipe. The process is to be started after this, and ``begin()`` after that.
    init(at path: String) throws {
        guard mkfifo(path, 0o600) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        // From here on reading waits; before, opening would have.
        _ = fcntl(descriptor, F_SETFL, 0)
        pipe = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Reads until nobody holds the other end any more.
    func begin() {
        Thread { [self] in
            while true {
                let more = pipe.availableData
                hear(more)
                if more.isEmpty { return }
            }
        }.start()
    }

    private func hear(_ more: Data) {
        gate.lock()
        said += more
        isOver = more.isEmpty
        let text = String(decoding: said, as: UTF8.self)
        let answered = listeners.filter { isOver || text.contains($0.words) }
        listeners.removeAll { isOver || text.contains($0.words) }
        gate.unlock()
        for listener in answered {
            listener.continuation.resume(returning: text.contains(listener.words))
        }
    }

    var text: String {
        gate.lock()
        defer { gate.unlock() }
        return String(decoding: said, as: UTF8.self)
    }

    /// Returns true as soon as the words have been said, false when it ended without them, or the
    /// test's time is over.
    func says(_ words: String) async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { listen(for: words, $0) }
        } onCancel: {
            giveUp()
        }
    }

    private func listen(for words: String, _ continuation: CheckedContinuation<Bool, Never>) {
        gate.lock()
        let isSaid = String(decoding: said, as: UTF8.self).contains(words)
        let isKnown = isSaid || isOver || Task.isCancelled
        if !isKnown { listeners.append(Listener(words: words, continuation: continuation)) }
        gate.unlock()
        if isKnown { continuation.resume(returning: isSaid) }
    }

    private func giveUp() {
        gate.lock()
        let waiting = listeners
        listeners = []
        gate.unlock()
        for listener in waiting { listener.continuation.resume(returning: false) }
    }

    /// Everything it said, when it has ended.
    func whole() async -> String {
        // No text holds this: a process that writes a NUL to its terminal is none of ours.
        _ = await says("\u{0}")
        return text
    }
}
