import ConvokeCore
import Foundation

/// Gammu SMSD, which sends what it finds in its outbox through a modem.
///
/// A text is in the outbox or it is not: there is nothing to be in doubt about. A reference that
/// already lies in one of the folders is not written again, so that a second try never doubles a
/// text.
struct GammuGateway: Gateway {
    let folders: GammuFolders
    var now: @Sendable () -> Date = { Date() }

    func send(_ message: TextMessage, while goOn: @escaping @Sendable () -> Bool) -> TextResult {
        if let refusal = refusal(message) { return .tried(refusal, id: nil) }
        guard goOn() else { return .tried(Attempt(.released, at: .connect), id: nil) }
        do {
            if let name = try earlier(message) { return accepted(name) }
            let name = GammuFileName.outgoing(message, at: now())
            try write(message, name)
            return accepted(name)
        } catch {
            let path = folders.path(.outbox)
            return .account(.noFolder(path, error.localizedDescription, at: nil))
        }
    }

    /// What the daemon would stumble over.
    private func refusal(_ message: TextMessage) -> Attempt? {
        guard message.number.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2B }) else {
            return Attempt(.refused, at: .connect, reason: .addressBad, detail: "not a number")
        }
        guard (1...GammuBackup.mostParts).contains(message.form.parts) else {
            return Attempt(
                .refused, at: .connect, reason: .messageTooLarge,
                detail: "\(message.form.parts) parts")
        }
        return nil
    }

    private func accepted(_ name: String) -> TextResult {
        .tried(Attempt(.accepted, at: .reply, detail: "in Gammu's outbox"), id: name)
    }

    private func earlier(_ message: TextMessage) throws -> String? {
        for folder in [GammuFolders.Folder.outbox, .sent] {
            let name = try folders.names(in: folder).first {
                GammuFileName.reference(in: $0) == message.reference
            }
            if let name { return name }
        }
        return nil
    }

    /// The daemon must never see half a file: it is written beside, under a name that the daemon
    /// does not look at, and renamed.
    private func write(_ message: TextMessage, _ name: String) throws {
        let draft = folders.path(.outbox, "." + name)
        let file = try DraftFile(path: draft)
        do {
            try file.write(Array(GammuBackup(message).contents.utf8))
            try file.publish(as: folders.path(.outbox, name))
        } catch {
            // What matters is the failure to write; a draft is never sent.
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
    }
}
