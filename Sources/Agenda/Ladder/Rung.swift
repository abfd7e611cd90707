package import ConvokeCore
import Foundation

/// One rung of a ladder as it was frozen when its case arose: whoever is changed in the contact book
/// afterwards, the case goes on with the numbers that it began with.
package struct Rung: Hashable, Sendable {
    /// A text message or a call; anything but a call is planned like a text.
    package let channel: Channel
    /// As whom the contact is addressed.
    package let target: Step.Target
    /// Id of the contact who is texted or called.
    package let contact: String
    /// As they are dialled; of a text exactly one.
    package let numbers: [String]
    /// Seconds to wait for an acknowledgement before the next rung; a negative wait is none.
    package let wait: Int

    package init(
        channel: Channel, target: Step.Target, contact: String, numbers: [String], wait: Int
    ) {
        self.channel = channel
        self.target = target
        self.contact = contact
        self.numbers = numbers
        self.wait = wait
    }

    /// Whether a person tells a person.
    package var isCall: Bool { channel == .call }

    /// The wait as arithmetic needs it.
    var pause: TimeInterval { Double(max(0, wait)) }
}
