package import ConvokeCore

/// What is said where the conference file has no notice for it: that something changed, or that the
/// conference is called off. Neither may wait until somebody has written a template.
///
/// In Vietnamese for those who read Vietnamese, in English for all others.
package enum BuiltInTemplate {
    /// What stands for its file in a Problem.
    package static func name(_ kind: Notice.Kind) -> String { "built-in \(kind.rawValue)" }

    /// Names `changes`, then the sessions and the venue as they are now.
    package static func correction() throws(Problems) -> Translated<Template> {
        try translated(.correction, english: englishCorrection, vietnamese: vietnameseCorrection)
    }

    /// Says that nothing that was sent holds any more. `changes` may give the reasons.
    package static func cancellation() throws(Problems) -> Translated<Template> {
        try translated(
            .cancellation, english: englishCancellation, vietnamese: vietnameseCancellation)
    }

    private static func translated(
        _ kind: Notice.Kind, english: String, vietnamese: String
    ) throws(Problems) -> Translated<Template> {
        var problems: [Problem] = []
        let texts = [english, vietnamese].compactMap {
            TemplateFile.read($0, file: name(kind), into: &problems)
        }
        guard texts.count == 2 else { throw Problems(problems) }
        return Translated(texts[0], ["vi": texts[1]])
    }
}
