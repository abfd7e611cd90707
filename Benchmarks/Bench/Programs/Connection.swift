import Foundation

/// A TCP connection on this machine. Everything blocks.
struct Connection: Sendable {
    let socket: Int32

    init(_ socket: Int32) {
        self.socket = socket
        var on: Int32 = 1
        setsockopt(
            socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    init(port: Int) throws {
        self.init(Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        var address = Self.address(port)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if result != 0 {
            let code = POSIXErrorCode(rawValue: errno) ?? .EIO
            close()
            throw POSIXError(code)
        }
    }

    func close() { Foundation.close(socket) }

    func write(_ bytes: some Sequence<UInt8>) throws {
        try Array(bytes).withUnsafeBytes { try write($0) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// What there is; empty when the other side closed.
    func read() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 65_536) { space, count in
            count = max(0, recv(socket, space.baseAddress, space.count, 0))
        }
    }

    static func address(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
