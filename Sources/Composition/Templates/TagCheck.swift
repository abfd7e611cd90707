package import ConvokeCore

/// Where a template names a field.
package struct FieldUse: Hashable, Sendable {
    /// From the top: `recipient.name`, and `sessions.title` for a title inside the section `sessions`.
    package let path: String
    /// The sections around it, from the top, by path; those of the `{{^…}}` kind are left out.
    package let within: [String]
    /// Whether it opens a section, and so asks if there is such a thing.
    package let opensSection: Bool
    package let place: Place
}

/// Checks every tag of a text against the schema, whatever any recipient would get to see.
struct TagCheck {
    private(set) var uses: [FieldUse] = []
    private(set) var problems: [Problem] = []

    /// One section that is open.
    private struct Frame {
        let name: String
        let line: Int
        /// What names are looked up in; nil where the section opens no new names.
        let fields: FieldSchema?
        /// Whether `{{.}}` means something here.
        let isText: Bool
        /// From the top; nil for an inverted section.
        let path: String?
    }

    private var frames: [Frame] = []
    /// By the line of a section that has a line to itself, the line of one of the same name that is
    /// opened within other text below it: of the two that one is too many.
    private var doubled: [Int: Int] = [:]
    /// The lines that hold one tag and nothing else.
    private let bare: Set<Int>
    private let schema: FieldSchema
    private let file: String
    /// The one name that may, and must, stand in three braces.
    private let unescaped: String?

    init(_ text: String, line: Int = 1, file: String, schema: FieldSchema, unescaped: String? = nil)
    {
        self.schema = schema
        self.file = file
        self.unescaped = unescaped
        bare = Self.bareLines(text, from: line)
        let scanner = TagScanner(text, line: line)
        problems = scanner.unclosed.map { .unclosedTag(at: Place(file, line: $0)) }
        for tag in scanner.tags { check(tag) }
        for frame in frames {
            problems.append(unclosed(frame))
        }
        problems.sort { ($0.place?.line ?? 0) < ($1.place?.line ?? 0) }
    }

    private mutating func check(_ tag: Tag) {
        let place = Place(file, line: tag.line)
        switch tag.kind {
        case .comment: break
        case .refused: problems.append(.refusedTag(tag.text, at: place))
        case .raw where tag.name != unescaped: problems.append(.unescapedTag(tag, at: place))
        case .variable where tag.name == unescaped: problems.append(.escapedBody(tag, at: place))
        case .variable, .raw: checkVariable(tag, place)
        case .section, .inverted: open(tag, place)
        case .end: close(tag, place)
        }
    }

    private mutating func checkVariable(_ tag: Tag, _ place: Place) {
        if tag.name == "." {
            if frames.last(where: { $0.fields != nil || $0.isText })?.isText != true {
                problems.append(.unknownField(tag, nearest: nil, at: place))
            }
            return
        }
        guard let (path, kind) = resolve(tag.name) else { return unknown(tag, place) }
        use(path, opensSection: false, place)
        if case .text = kind { return }
        problems.append(.notAText(tag, kind, at: place))
    }

    private static func bareLines(_ text: String, from first: Int) -> Set<Int> {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let bare = lines.indices.filter { index in
            let line = lines[index].trimmingPrefix { $0 == " " }
            return line.hasPrefix("{{") && line.firstRange(of: "}}")?.upperBound == line.endIndex
        }
        return Set(bare.map { $0 + first })
    }

    private func unclosed(_ frame: Frame) -> Problem {
        .unclosedSection(frame.name, at: Place(file, line: doubled[frame.line] ?? frame.line))
    }

    private mutating func open(_ tag: Tag, _ place: Place) {
        if let outer = frames.last(where: { $0.name == tag.name }), bare.contains(outer.line),
            !bare.contains(tag.line)
        {
            doubled[outer.line] = tag.line
        }
        guard let (path, kind) = resolve(tag.name) else {
            unknown(tag, place)
            let frame = Frame(
                name: tag.name, line: tag.line, fields: nil, isText: false, path: nil)
            return frames.append(frame)
        }
        use(path, opensSection: true, place)
        let isInverted = tag.kind == .inverted
        var inner: FieldSchema?
        if !isInverted, case .object(let fields) = kind { inner = fields }
        if !isInverted, case .list(let fields) = kind { inner = fields }
        var isText = false
        if !isInverted, case .text = kind { isText = true }
        frames.append(
            Frame(
                name: tag.name, line: tag.line, fields: inner, isText: isText,
                path: isInverted ? nil : path))
    }

    private mutating func close(_ tag: Tag, _ place: Place) {
        guard let frame = frames.last else {
            return problems.append(.endWithoutSection(tag, at: place))
        }
        if frame.name == tag.name {
            frames.removeLast()
        } else if let index = frames.lastIndex(where: { $0.name == tag.name }) {
            for open in frames[(index + 1)...].reversed() {
                problems.append(unclosed(open))
            }
            frames.removeSubrange(index...)
        } else {
            problems.append(.wrongEnd(tag, open: frame.name, from: frame.line, at: place))
        }
    }

    /// Looks a name up as Mustache does: its first part in the innermost section that has it, the
    /// rest below that.
    private func resolve(_ name: String) -> (path: String, kind: FieldSchema.Kind)? {
        var parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first else { return nil }
        parts.removeFirst()
        let scopes =
            [("", schema)]
            + frames.compactMap { frame in frame.fields.map { (frame.path ?? "", $0) } }
        guard let (prefix, fields) = scopes.last(where: { $0.1[first] != nil }),
            var kind = fields[first]
        else { return nil }
        for part in parts {
            guard case .object(let inner) = kind, let next = inner[part] else { return nil }
            kind = next
        }
        return (prefix.isEmpty ? name : "\(prefix).\(name)", kind)
    }

    private mutating func use(_ path: String, opensSection: Bool, _ place: Place) {
        uses.append(
            FieldUse(
                path: path, within: frames.compactMap(\.path), opensSection: opensSection,
                place: place))
    }

    private mutating func unknown(_ tag: Tag, _ place: Place) {
        let names = frames.compactMap(\.fields).flatMap(\.paths) + schema.paths
        var known = NearestName(among: names)
        let nearest = known.suggestion(for: tag.name)
        problems.append(.unknownField(tag, nearest: nearest, at: place))
    }
}
