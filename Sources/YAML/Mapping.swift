package import ConvokeCore
import Yams

/// Whether a key must be there.
package enum Need: Sendable {
    case required, optional
}

/// The keys of a mapping, asked for one by one.
///
/// It remembers what was asked for: `finish` then reports the keys that nobody asked for, which are
/// the misspelt ones.
package final class Mapping {
    /// Where it begins.
    package let place: Place
    private var fields: [String: Field] = [:]
    private var keys: [(name: String, place: Place)] = []
    private var asked: Set<String> = []
    /// Those that had to be there and are not.
    private var missed: Set<String> = []

    init(_ pairs: Node.Mapping, place: Place, into problems: inout [Problem]) {
        self.place = place
        for (key, value) in pairs {
            guard case .scalar(let scalar) = key else {
                problems.append(.keyIsNotText(Self.at(place, line: key.mark?.line)))
                continue
            }
            add(scalar.string, line: key.mark?.line, value)
        }
    }

    private func add(_ name: String, line: Int?, _ value: Node) {
        let path = place.field.map { "\($0).\(name)" } ?? name
        keys.append((name, Self.at(place, line: line).field(path)))
        if Field.isAbsent(value) { return }
        fields[name] = Field(node: value, place: valuePlace(value, key: line).field(path))
    }

    /// A key with nothing after its colon counts as absent.
    package func field(
        _ key: String, _ need: Need = .required, into problems: inout [Problem]
    ) -> Field? {
        asked.insert(key)
        if let field = fields[key] { return field }
        if need == .required {
            missed.insert(key)
            problems.append(missing(key))
        }
        return nil
    }

    /// Whether the key is there with a value; doesn't count as asking for it.
    package func has(_ key: String) -> Bool { fields[key] != nil }

    /// Whether it has a key that is not this one and was probably meant to be.
    package func misspells(_ key: String) -> Bool {
        !has(key) && names.contains { $0 != key && NearestName.nearest(to: $0, in: [key]) != nil }
    }

    /// The place of a key, or of the mapping where it is missing.
    package func place(of key: String) -> Place {
        if let field = fields[key] { return field.place }
        let path = place.field.map { "\($0).\(key)" } ?? key
        return keys.first { $0.name == key }?.place ?? place.field(path)
    }

    /// The names of all keys, in the order of the file.
    package var names: [String] { keys.map(\.name) }

    /// Reports the keys that were not asked for. One that is a missing key misspelt is one problem,
    /// at the line where it stands.
    package func finish(into problems: inout [Problem]) {
        for key in keys where !asked.contains(key.name) {
            let nearest = NearestName.nearest(to: key.name, in: asked)
            if let nearest, missed.contains(nearest) {
                let absence = missing(nearest)
                problems.removeAll { $0 == absence }
            }
            problems.append(
                .unknownKey(key.name, at: key.place, nearest: nearest, known: asked))
        }
    }

    private func missing(_ key: String) -> Problem {
        let isThere = keys.contains { $0.name == key }
        return isThere ? .empty(place(of: key)) : .missingKey(key, at: place(of: key))
    }

    /// A block scalar begins at its key, as a person sees it.
    private func valuePlace(_ value: Node, key line: Int?) -> Place {
        Self.at(place, line: value.mark?.line ?? line)
    }

    private static func at(_ place: Place, line: Int?) -> Place {
        Place(place.file, line: line ?? place.line, field: place.field)
    }
}

extension Mapping {
    /// The places of all fields in it and below, by their paths.
    package var places: [String: Place] {
        var all: [String: Place] = [:]
        for field in fields.values { field.collectPlaces(into: &all) }
        return all
    }
}

extension Field {
    fileprivate func collectPlaces(into all: inout [String: Place]) {
        if let path = place.field { all[path] = place }
        var ignored: [Problem] = []  // what is wrong below is reported when it is read
        if isList { list(into: &ignored)?.forEach { $0.collectPlaces(into: &all) } }
        guard isMapping else { return }
        all.merge(mapping(into: &ignored)?.places ?? [:]) { first, _ in first }
    }
}
