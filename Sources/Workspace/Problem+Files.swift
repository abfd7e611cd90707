import ConvokeCore
import YAML

/// What a secretary reads about files and secrets that are not as they should be.
extension Problem {
    static func noWorkspace(_ path: String) -> Problem {
        Problem(
            .usage, "There is no such folder", found: shortened(path),
            expected: "the folder of a workspace",
            fix: "Go to the workspace's folder, or name it with -C.")
    }

    /// `nearest` is a file that may have been meant.
    static func missing(_ path: String, nearest: String?, at place: Place?) -> Problem {
        if path == WorkspaceFolder.settings { return noSettings(path) }
        return Problem(
            .file, "The file \(shortened(path)) is missing", at: place ?? Place(path),
            fix: (nearest.map { "Did you mean \(shortened($0))? " } ?? "")
                + "Put the file there, or correct its name.")
    }

    private static func noSettings(_ path: String) -> Problem {
        Problem(
            .file, "The file \(path) is missing: this is no workspace", at: Place(path),
            fix: "Go to the workspace's folder, or name it with -C; convoke init makes a new one.")
    }

    static func unreadable(_ path: String, at place: Place?, detail: String?) -> Problem {
        Problem(
            .file, "The file \(shortened(path)) cannot be read", at: place ?? Place(path),
            fix: "Give the user who runs Convoke the right to read it.", detail: detail)
    }

    static func tooLong(_ path: String, longest: Int, at place: Place?) -> Problem {
        Problem(
            .file, "The file \(shortened(path)) is too long", at: place ?? Place(path),
            expected: "at most \(longest / 1024) KiB", fix: "Check that this is the right file.")
    }

    static func notUTF8(_ path: String, line: Int?) -> Problem {
        Problem(
            .file, "The file is not in UTF-8", at: Place(path, line: line),
            expected: "text in UTF-8",
            fix: "Open it in the program that wrote it and save it as UTF-8.")
    }

    static func noConferences(_ folder: String, detail: String) -> Problem {
        Problem(
            .file, "The folder \(folder) cannot be read", at: Place(folder),
            fix: "Make the folder, or give the user who runs Convoke the right to read it.",
            detail: detail)
    }

    static func wrongEnding(_ path: String) -> Problem {
        Problem(
            .file, "A conference file has the wrong ending", at: Place(path), found: ".yml",
            expected: ".yaml", fix: "Rename it so that it ends in .yaml.")
    }

    static func noVariable(_ name: String, at place: Place?) -> Problem {
        Problem(
            .configuration, "The environment variable \(shortened(name)) is not set", at: place,
            fix: "Set it to the password before Convoke runs, in cron's or systemd's file too.")
    }

    static func emptySecret(_ path: String, at place: Place?) -> Problem {
        Problem(
            .configuration, "The file \(shortened(path)) holds no password", at: place,
            expected: "the password in the first line", fix: "Write the password into it.")
    }

    static func openSecret(_ path: String, at place: Place?) -> Problem {
        Problem(
            .configuration, "Everybody on this machine can read \(shortened(path))", at: place,
            expected: "a file that only its owner can read", fix: "Run: chmod 600 \(path)")
    }

    static func controlInSecret(_ name: String, at place: Place?) -> Problem {
        Problem(
            .configuration, "The password from \(shortened(name)) holds a line break or worse",
            at: place, expected: "one line of text", fix: "Store the password again, in one line.")
    }
}
