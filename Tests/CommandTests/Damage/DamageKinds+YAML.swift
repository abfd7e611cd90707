import Foundation

extension DamageKinds {
    static func yaml(_ file: String) -> DamageKinds {
        DamageKinds(ways: (file == "convoke.yaml" ? settings : conference) + syntax)
    }

    private static var syntax: [(kind: String, way: Way)] {
        [
            (
                "an unknown key",
                outside { line in
                    line.replacing(#"^(\s*(?:- )?\{?[a-z_]+):"#, with: "$1x:")
                }
            ),
            (
                "a lost colon",
                outside { line in
                    line.hasSuffix(":")
                        ? nil : line.replacing(#"^(\s*(?:- )?[a-z_]+): "#, with: "$1 ")
                }
            ),
            (
                "a quote that is not closed",
                outside { line in
                    line.replacing(##"^(\s*(?:- )?[a-z_]+: )([^"\[{>#|].*)$"##, with: "$1\"$2")
                }
            ),
            (
                "a brace that is not closed",
                outside { line in
                    line.hasSuffix("}") ? String(line.dropLast()) : nil
                }
            ),
            (
                "a tab",
                outside { line in
                    line.replacing(#"^  (\s*(?:- )?[a-z_]+:)"#, with: "\t$1")
                }
            ),
        ]
    }

    private static var settings: [(kind: String, way: Way)] {
        [
            ("an address that is none", swap("vanphong@tinhuy.example", "vanphong.tinhuy.example")),
            ("an unknown zone", swap("Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Min")),
            ("an unknown region", swap("region: VN", "region: VNM")),
            ("a file that is not there", swap("contacts/book.csv", "contacts/bok.csv")),
            ("a file outside the workspace", swap("contacts/book.csv", "../../book.csv")),
            ("a relay that speaks no SMTP", swap("smtp://", "http://")),
            ("a number that is none", swap("sessions: 8", "sessions: many")),
            ("no session at all", swap("sessions: 8", "sessions: 0")),
            ("a time that is none", swap("first: 1m", "first: soon")),
        ]
    }

    private static var conference: [(kind: String, way: Way)] {
        [
            (
                "a day that does not exist",
                outside { line in
                    line.replacing(#"2021-\d\d-\d\dT"#, with: "2021-02-30T")
                }
            ),
            (
                "an hour that does not exist",
                outside { line in
                    line.replacing(#"(2021-\d\d-\d\d)T\d\d"#, with: "$1T25")
                }
            ),
            (
                "a group that nobody is in",
                outside { line in
                    line.replacing(#"for: ("group:[^"]*"|all)"#, with: "for: \"group:khong-ai-ca\"")
                }
            ),
            (
                "an unknown template",
                outside { line in
                    line.replacing(#"template: ([a-z-]+)"#, with: "template: $1-x")
                }
            ),
            (
                "an unknown subject",
                outside { line in
                    line.replacing(#"about: ([a-z0-9-]+)"#, with: "about: $1-x")
                }
            ),
            (
                "an unknown contact",
                outside { line in
                    line.replacing(#"(report_to|call): \["#, with: "$1: [khong-ai-ca, ")
                }
            ),
            ("an unknown duty", swap("duty: truc-ban", "duty: khong-ai-ca")),
            ("a time that is none", swap("15m", "15 minuts")),
            ("a file outside the workspace", swap("documents/maket.pdf", "../../../etc/passwd")),
            ("a file that is not there", swap(".csv", ".cvs")),
            ("an unknown kind", swap("kind: reminder", "kind: remainder")),
            ("an unknown channel", swap("channel: call", "channel: cal")),
        ]
    }

    private static func swap(_ old: String, _ new: String) -> Way {
        outside { $0.contains(old) ? $0.replacingOccurrences(of: old, with: new) : nil }
    }

    /// Only lines that are neither comments nor the text of a block.
    private static func outside(_ change: @escaping (String) -> String?) -> Way {
        { line, number, lines in
            let isComment = line.drop { $0 == " " }.hasPrefix("#")
            guard !line.isEmpty, !isComment, !isInBlock(number, lines),
                let changed = change(line), changed != line
            else { return nil }
            return changed
        }
    }

    /// Whether the nearest line above that is indented less begins a block of text (`>-`).
    private static func isInBlock(_ number: Int, _ lines: [String]) -> Bool {
        func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }
        let own = indent(lines[number - 1])
        let above = lines[..<(number - 1)].last { !$0.isEmpty && indent($0) < own }
        return above?.hasSuffix(">-") ?? false
    }
}

extension String {
    fileprivate func replacing(_ pattern: String, with template: String) -> String {
        replacingOccurrences(of: pattern, with: template, options: .regularExpression)
    }
}
