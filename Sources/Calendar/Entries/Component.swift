import CICal

/// A component of libical's while an entry is put together. It belongs to the one that it is added to;
/// the outermost is freed by hand. Only inside ``Library/locked(_:)``.
struct Component {
    private let pointer: OpaquePointer?

    init(_ kind: icalcomponent_kind) {
        pointer = icalcomponent_new(kind)
    }

    /// A property that is text of our own, not folded.
    func add(_ line: String) {
        add(icalproperty_new_from_string(line))
    }

    /// A property that the library made.
    func add(_ property: OpaquePointer?) {
        guard let property else { return }
        icalcomponent_add_property(pointer, property)
    }

    func add(_ component: Component) {
        guard let part = component.pointer else { return }
        icalcomponent_add_component(pointer, part)
    }

    /// As iCalendar text; empty when there was no memory for it.
    var bytes: [UInt8] { Library.taking(icalcomponent_as_ical_string_r(pointer)) }

    func free() {
        if let pointer { icalcomponent_free(pointer) }
    }
}
