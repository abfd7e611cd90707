import CCurl

/// What comes in during one request, as libcurl's callbacks tell it; it lives as long as `perform` runs.
final class Intake {
    /// Above this the header lines of a reply are hostile.
    private static let longestHead = 64 * 1024

    private let largestBody: Int
    private let goOn: @Sendable () -> Bool
    private(set) var headers: [HTTPHeader] = []
    private(set) var body: [UInt8] = []
    private(set) var isCut = false
    private(set) var isHeadTooLong = false
    /// Whether the empty line came that ends the head. libcurl 7.88 takes a head that breaks off before
    /// it for a whole reply.
    private(set) var isHeadComplete = false
    private var headSize = 0
    /// Set after the request: whether any of it may have left.
    var requestLeft = false
    var wasRedirected = false

    init(largestBody: Int, goOn: @escaping @Sendable () -> Bool) {
        self.largestBody = max(0, largestBody)
        self.goOn = goOn
    }

    /// The caller keeps the intake alive until the handle has done its work.
    func attach(to handle: EasyHandle) throws(CurlFailure) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        try handle.set(CURLOPT_HEADERDATA, pointer: context)
        try handle.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Intake.take(bytes, size * count, context) { $0.line($1) }
        }
        try handle.set(CURLOPT_WRITEDATA, pointer: context)
        try handle.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Intake.take(bytes, size * count, context) { $0.piece($1) }
        }
        try handle.set(CURLOPT_XFERINFODATA, pointer: context)
        try handle.setProgress { context, _, _, _, _ in
            Intake.from(context)?.goOn() == true ? 0 : 1
        }
        try handle.set(CURLOPT_NOPROGRESS, 0)
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Intake? {
        context.map { Unmanaged<Intake>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Any other number than `count` stops libcurl.
    private static func take(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
        _ note: (Intake, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Int {
        guard count > 0 else { return 0 }
        guard let bytes, let intake = from(context) else { return 0 }
        let space = UnsafeRawBufferPointer(start: bytes, count: count)
        return space.withMemoryRebound(to: UInt8.self) { note(intake, $0) } ? count : 0
    }

    private func line(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = String(printableLine: bytes)
        if text.hasPrefix("HTTP/") {
            headers = []
            headSize = 0
            isHeadComplete = false
        }
        if text.isEmpty { isHeadComplete = true }
        headSize += bytes.count
        isHeadTooLong = headSize > Self.longestHead
        guard !isHeadTooLong else { return false }
        if let colon = text.firstIndex(of: ":"), !text.hasPrefix("HTTP/") {
            let value = text[text.index(after: colon)...].drop { $0 == " " }
            headers.append(HTTPHeader(String(text[..<colon]), String(value)))
        }
        return true
    }

    private func piece(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let room = largestBody - body.count
        body.append(contentsOf: bytes.prefix(room))
        isCut = bytes.count > room
        return !isCut
    }
}
