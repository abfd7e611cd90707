package import ConvokeCore
import LedgerStore
package import Workspace

/// An opened workspace: its folder, its settings, and what time it is there.
package struct Office: Sendable {
    package let folder: WorkspaceFolder
    package let settings: Settings
    package let clock: Clock
    /// Where Convoke keeps what it makes itself, absolute; nil for the workspace's folder.
    var ownFolder: String?
    /// What was read before; nil when the files are to be read each time.
    var memory: OfficeMemory?

    /// Reads the settings; everything else is read when it is needed.
    package static func open(_ root: String, clock: Clock) throws(Problems) -> Office {
        var problems: [Problem] = []
        do throws(Problem) {
            let folder = try WorkspaceFolder(root)
            let settings = read(folder, into: &problems)
            if let settings, problems.isEmpty {
                return Office(folder: folder, settings: settings, clock: clock)
            }
        } catch {
            problems.append(error)
        }
        throw Problems(problems)
    }

    /// The settings, or as many problems as there are in them.
    static func read(
        _ folder: WorkspaceFolder, into problems: inout [Problem]
    ) -> Settings? {
        do throws(Problem) {
            let text = try folder.text(WorkspaceFolder.settings)
            return SettingsFile.read(text, into: &problems)
        } catch {
            problems.append(error)
            return nil
        }
    }

    /// The ids of all conferences.
    package func conferences() throws(Problems) -> [String] {
        var problems: [Problem] = []
        let files = folder.conferenceFiles(into: &problems)
        if !problems.isEmpty { throw Problems(problems) }
        return files.map(Self.conferenceID)
    }

    /// `conferences/van-hoa-2021.yaml` is `van-hoa-2021`.
    static func conferenceID(_ file: String) -> String {
        String(file.dropFirst("conferences/".count).dropLast(".yaml".count))
    }

    /// The workspace's folder, absolute.
    package var root: String { folder.root }

    /// The folder of the key, of attachments that came in, and of mails to read.
    var shelf: String { ownFolder ?? folder.root }

    /// Where the ledger lies.
    package var ledgerPath: String { folder.anywhere(settings.ledger) }

    /// Which of the two kinds of ledger this clock writes to.
    var ledgerClock: LedgerClock { clock.isVirtual ? .virtual : .real }
}
