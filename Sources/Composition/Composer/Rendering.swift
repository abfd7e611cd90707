import Mustache

/// A notice's texts for letters of one shape: all constants written in, the personal fields left open.
struct Rendering {
    enum Part {
        case literal([UInt8])
        case slot(Slot, Form)
    }

    let subject: [Part]
    let text: [Part]
    let html: [Part]

    init(_ template: Template, _ layout: Layout, _ facts: Facts, _ shape: Shape) {
        var placeholders = Placeholders()
        let scope = facts.scope(shape, &placeholders)
        let subject = Self.oneLine(template.subject.render(scope))
        let markdown = Markdown(template.body.render(scope))
        let frame = scope.adding([
            "subject": .text(subject), "body": .text(markdown.html),
            "language": .text(LanguageTag.clean(shape.language) ?? ""),
        ])
        self.subject = Self.texts(placeholders.parts(of: subject))
        text = Self.texts(placeholders.parts(of: Self.endingInLineBreak(markdown.text)))
        html = Self.html(placeholders.parts(of: Self.endingInLineBreak(layout.frame.render(frame))))
    }

    /// A text message.
    static func plain(_ template: SMSTemplate, _ facts: Facts, _ shape: Shape) -> [Part] {
        var placeholders = Placeholders()
        let scope = facts.scope(shape, &placeholders)
        return texts(placeholders.parts(of: template.body.render(scope)))
    }

    /// The parts with one letter's fields, as a person reads them.
    static func filled(_ parts: [Part], _ letter: Personal) -> String {
        var bytes: [UInt8] = []
        for part in parts {
            switch part {
            case .literal(let literal): bytes += literal
            case .slot(let slot, let form): bytes += form.escaped(letter[slot])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func texts(_ parts: [Placeholders.Part]) -> [Part] {
        merged(parts.map { part(of: $0, .text) })
    }

    private static func html(_ parts: [Placeholders.Part]) -> [Part] {
        var places = HTMLPlaces()
        var result: [Part] = []
        for part in parts {
            if case .literal(let text) = part {
                places.read(text)
                result.append(.literal(Array(text)))
            } else {
                result.append(self.part(of: part, places.form()))
            }
        }
        return merged(result)
    }

    private static func part(of part: Placeholders.Part, _ form: Form) -> Part {
        switch part {
        case .literal(let text): .literal(Array(text))
        case .value(.slot(let slot)): .slot(slot, form)
        case .value(.constant(let value)): .literal(form.escaped(value))
        }
    }

    /// Literals that follow one another become one: the fewer parts, the faster each letter.
    private static func merged(_ parts: [Part]) -> [Part] {
        var result: [Part] = []
        for part in parts {
            if case .literal(let more) = part, case .literal(let text)? = result.last {
                result[result.count - 1] = .literal(text + more)
            } else {
                result.append(part)
            }
        }
        return result
    }

    private static func oneLine(_ text: String) -> String {
        text.split { $0 == "\n" || $0 == "\t" || $0 == " " }.joined(separator: " ")
    }

    private static func endingInLineBreak(_ text: String) -> String {
        text.hasSuffix("\n") ? text : text + "\n"
    }
}

/// Language tags (BCP 47) as far as a header needs them.
enum LanguageTag {
    /// The tag, if it is made of what tags are made of.
    static func clean(_ tag: String) -> String? {
        let isTag =
            !tag.isEmpty && tag.utf8.count <= 35
            && tag.utf8.allSatisfy { ByteWriter.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        return isTag ? tag : nil
    }
}
