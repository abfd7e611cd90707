import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// A certificate authority that lives as long as one sandbox, and the server certificate that it
/// signs for localhost, 127.0.0.1 and ::1. Its key is never written anywhere.
struct ThrowawayAuthority {
    /// What a client must trust, as PEM.
    let certificatePEM: String
    /// What the server presents, ready for use.
    let context: NIOSSLContext

    /// Makes both, valid for a year from `now`; throws ``SandboxError``.
    init(now: Date) throws {
        do {
            let authority = try Self.makeAuthority(now: now)
            let server = try Self.makeServer(signedBy: authority, now: now)
            certificatePEM = try authority.certificate.serializeAsPEM().pemString + "\n"
            context = try Self.makeContext(server)
        } catch {
            throw SandboxError.noCertificate(reason: String(describing: error))
        }
    }

    private typealias Identity = (certificate: Certificate, key: Certificate.PrivateKey)

    private static func makeAuthority(now: Date) throws -> Identity {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName { CommonName("Convoke sandbox authority") }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: now - 86_400, notValidAfter: now + 365 * 86_400,
            issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: key.publicKey)
            },
            issuerPrivateKey: key
        )
        return (certificate, key)
    }

    private static func makeServer(signedBy authority: Identity, now: Date) throws -> Identity {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let authorityID = SubjectKeyIdentifier(hash: authority.key.publicKey).keyIdentifier
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: now - 86_400, notValidAfter: now + 365 * 86_400,
            issuer: authority.certificate.subject,
            subject: DistinguishedName { CommonName("localhost") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                AuthorityKeyIdentifier(keyIdentifier: authorityID)
                SubjectKeyIdentifier(hash: key.publicKey)
                SubjectAlternativeNames(names)
            },
            issuerPrivateKey: authority.key
        )
        return (certificate, key)
    }

    private static let names: [GeneralName] = [
        .dnsName("localhost"),
        .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
        .ipAddress(
            ASN1OctetString(contentBytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
    ]

    private static func makeContext(_ server: Identity) throws -> NIOSSLContext {
        let certificate = try NIOSSLCertificate(
            bytes: Array(server.certificate.serializeAsPEM().pemString.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(
            bytes: Array(server.key.serializeAsPEM().pemString.utf8), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
    }
}
