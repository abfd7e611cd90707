package import ConvokeCore

extension BuiltInTemplate {
    /// What a text says whose notice has no `.sms.txt`.
    package static func text(_ kind: Notice.Kind) throws(Problems) -> Translated<SMSTemplate> {
        let (english, vietnamese) = words(kind)
        var problems: [Problem] = []
        let texts = [english, vietnamese].compactMap {
            SMSTemplate.read($0, file: "built-in text", into: &problems)
        }
        guard texts.count == 2 else { throw Problems(problems) }
        return Translated(texts[0], ["vi": texts[1]])
    }

    private static func words(_ kind: Notice.Kind) -> (english: String, vietnamese: String) {
        let usual =
            "{{organisation.name}}: {{conference.title}}, {{conference.date}}. {{answer.code}}\n"
        return switch kind {
        case .invitation, .documents, .reminder: (usual, usual)
        case .correction:
            (
                "{{organisation.name}}: Correction: {{conference.title}}."
                    + "{{#changes}} {{text}}.{{/changes}} {{answer.code}}\n",
                "{{organisation.name}}: Đính chính: {{conference.title}}."
                    + "{{#changes}} {{text}}.{{/changes}} {{answer.code}}\n"
            )
        case .cancellation:
            (
                "{{organisation.name}}: Cancelled: {{conference.title}}, {{conference.date}}."
                    + " What you were sent no longer applies. {{answer.code}}\n",
                "{{organisation.name}}: Thông báo hủy: {{conference.title}}, {{conference.date}}."
                    + " Giấy mời đã gửi không còn hiệu lực. {{answer.code}}\n"
            )
        }
    }
}
