import Foundation

/// Ports on 127.0.0.1 below those that the system gives to whoever asks for any: what stops listening
/// on one is not replaced by a stranger.
package enum LoopbackPort {
    /// The first of so many ports in a row that nobody listens on just now.
    package static func free(inARow count: Int = 1) throws -> Int {
        for _ in 0..<50 {
            let port = Int.random(in: 10_000..<32_000)
            if (port..<(port + count)).allSatisfy(isFree) { return port }
        }
        throw POSIXError(.EADDRINUSE)
    }

    private static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
