package import ConvokeCore

extension AnswerCode {
    /// The code by which one recipient answers about one obligation of a conference, or about the
    /// invitation.
    package init(conference: String, about: String, recipient: String, key: TokenKey) {
        self.init(key.code(["answer", conference, about, recipient])[0..<7])
    }
}
