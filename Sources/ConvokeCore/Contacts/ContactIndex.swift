/// Contacts by their ids, each id once, in the order in which they were entered.
package struct ContactIndex: Sendable {
    package private(set) var values: [Contact] = []
    private var table = IDTable()

    package init() {}

    /// Of several contacts with one id the first is kept.
    package init(_ contacts: some Sequence<Contact>) {
        for contact in contacts { _ = insert(contact) }
    }

    package var isEmpty: Bool { values.isEmpty }
    package var keys: some Sequence<String> { values.lazy.map(\.id) }

    package subscript(id: String) -> Contact? {
        table.index(of: id) { values[$0].id }.map { values[$0] }
    }

    /// - Returns: the contact that has the id already; then nothing is entered.
    package mutating func insert(_ contact: Contact) -> Contact? {
        let earlier = table.insert(contact.id, values.count) { [values] in values[$0].id }
        if let earlier { return values[earlier] }
        values.append(contact)
        return nil
    }

    /// Makes room for so many before the first one is entered.
    package mutating func reserve(_ count: Int) {
        values.reserveCapacity(count)
        table.reserve(count)
    }

    /// Those of them whom somebody names.
    package func named(_ ids: some Sequence<String>) -> [String: Contact] {
        Dictionary(
            ids.compactMap { id in self[id].map { (id, $0) } },
            uniquingKeysWith: { first, _ in first })
    }
}

extension ContactIndex: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, Contact)...) {
        self.init(elements.map(\.1))
    }
}
