import Composition
import ConvokeCore
import Workspace

extension Office {
    static let layoutPath = "templates/layout.html"

    static func templatePath(_ name: String) -> String { "templates/\(name).md" }
    static func textPath(_ name: String) -> String { "templates/\(name).sms.txt" }

    /// The composer of one notice, with the files that it may attach.
    func composer(
        _ notice: Notice, _ convocation: Convocation
    ) throws(Problems) -> Composer {
        var reader = WorkspaceReader(self)
        let composer = reader.composer(notice, convocation, settings)
        guard let composer, reader.problems.isEmpty else { throw Problems(reader.problems) }
        return composer
    }
}

extension WorkspaceReader {
    /// The composer of a notice; nil, with problems added, when template, layout or files are not in
    /// order.
    mutating func composer(
        _ notice: Notice, _ convocation: Convocation, _ settings: Settings
    ) -> Composer? {
        let path = Office.templatePath(notice.template)
        guard let text = text(path, at: notice.place.field("template")) else { return nil }
        let before = problems.count
        let template = TemplateFile.read(text, file: path, into: &problems)
        let layout = layout()
        guard let template, problems.count == before else { return nil }
        do throws(Problems) {
            return try Composer(
                template: template, layout: layout, notice: notice,
                conference: convocation.conference, contacts: convocation.contacts,
                settings: settings,
                attachments: attachments(template, convocation.conference))
        } catch {
            add(error.list)
            return nil
        }
    }

    /// The workspace's own frame around letters; nil when it has none.
    private mutating func layout() -> Layout? {
        guard folder.hasFile(Office.layoutPath), let text = text(Office.layoutPath) else {
            return nil
        }
        return Layout.read(text, file: Office.layoutPath, into: &problems)
    }

    /// What cannot be read is missing afterwards, and the composer says where it is named.
    private func attachments(
        _ template: Template, _ conference: Conference
    ) -> [String: Attachment] {
        var attachments: [String: Attachment] = [:]
        for path in Composer.requiredFiles(template, conference) where folder.hasFile(path) {
            guard let bytes = try? folder.bytes(path) else { continue }
            attachments[path] = Attachment(name: Attachment.name(of: path), bytes: [UInt8](bytes))
        }
        return attachments
    }
}
