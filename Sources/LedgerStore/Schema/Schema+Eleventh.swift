/// The eleventh step: a planned delivery keeps room for what its first attempt will say about it.
///
/// Deliveries are planned one behind the other on full pages. Without room the end of an attempt, which adds
/// the server's words and the message's digest, splits each of these pages.
extension Schema {
    static let eleventh = """
        ALTER TABLE delivery ADD COLUMN room BLOB;  -- of what is planned; says nothing, NULL after an attempt

        """
}
