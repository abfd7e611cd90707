import ConvokeCore

/// Which column stands where.
struct Header<Name: Column> {
    /// The index of each column in a row, by raw value; nil where the file does not have it.
    let positions: [Int?]
    /// What each column is called in this file, by raw value.
    let written: [String]
    /// Without empty columns at the end.
    let width: Int

    /// Nil when the rows below make no sense: there is no header, or a required column is missing.
    init?(_ cells: [String], at place: Place, into problems: inout [Problem]) {
        let names = cells.map { CleanText.shown($0).trimmed }
        let shown = Array(names[...(names.lastIndex { !$0.isEmpty } ?? 0)])
        var finder = ColumnFinder<Name>()
        let found = shown.map { finder.column($0) }
        width = shown.count
        if found.allSatisfy({ $0 == nil }) {
            problems.append(.noHeader(shown, wanted: Name.englishNames, at: place))
            return nil
        }
        var positions = [Int?](repeating: nil, count: Name.allCases.count)
        for (index, column) in found.enumerated() {
            if let column, positions[column.rawValue] == nil {
                positions[column.rawValue] = index
            } else if column != nil {
                problems.append(.repeatedColumn(shown[index], at: place))
            } else {
                problems.append(
                    .unknownColumn(
                        shown[index], number: index + 1, nearest: finder.nearest(shown[index]),
                        wanted: Name.englishNames, at: place))
            }
        }
        self.positions = positions
        written = Name.allCases.map { column in
            positions[column.rawValue].map { shown[$0] } ?? column.english
        }
        let missing = Name.allCases.filter { $0.isRequired && positions[$0.rawValue] == nil }
        for column in missing {
            problems.append(.missingColumn(column.english, found: shown, at: place))
        }
        if !missing.isEmpty { return nil }
    }
}

extension Column {
    /// The name of the column in the documents.
    var english: String { names.first ?? "" }

    static var englishNames: [String] { allCases.map(\.english) }
}

/// Recognises a column by its name.
private struct ColumnFinder<Name: Column> {
    private let byName: [String: Name]
    private var near: NearestName

    init() {
        let pairs = Name.allCases.flatMap { column in column.names.map { ($0, column) } }
        byName = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        near = NearestName(among: pairs.map(\.0))
    }

    func column(_ written: String) -> Name? { byName[CleanText.folded(written)] }

    mutating func nearest(_ written: String) -> String? {
        near.suggestion(for: written).flatMap { byName[$0]?.english }
    }
}
