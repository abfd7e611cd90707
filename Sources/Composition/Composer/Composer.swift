package import ConvokeCore
import Foundation
import Synchronization

/// Makes the messages of one notice: a template, a conference and a contact book on one side, a letter
/// on the other.
///
/// What letters have in common is rendered and encoded once and kept by shape; a message is then those
/// bytes with the recipient's own words between them. Any number of threads may compose at once, and
/// the same letter gives the same bytes on all of them.
package final class Composer: Sendable {
    private let templates: Translated<Template>
    private let layout: Layout
    private let facts: Facts
    /// By path, encoded.
    private let attachments: [String: Message.Chunk]
    /// Whether sender and answer address are ASCII.
    private let sendersAreASCII: Bool
    private let store = Mutex(Store())

    /// What was made and will be needed again.
    private struct Store {
        private var skeletons: [Shape: Skeleton] = [:]
        /// Letters mostly have the shape of the one before, and to compare is less than to look up.
        private var latest: (shape: Shape, skeleton: Skeleton)?
        /// Letters of one notice mostly have one date.
        var date: (instant: Date, text: [UInt8])?

        /// More shapes than this at a time means that nearly every recipient has one of its own.
        private static let shapesKept = 1000

        mutating func skeleton(_ shape: Shape) -> Skeleton? {
            if let latest, latest.shape == shape { return latest.skeleton }
            guard let known = skeletons[shape] else { return nil }
            latest = (shape, known)
            return known
        }

        mutating func keep(_ skeleton: Skeleton, for shape: Shape) {
            if skeletons.count >= Self.shapesKept { skeletons.removeAll() }
            skeletons[shape] = skeleton
        }
    }

    /// Throws everything that stands in the way of composing: a file to attach or a contact that is not
    /// there, a template that speaks of an obligation in a notice that is about none.
    ///
    /// `attachments` are by path and hold at least what `requiredFiles` names.
    package init(
        templates: Translated<Template>, layout: Layout?, notice: Notice, conference: Conference,
        contacts: [String: Contact], settings: Settings, attachments: [String: Attachment]
    ) throws(Problems) {
        let layout = if let layout { layout } else { try Layout.builtIn() }
        let uses = templates.all.flatMap(\.uses) + layout.uses
        let problems =
            Self.missing(templates, conference, attachments)
            + NoticeCheck.problems(uses, notice, conference, contacts)
        if !problems.isEmpty { throw Problems(problems) }
        self.templates = templates
        self.layout = layout
        facts = Facts(
            notice: notice, conference: conference, contacts: contacts, settings: settings,
            uses: uses)
        let needed = Set(Self.requiredFiles(templates, conference))
        self.attachments = attachments.filter { needed.contains($0.key) }.mapValues(\.part)
        sendersAreASCII =
            !settings.from.address.needsSMTPUTF8 && settings.replyTo?.needsSMTPUTF8 != true
    }

    /// The same template for every language.
    package convenience init(
        template: Template, layout: Layout?, notice: Notice, conference: Conference,
        contacts: [String: Contact], settings: Settings, attachments: [String: Attachment]
    ) throws(Problems) {
        try self.init(
            templates: Translated(template), layout: layout, notice: notice,
            conference: conference, contacts: contacts, settings: settings,
            attachments: attachments)
    }

    /// The paths, relative to the workspace, of all files that a notice with these templates may attach:
    /// a template's own for everybody who reads it, and the conference's documents if it speaks of
    /// documents.
    package static func requiredFiles(
        _ templates: Translated<Template>, _ conference: Conference
    ) -> [String] {
        unique(templates.all.flatMap { files(of: $0, conference.documents) })
    }

    package static func requiredFiles(_ template: Template, _ conference: Conference) -> [String] {
        requiredFiles(Translated(template), conference)
    }

    /// The message for one letter. Throws only for an address that no mail can carry.
    package func compose(_ letter: Letter) throws(Problem) -> Message {
        let address = letter.address
        if address.localPart.utf8.count + address.asciiDomain.utf8.count > 319 {
            throw .addressTooLong(address)
        }
        let personal = letter.personal
        var shape = facts.shape(of: personal)
        shape.hasCalendar = letter.calendar != nil
        let (kept, date) = store.withLock { store in
            (store.skeleton(shape), dateText(letter.date, &store))
        }
        let skeleton = kept ?? make(shape)
        return MessageWriter(skeleton, letter, personal, date: date).message(
            isSevenBit: sendersAreASCII && !address.needsSMTPUTF8)
    }

    /// The HTML part as a browser shows it.
    package func html(_ letter: Letter) -> String {
        preview(letter, \.html)
    }

    /// The text part.
    package func text(_ letter: Letter) -> String {
        preview(letter, \.text)
    }

    /// The subject, before it is encoded.
    package func subject(_ letter: Letter) -> String {
        preview(letter, \.subject)
    }

    private func preview(
        _ letter: Letter, _ part: KeyPath<Rendering, [Rendering.Part]>
    ) -> String {
        let personal = letter.personal
        let rendering = Rendering(
            templates.of(letter.recipient.contact.language), layout, facts,
            facts.shape(of: personal))
        return Rendering.filled(rendering[keyPath: part], personal)
    }

    /// Two threads may make the same skeleton at the same time; they make the same bytes.
    private func make(_ shape: Shape) -> Skeleton {
        let template = templates.of(shape.language)
        let paths = Self.unique(Self.files(of: template, facts.documents(shape)))
        let skeleton = SkeletonBuilder.build(
            Rendering(template, layout, facts, shape), settings: facts.settings,
            language: shape.language, hasCalendar: shape.hasCalendar,
            attachments: paths.compactMap { attachments[$0] })
        store.withLock { $0.keep(skeleton, for: shape) }
        return skeleton
    }

    private func dateText(_ instant: Date, _ store: inout Store) -> [UInt8] {
        if let date = store.date, date.instant == instant { return date.text }
        let text = Array(MailDate.text(instant, in: facts.conference.timeZone).utf8)
        store.date = (instant, text)
        return text
    }

    private static func unique(_ paths: [String]) -> [String] {
        var seen = Set<String>()
        return paths.filter { seen.insert($0).inserted }
    }

    /// What one template attaches, with these documents.
    private static func files(of template: Template, _ documents: [Document]) -> [String] {
        let mentions = template.uses.contains {
            $0.path == "documents" || $0.path == "has_documents"
        }
        guard mentions else { return template.attachmentPaths }
        return template.attachmentPaths
            + documents.compactMap { document in
                if case .file(let path) = document.source { path } else { nil }
            }
    }

    private static func missing(
        _ templates: Translated<Template>, _ conference: Conference,
        _ attachments: [String: Attachment]
    ) -> [Problem] {
        let named = templates.all.flatMap(\.attachments)
        return requiredFiles(templates, conference).filter { attachments[$0] == nil }.map { path in
            let attached = named.first { $0.path == path }?.place
            let document = conference.documents.first { $0.source == .file(path) }?.place
            return .missingAttachment(path, at: attached ?? document?.field("file"))
        }
    }
}
