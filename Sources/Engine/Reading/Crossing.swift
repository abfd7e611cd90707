import Agenda
import ConvokeCore
import Workspace

/// Checks what only shows when conference, contact book and folder are held against each other.
enum Crossing {
    /// - Parameter lacksRecipients: whether rows of the recipient list could not be read: then nobody
    ///   knows whether a selection is empty.
    static func problems(
        _ convocation: Convocation, places: [String: Place], _ folder: WorkspaceFolder,
        lacksRecipients: Bool
    ) -> [Problem] {
        ConferenceCheck.problems(
            convocation.conference, places: places, contacts: convocation.contacts,
            recipients: convocation.recipients, isListWhole: !lacksRecipients,
            fileExists: folder.hasFile)
    }
}
