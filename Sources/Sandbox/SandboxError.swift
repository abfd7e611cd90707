/// Why the sandbox could not start or go on. The caller words it for people.
package enum SandboxError: Error, Equatable, Sendable {
    /// The host is not a loopback address; the sandbox never listens to a network.
    case notLoopback(host: String)
    /// The address is taken, or may not be used by this user.
    case cannotListen(host: String, port: Int, reason: String)
    /// A file or folder of the sandbox cannot be written; the reason is the system's.
    case cannotWrite(path: String, reason: String, isDiskFull: Bool)
    /// Another sandbox keeps its mail in the folder.
    case inUse(path: String)
    /// The throw-away certificate could not be made.
    case noCertificate(reason: String)
}
