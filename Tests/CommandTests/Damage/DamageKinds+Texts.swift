import Foundation

extension DamageKinds {
    static var template: DamageKinds {
        DamageKinds(
            ways: fields + [
                (
                    "a file outside the workspace",
                    { _, number, lines in
                        number == 2 ? "attach: ../../../etc/passwd\n" + lines[1] : nil
                    }
                ),
                (
                    "a file that is not there",
                    { _, number, lines in
                        number == 2 ? "attach: documents/khong-co.pdf\n" + lines[1] : nil
                    }
                ),
                (
                    "an unknown key in the front matter",
                    { line, number, _ in
                        number == 2 ? "subjcet" + line.dropFirst("subject".count) : nil
                    }
                ),
                ("no front matter", { _, number, _ in number == 1 ? "" : nil }),
            ])
    }

    static var text: DamageKinds { DamageKinds(ways: fields) }

    /// Into every line that is text or the subject.
    private static var fields: [(kind: String, way: Way)] {
        [
            ("a field that does not exist", append("{{recipient.nmae}}")),
            ("a tag that is not closed", append("{{recipient.name")),
            ("a section that is not closed", append("{{#sessions}}")),
            ("the end of no section", append("{{/sessions.x}}")),
        ]
    }

    private static func append(_ tag: String) -> Way {
        { line, number, lines in
            guard line != "---", number < lines.count || !line.isEmpty else { return nil }
            return line.hasSuffix("\"") ? line.dropLast() + " " + tag + "\"" : line + " " + tag
        }
    }
}
