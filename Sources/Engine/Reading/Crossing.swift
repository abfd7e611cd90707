import Agenda
import ConvokeCore
import Workspace

/// Checks what only shows when conference, contact book and folder are held against each other.
enum Crossing {
    static func problems(
        _ convocation: Convocation, places: [String: Place], _ folder: WorkspaceFolder
    ) -> [Problem] {
        ConferenceCheck.problems(
            convocation.conference, places: places, contacts: convocation.contacts,
            recipients: convocation.recipients, fileExists: folder.hasFile)
    }
}
