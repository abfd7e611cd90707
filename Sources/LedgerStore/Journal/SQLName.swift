/// Names of tables and columns in SQL.
enum SQLName {
    static func quoted(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }
}
