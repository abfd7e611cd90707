import Composition
package import ConvokeCore
import Foundation
import Phone

/// How a notice would be texted: what it says, and how many parts are paid for.
package struct TextPreview: Hashable, Sendable {
    package let recipient: String
    package let text: String
    /// Septets of GSM 03.38, or units of UTF-16.
    package let units: Int
    package let parts: Int
    /// Whether it goes out in UCS-2, because a letter of it is in no smaller alphabet.
    package let isUnicode: Bool
}

extension PreviewPass {
    /// The texts for those selected who have a number that takes texts; written as `.sms.txt` beside the
    /// letters.
    package func writeTexts(
        _ request: SendRequest, to folder: String
    ) throws(Problems) -> [TextPreview] {
        try Problems.collecting {
            let mailing = try Mailing(office, request)
            let composer = try office.textComposer(mailing.notice, mailing.convocation)
            let alphabet = office.settings.sms?.alphabet ?? .unicode
            var previews: [TextPreview] = []
            for recipient in mailing.audience
            where recipient.contact.phones.contains(where: \.takesText) {
                let code = mailing.letters.answerCode(
                    recipient, about: mailing.notice.answersAbout)
                let form = TextForm(
                    composer.text(to: recipient, answerCode: code), alphabet)
                try write(
                    Data(form.text.utf8),
                    to: "\(folder)/\(mailing.notice.id)-\(recipient.id).sms.txt")
                previews.append(
                    TextPreview(
                        recipient: recipient.id, text: form.text, units: form.units,
                        parts: form.parts, isUnicode: form.coding == .ucs2))
            }
            return previews
        }
    }
}
