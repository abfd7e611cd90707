package import ConvokeCore
import Foundation
import YAML

extension WorkspaceFolder {
    /// Reads a secret where it is kept; a Problem with status `configuration` when it is not there, or
    /// when everybody on the machine can read its file.
    package func secret(
        _ source: SecretSource, at place: Place?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(Problem) -> String {
        switch source {
        case .environment(let name):
            guard let secret = environment[name], !secret.isEmpty else {
                throw .noVariable(name, at: place)
            }
            return try oneLine(secret, of: name, at: place)
        case .file(let path): return try secretFile(path, at: place)
        }
    }

    private func secretFile(_ path: String, at place: Place?) throws(Problem) -> String {
        let absolute = anywhere(path)
        try refuseOpenFile(absolute, path, at: place)
        do throws(Problem) {
            let bytes = try Self.bytes(of: absolute, named: path, at: place, longest: 64 << 10)
            let first =
                bytes.split(
                    separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false
                ).first ?? Data()
            let line = first.last == UInt8(ascii: "\r") ? first.dropLast() : first
            guard let secret = String(validating: line, as: UTF8.self), !secret.isEmpty else {
                throw .emptySecret(path, at: place)
            }
            return try oneLine(secret, of: path, at: place)
        } catch {
            throw error.ofConfiguration
        }
    }

    private func refuseOpenFile(
        _ absolute: String, _ path: String, at place: Place?
    ) throws(Problem) {
        var status = stat()
        guard stat(absolute, &status) == 0 else { return }  // reading it says what is wrong
        if status.st_mode & 0o007 != 0 { throw .openSecret(path, at: place) }
    }

    /// A control character would end the command that carries the secret.
    private func oneLine(
        _ secret: String, of name: String, at place: Place?
    ) throws(Problem) -> String {
        let isPlain = secret.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        if isPlain { return secret }
        throw .controlInSecret(name, at: place)
    }
}

extension Problem {
    /// The same, as something that the machine lacks instead of a file's mistake.
    fileprivate var ofConfiguration: Problem {
        var problem = self
        problem.status = .configuration
        return problem
    }
}
