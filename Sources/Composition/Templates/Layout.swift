package import ConvokeCore
import Mustache

/// The frame around the HTML part.
package struct Layout: Sendable {
    package let file: String
    package let uses: [FieldUse]
    let frame: MustacheTemplate

    /// Reads a `layout.html`, which must have a place for the text: `{{{body}}}`. Everything that is
    /// wrong with it goes into `problems`.
    package static func read(
        _ text: String, file: String, into problems: inout [Problem]
    ) -> Layout? {
        let content = TemplateFile.unified(text)
        guard
            let frame = TemplateFile.checked(
                content, 1, file, schema: .layout, unescaped: "body", into: &problems)
        else { return nil }
        guard frame.uses.contains(where: { $0.path == "body" }) else {
            problems.append(.layoutWithoutBody(file))
            return nil
        }
        return Layout(file: file, uses: frame.uses, frame: frame.mustache)
    }

    /// What frames a letter in a workspace without `templates/layout.html`.
    static func builtIn() throws(Problems) -> Layout {
        var problems: [Problem] = []
        guard let layout = read(builtInText, file: "layout.html", into: &problems) else {
            throw Problems(problems)
        }
        return layout
    }

    private static let builtInText = """
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{subject}}</title>
        <style>
        body { margin: 0; background: #f4f4f1; color: #1c1c1c; font: 16px/1.55 Georgia, serif; }
        main { max-width: 40em; margin: 0 auto; padding: 1.5em 1.25em; background: #fff; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border: 1px solid #c9c9c2; padding: 0.4em 0.6em; text-align: left; }
        footer { margin-top: 2em; border-top: 1px solid #c9c9c2; font-size: 0.85em; color: #5a5a55; }
        </style>
        </head>
        <body>
        <main>
        {{{body}}}
        <footer><p>{{organisation.name}}<br>{{organisation.address}}</p></footer>
        </main>
        </body>
        </html>

        """
}
