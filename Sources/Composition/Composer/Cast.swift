import ConvokeCore

/// A skeleton with its calendar entries and attachments as a mould, and what its values are.
final class Cast: Sendable {
    /// What a letter gives for one value of the mould.
    enum Source: Hashable, Sendable {
        case gap(Skeleton.Gap)
        /// A field in HTML, of which an earlier value is the text: mostly they are the same.
        case html(Slot, text: Int)
        /// The digits that all boundaries of a letter share.
        case boundary
        /// The line that names a calendar entry, by the entry's number.
        case nameLine(Int)
        /// The lines that all of a letter's calendar entries share.
        case calendarLines
    }

    let mould: Mould
    /// In the order of the mould's values.
    let sources: [Source]
    /// What the mould was made of.
    private let sheets: [CalendarSheet]

    init(mould: Mould, sources: [Source], sheets: [CalendarSheet]) {
        self.mould = mould
        self.sources = sources
        self.sheets = sheets
    }
}

/// Puts a mould together, from the first header to the last boundary.
struct CastBuilder {
    private let skeleton: Skeleton
    private let sheets: [CalendarSheet]
    private var fixed: [UInt8] = []
    private var parts: [Mould.Part] = []
    private var numbers: [Cast.Source: Int] = [:]
    private var sources: [Cast.Source] = []

    static func build(_ skeleton: Skeleton, _ sheets: [CalendarSheet]) -> Cast {
        var builder = CastBuilder(skeleton: skeleton, sheets: sheets)
        for part in skeleton.parts {
            switch part {
            case .fixed(let range): builder.put(skeleton.fixed[range])
            case .gap(let gap): builder.put(gap)
            }
        }
        builder.putAttached()
        let mould = Mould(
            fixed: builder.fixed, parts: builder.parts, attachments: skeleton.attachments,
            valueCount: builder.sources.count)
        return Cast(mould: mould, sources: builder.sources, sheets: sheets)
    }

    private init(skeleton: Skeleton, sheets: [CalendarSheet]) {
        self.skeleton = skeleton
        self.sheets = sheets
    }

    private mutating func put(_ gap: Skeleton.Gap) {
        switch gap {
        case .mixedBoundary: putBoundary("=_m")
        case .alternativeBoundary: putBoundary("=_a")
        case .calendar: putCalendar()
        case .slot(let slot, .html): put(html(slot))
        default: put(.gap(gap))
        }
    }

    private func html(_ slot: Slot) -> Cast.Source {
        numbers[.gap(.slot(slot, .text))].map { .html(slot, text: $0) } ?? .gap(.slot(slot, .html))
    }

    private mutating func putBoundary(_ mark: StaticString) {
        put(mark)
        put(.boundary)
    }

    /// The first entry, which mail programs answer by a button. They look at one only.
    private mutating func putCalendar() {
        guard let first = sheets.first else { return }
        put(first.alternativeHead)
        putObject(0)
    }

    private mutating func putObject(_ number: Int) {
        put(sheets[number].before)
        put(.nameLine(number))
        put(.calendarLines)
        put(sheets[number].after)
    }

    /// The attachments between their boundaries, and the calendar entries once more as files.
    private mutating func putAttached() {
        if skeleton.attachments.isEmpty && sheets.isEmpty { return }
        for number in skeleton.attachments.indices {
            put(number == 0 ? "\r\n--" : "--")
            put(.mixedBoundary)
            put("\r\n")
            parts.append(.attachment(number))
        }
        for number in sheets.indices { putFile(number) }
        put("--")
        put(.mixedBoundary)
        put("--\r\n")
    }

    private mutating func putFile(_ number: Int) {
        let isFirst = number == 0 && skeleton.attachments.isEmpty
        put(isFirst ? "\r\n--" : "--")
        put(.mixedBoundary)
        put("\r\n")
        put(sheets[number].fileHead)
        putObject(number)
        // The break before a boundary is part of it (RFC 2046 section 5.1.1).
        put("\r\n")
    }

    // MARK: - Parts

    private mutating func put(_ source: Cast.Source) {
        if numbers[source] == nil {
            numbers[source] = sources.count
            sources.append(source)
        }
        if let number = numbers[source] { parts.append(.value(number)) }
    }

    private mutating func put(_ text: StaticString) {
        put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func put(_ bytes: some Collection<UInt8>) {
        if bytes.isEmpty { return }
        let start = fixed.count
        fixed += bytes
        if case .fixed(let range)? = parts.last {
            parts[parts.count - 1] = .fixed(range.lowerBound..<fixed.count)
        } else {
            parts.append(.fixed(start..<fixed.count))
        }
    }
}
