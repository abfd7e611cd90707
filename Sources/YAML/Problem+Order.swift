package import ConvokeCore

extension [Problem] {
    /// In the order of the file's lines, so that a person mends it from top to bottom; what has no
    /// line stands first.
    package var inOrder: [Problem] {
        enumerated()
            .sorted { left, right in
                (left.element.place?.line ?? 0, left.offset)
                    < (right.element.place?.line ?? 0, right.offset)
            }
            .map(\.element)
    }
}
