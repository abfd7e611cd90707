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
        let before = problems.count
        let templates = templates(notice, convocation.recipients)
        let layout = layout()
        guard let templates, problems.count == before else { return nil }
        do throws(Problems) {
            return try Composer(
                templates: templates, layout: layout, notice: notice,
                conference: convocation.conference, contacts: convocation.namedContacts,
                settings: settings,
                attachments: attachments(templates, convocation.conference))
        } catch {
            add(error.list)
            return nil
        }
    }

    /// The notice's template, with its versions for those who read another language: NAME.LANGUAGE.md
    /// beside NAME.md.
    private mutating func templates(
        _ notice: Notice, _ recipients: [Recipient]
    ) -> Translated<Template>? {
        if notice.isBuiltIn { return builtIn(notice.kind) }
        let usual = template(notice.template, at: notice.place.field("template"))
        var others: [String: Template] = [:]
        for language in languages(of: recipients) {
            let name = "\(notice.template).\(language)"
            guard folder.hasFile(Office.templatePath(name)) else { continue }
            others[language] = template(name, at: nil)
        }
        return usual.map { Translated($0, others) }
    }

    /// As parts of file names.
    private func languages(of recipients: [Recipient]) -> Set<String> {
        let written = recipients.reduce(into: Set<String>()) { $0.insert($1.contact.language) }
        return Set(written.map { $0.lowercased() })
    }

    private mutating func template(_ name: String, at place: Place?) -> Template? {
        let path = Office.templatePath(name)
        guard let text = text(path, at: place) else { return nil }
        return TemplateFile.read(text, file: path, into: &problems)
    }

    private mutating func builtIn(_ kind: Notice.Kind) -> Translated<Template>? {
        do throws(Problems) {
            return kind == .cancellation
                ? try BuiltInTemplate.cancellation() : try BuiltInTemplate.correction()
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
        _ templates: Translated<Template>, _ conference: Conference
    ) -> [String: Attachment] {
        var attachments: [String: Attachment] = [:]
        for path in Composer.requiredFiles(templates, conference) where folder.hasFile(path) {
            guard let bytes = try? folder.bytes(path) else { continue }
            attachments[path] = Attachment(name: Attachment.name(of: path), bytes: [UInt8](bytes))
        }
        return attachments
    }
}
