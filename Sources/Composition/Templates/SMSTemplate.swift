package import ConvokeCore
import Mustache

/// The text-message form of a notice: plain text with fields, no Markdown.
package struct SMSTemplate: Sendable {
    package let file: String
    package let uses: [FieldUse]
    let body: MustacheTemplate

    /// Reads a `.sms.txt`. Everything that is wrong with it goes into `problems`.
    package static func read(
        _ text: String, file: String, into problems: inout [Problem]
    ) -> SMSTemplate? {
        let content = TemplateFile.unified(text)
        guard let body = TemplateFile.checked(content, 1, file, into: &problems) else { return nil }
        return SMSTemplate(file: file, uses: body.uses, body: body.mustache)
    }
}
