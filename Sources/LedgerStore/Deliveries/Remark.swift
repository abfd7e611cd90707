import ConvokeCore
package import Foundation

/// What a person or a report said about a delivery after its attempts.
package struct Remark: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case arrived
        case resend
        case handled
        case reportedDelivered = "reported_delivered"
        case reportedFailed = "reported_failed"

        init(_ word: Settlement) {
            self =
                switch word {
                case .arrived: .arrived
                case .resend: .resend
                case .handled: .handled
                }
        }
    }

    package let kind: Kind
    package let text: String?
    package let at: Date
}
