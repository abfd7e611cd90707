/// The twelfth step: the lines of a row of the journal may be folded.
extension Schema {
    static let twelfth = """
        -- No table changes, but versions before this step cannot read such lines.

        """
}
