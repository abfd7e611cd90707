extension SMTPSession {
    /// Tells the hook of a stage; true when the session shall go on as usual.
    func passes(_ stage: SandboxStage) async -> Bool {
        switch await directive(at: stage) {
        case .proceed: return true
        case .close: cut()
        case .reply(let code, let text):
            var reply = SMTPReply(code, nil, text)
            reply.refusal = .hook
            send(reply)
            if code == 421 { isOpen = false }
        }
        return false
    }

    /// Tells the hook of a stage at which there is nothing to reply to.
    func tell(_ stage: SandboxStage) async {
        let answer = await directive(at: stage)
        if answer == .close, stage != .closed { cut() }
    }

    private func directive(at stage: SandboxStage) async -> SandboxDirective {
        guard let hook = configuration.hook else { return .proceed }
        await flush()
        let transaction = dialogue.transaction
        return await hook(
            SandboxMoment(
                stage: stage, session: number,
                sender: transaction?.sender.path.address,
                recipients: transaction?.recipients.map(\.path.address) ?? [],
                file: file
            ))
    }
}
