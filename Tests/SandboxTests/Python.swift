import Foundation
import Testing

/// Python's own SMTP client and mail parser, as independent judges.
enum Python {
    struct Failure: Error { let output: String }

    /// Runs a script with arguments and returns the lines that it prints.
    static func run(_ script: String, _ arguments: [String]) async throws -> [String] {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "python").async {
                continuation.resume(with: Result { try runBlocking(script, arguments) })
            }
        }
    }

    private static func runBlocking(_ script: String, _ arguments: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(output: text) }
        return text.split(separator: "\n").map(String.init)
    }

    /// Takes a report apart: what the mail parser finds, in a fixed order.
    static func parse(_ file: URL) async throws -> [String] {
        try await run(
            """
            import email, email.policy, sys
            m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.SMTP)
            text, status, original = m.iter_parts()
            message, recipient = status.get_payload()
            returned = email.message_from_string(original.get_payload())
            for found in [m['Return-Path'], m['Delivered-To'], m['To'], m.get_content_type(),
                          m.get_param('report-type'), text.get_content_type(),
                          status.get_content_type(), original.get_content_type(),
                          message['Original-Envelope-Id'], message['Reporting-MTA'],
                          recipient['Original-Recipient'], recipient['Final-Recipient'],
                          recipient['Action'], recipient['Status'], returned['Message-ID'],
                          len(m.defects)]:
                print(found)
            """, [file.path])
    }
}
