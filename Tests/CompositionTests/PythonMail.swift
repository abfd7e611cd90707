import Foundation

/// A mail as Python's `email` package understands it: a reader that shares nothing with us.
struct ParsedMail: Decodable {
    struct Part: Decodable {
        let type: String
        let text: String?
        let bytes: String?
        let fileName: String?
        let defects: [String]
    }

    let headers: [[String]]
    let subject: String
    let fromName: String
    let toName: String
    let toAddress: String
    let parts: [Part]
    let defects: [String]

    func header(_ name: String) -> [String] {
        headers.filter { $0[0].lowercased() == name.lowercased() }.map { $0[1] }
    }

    func part(_ type: String) -> Part? { parts.first { $0.type == type } }
}

enum PythonMail {
    /// Reads any number of messages in one run of Python.
    static func read(_ messages: [[UInt8]]) throws -> [ParsedMail] {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("convoke-mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (number, message) in messages.enumerated() {
            try Data(message).write(to: folder.appendingPathComponent("\(number).eml"))
        }
        let output = folder.appendingPathComponent("parsed.json")
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", script, folder.path, "\(messages.count)", output.path]
        try python.run()
        python.waitUntilExit()
        let parsed = try JSONDecoder().decode([ParsedMail].self, from: Data(contentsOf: output))
        try FileManager.default.removeItem(at: folder)
        return parsed
    }

    static func read(_ message: [UInt8]) throws -> ParsedMail { try read([message])[0] }

    private static let script = """
        import base64, email, email.header, email.policy, email.utils, json, sys
        folder, count, output = sys.argv[1], int(sys.argv[2]), sys.argv[3]

        def decoded(value):
            return str(email.header.make_header(email.header.decode_header(value)))

        def mailbox(raw):
            name, address = email.utils.parseaddr(raw)
            return decoded(name), address

        result = []
        for number in range(count):
            data = open(f"{folder}/{number}.eml", "rb").read()
            mail = email.message_from_bytes(data, policy=email.policy.default)
            old = email.message_from_bytes(data, policy=email.policy.compat32)
            parts = []
            for part in mail.walk():
                if part.is_multipart():
                    continue
                isText = part.get_content_maintype() == "text" and not part.is_attachment()
                parts.append({
                    "type": part.get_content_type(),
                    "text": part.get_payload(decode=True).decode("utf-8") if isText else None,
                    "bytes": base64.b64encode(part.get_payload(decode=True)).decode(),
                    "fileName": part["content-disposition"].params.get("filename")
                    if part["content-disposition"] else None,
                    "defects": [type(d).__name__ for d in part.defects],
                })
            unfolded = lambda v: "".join(str(v).splitlines()) if isinstance(v, str) else str(v)
            raws = {k.lower(): v for k, v in old.items()}
            to_raw = "".join(str(raws["to"]).replace("\\r", "").split("\\n"))
            from_raw = "".join(str(raws["from"]).replace("\\r", "").split("\\n"))
            subject_raw = "".join(str(raws["subject"]).replace("\\r", "").split("\\n"))
            result.append({
                "headers": [[k, "".join(str(v).splitlines())] for k, v in old.items()],
                "subject": decoded(subject_raw),
                "fromName": mailbox(from_raw)[0],
                "toName": mailbox(to_raw)[0],
                "toAddress": mailbox(to_raw)[1],
                "parts": parts,
                "defects": [type(d).__name__ for d in mail.defects],
            })
        json.dump(result, open(output, "w"))
        """
}
