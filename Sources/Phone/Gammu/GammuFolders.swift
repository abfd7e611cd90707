import ConvokeCore
import Foundation

/// The four folders of Gammu SMSD's files backend, below one.
///
/// Nothing about the texts is kept in memory: a text that waits lies in `outbox`, one that the
/// modem sent in `sent`, one that it could not send in `error`, and what came in in `inbox`.
package struct GammuFolders: Hashable, Sendable {
    package enum Folder: String, CaseIterable, Sendable {
        case outbox, sent, error, inbox
    }

    package let root: String

    package init(root: String) {
        self.root = root
    }

    func path(_ folder: Folder, _ name: String = "") -> String {
        root + "/" + folder.rawValue + (name.isEmpty ? "" : "/" + name)
    }

    func names(in folder: Folder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
    }

    /// What the folders say about every text of ours that has left the outbox. Throws what reading
    /// a folder throws.
    package func reports() throws -> [DeliveryReport] {
        // In the order in which the daemon moves files, so that none is missed on its way.
        var names: [Folder: [String]] = [:]
        for folder in [Folder.outbox, .sent, .error] { names[folder] = try self.names(in: folder) }
        return Self.reports(names)
    }

    /// A text that was tried again lies in several folders: the last try, by the time in its name,
    /// decides. The files backend does not tell when the phone at the other end has the text: sent
    /// by the modem is on its way, and only an answer says more.
    static func reports(_ names: [Folder: [String]]) -> [DeliveryReport] {
        var last: [String: (name: String, folder: Folder)] = [:]
        for folder in [Folder.outbox, .sent, .error] {
            for name in names[folder] ?? [] {
                guard let reference = GammuFileName.reference(in: name) else { continue }
                if let known = last[reference], known.name > name { continue }
                last[reference] = (name, folder)
            }
        }
        return last.sorted { $0.key < $1.key }.compactMap { reference, place in
            report(reference, in: place.folder)
        }
    }

    private static func report(_ reference: String, in folder: Folder) -> DeliveryReport? {
        switch folder {
        case .sent:
            DeliveryReport(reference: reference, state: .buffered, words: "sent by the modem")
        case .error:
            DeliveryReport(
                reference: reference, state: .failed(.relayTrouble),
                words: "the modem could not send it")
        case .outbox, .inbox: nil
        }
    }

    /// The text with its files, which are taken away once it is recorded.
    package struct Received: Hashable, Sendable {
        package let text: IncomingText
        package let files: [String]
    }

    /// What came in, oldest first. The parts of a long text are one. Throws what reading throws.
    package func received() throws -> [Received] {
        let names = try names(in: .inbox)
        let parts = names.compactMap { name in
            GammuFileName.incoming(name).map { (name: name, parts: $0) }
        }
        let texts = Dictionary(grouping: parts) { $0.parts.text }
        return try texts.sorted { $0.key < $1.key }.compactMap { _, parts in
            let ordered = parts.sorted { $0.parts.part < $1.parts.part }
            let text = try ordered.map { part in
                Self.text(
                    of: try Data(contentsOf: URL(filePath: path(.inbox, part.name))))
            }.joined()
            guard let number = ordered.first?.parts.number else { return nil }
            return Received(
                text: IncomingText(number: number, text: text), files: ordered.map(\.name))
        }
    }

    /// Takes the files of a recorded text away. Throws what removing throws.
    package func discard(_ received: Received) throws {
        for name in received.files {
            try FileManager.default.removeItem(atPath: path(.inbox, name))
        }
    }

    /// UTF-16 where a mark says so (RFC 2781 section 3.2), else UTF-8.
    static func text(of contents: Data) -> String {
        let bytes = [UInt8](contents)
        let wide: String? =
            switch Array(bytes.prefix(2)) {
            case [0xFE, 0xFF]: IncomingText.utf16(Array(bytes.dropFirst(2)))
            case [0xFF, 0xFE]: IncomingText.utf16(Array(bytes.dropFirst(2)), isBigEndian: false)
            default: nil
            }
        let narrow = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        return wide ?? String(decoding: narrow, as: UTF8.self)
    }
}
