import ConvokeCore
import Foundation
import Testing

@testable import Composition

@Suite struct FieldSchemaTests {
    @Test("the documents name every field", arguments: FieldSchema.layout.paths)
    func documented(_ path: String) throws {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/templates.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let forms = ["`\(path)`", "`\(path).", "`{{{\(path)}}}`"]
        #expect(forms.contains { text.contains($0) })
    }

    @Test("every field of the schema is found when a letter is composed")
    func complete() throws {
        var placeholders = Placeholders()
        let facts = Facts(
            notice: Sample.notice(about: .obligation("dang-ky")),
            conference: Sample.conference(), contacts: ["ky-thuat": Sample.technician],
            settings: Sample.settings(), uses: [])
        let letter = Sample.letter().personal
        let scope = facts.scope(facts.shape(of: letter), &placeholders)
        for (name, kind) in FieldSchema.notice.fields {
            if ["line_test", "session"].contains(name) {
                #expect(scope.child(named: name) == nil)
            } else {
                try expect(scope.child(named: name), is: kind, at: name)
            }
        }
    }

    /// What Mustache gets for a name is what the schema says it is.
    private func expect(_ found: Any?, is kind: FieldSchema.Kind, at path: String) throws {
        let note = Comment(rawValue: path)
        switch kind {
        case .text: #expect(found is Stand, note)
        case .flag: #expect(found is Bool, note)
        case .object(let inner):
            let scope = try #require(found as? Scope, note)
            for (name, kind) in inner.fields {
                try expect(scope.child(named: name), is: kind, at: "\(path).\(name)")
            }
        case .list(let inner):
            let scopes = try #require(found as? [Scope], note)
            for (name, kind) in inner.fields {
                for scope in scopes {
                    try expect(scope.child(named: name), is: kind, at: "\(path).\(name)")
                }
            }
        }
    }
}
