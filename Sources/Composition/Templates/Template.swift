package import ConvokeCore
import Mustache

/// What a notice says: a template file that was read and checked.
package struct Template: Sendable {
    /// Path relative to the workspace.
    package let file: String
    /// The paths of its `attach`, for everybody who gets it, each with its place.
    package let attachments: [(path: String, place: Place)]
    /// Every field that it names.
    package let uses: [FieldUse]
    let subject: MustacheTemplate
    let body: MustacheTemplate

    package var attachmentPaths: [String] { attachments.map(\.path) }
}

/// Reads templates.
package enum TemplateFile {
    /// Reads a `.md` template with its front matter. Everything that is wrong with it goes into
    /// `problems`; there is a template only if nothing is.
    package static func read(
        _ text: String, file: String, into problems: inout [Problem]
    ) -> Template? {
        let head = FrontMatter(Self.unified(text), file: file)
        var found = head.problems
        let subjectLine = head.subject?.line ?? 1
        let subject = checked(head.subject?.text ?? "", subjectLine, file, into: &found)
        let body = checked(head.body, head.bodyLine, file, into: &found)
        problems += found
        guard found.isEmpty, let subject, let body else { return nil }
        return Template(
            file: file,
            attachments: head.attach.map {
                ($0.text, Place(file, line: $0.line, field: "attach"))
            },
            uses: subject.uses + body.uses, subject: subject.mustache, body: body.mustache)
    }

    /// A text whose fields are all known, parsed.
    static func checked(
        _ text: String, _ line: Int, _ file: String, schema: FieldSchema = .notice,
        unescaped: String? = nil, into problems: inout [Problem]
    ) -> (mustache: MustacheTemplate, uses: [FieldUse])? {
        let check = TagCheck(text, line: line, file: file, schema: schema, unescaped: unescaped)
        problems += check.problems
        guard check.problems.isEmpty else { return nil }
        do {
            return (try MustacheTemplate(string: text), check.uses)
        } catch {
            let at = (error as? MustacheTemplate.ParserError)?.context.lineNumber ?? 1
            let place = Place(file, line: line + at - 1)
            problems.append(.unreadableTemplate("\(error)", at: place))
            return nil
        }
    }

    /// Without byte order mark, and with LF alone at line ends.
    static func unified(_ text: String, keepsMark: Bool = false) -> String {
        var scalars = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if scalar == "\n" && previous == "\r" { scalars.removeLast() }
            scalars.append(scalar == "\r" ? "\n" : scalar)
            if scalar == "\n" && previous == "\r" { previous = nil } else { previous = scalar }
        }
        if !keepsMark && scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        return String(scalars)
    }
}
