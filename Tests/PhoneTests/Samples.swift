import ConvokeCore
import Foundation

@testable import Phone

/// A gateway's settings as the settings file would have them.
func account(
    _ kind: GatewaySettings.Kind, _ values: [String: String], headers: [String: String] = [:],
    secret: String? = nil, root: String = "/nowhere"
) -> GatewayAccount {
    var account = GatewayAccount(
        settings: GatewaySettings(
            kind: kind, values: values, headers: headers,
            secret: secret.map { _ in .environment("CONVOKE_SMS") }, alphabet: .unicode,
            place: Place("convoke.yaml", line: 6)),
        secret: secret, root: root)
    account.timeLimit = .seconds(20)
    return account
}

func text(
    _ text: String = "Kính mời dự họp", to number: String = "+84900000101",
    reference: String = "r_1", reportURL: String? = nil
) -> TextMessage {
    TextMessage(
        number: number, form: TextForm(text, .unicode), reference: reference, reportURL: reportURL)
}

extension TextResult {
    var outcome: Outcome { attempt.outcome }
    var reason: Reason? { attempt.reason }
}

/// A folder that goes with the test.
final class Scratch {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.path + "/phone-" + UUID().uuidString
        try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func make(_ folders: String...) throws {
        for folder in folders {
            try FileManager.default.createDirectory(
                atPath: path + "/" + folder, withIntermediateDirectories: true)
        }
    }

    func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).sorted()
    }

    func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
    }
}
