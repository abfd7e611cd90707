import Foundation
import NIOConcurrencyHelpers
import NIOHTTP1

/// What all requests to one gateway share: the record, the file of texts, the reports under way.
final class GatewayDesk: Sendable {
    private struct State {
        var record = SandboxGatewayRecord()
        var outage = SandboxOutage.none
        var count = 0
        var hasBeenBusy: Set<String> = []
        var reports: [Int: Task<Void, Never>] = [:]
        var nextReport = 0
        var isStopped = false
    }

    let configuration: SandboxGatewayConfiguration
    private let file: PrivateFile
    private let caller: ReportCaller
    private let state: NIOLockedValueBox<State>

    /// Makes the folder and the file, and goes on counting where it ends; throws ``SandboxError``.
    init(_ configuration: SandboxGatewayConfiguration, caller: ReportCaller) throws {
        self.configuration = configuration
        self.caller = caller
        let path = configuration.directory.path
        do {
            try FileManager.default.createDirectory(
                at: configuration.directory, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw SandboxError.cannotWrite(
                path: path, reason: error.localizedDescription, isDiskFull: false)
        }
        file = try PrivateFile(
            path: path + "/texts.jsonl", flags: O_CREAT | O_APPEND | O_WRONLY)
        var state = State()
        // A file that cannot be read counts as empty: writing to it says what is wrong.
        let kept = try? Data(contentsOf: URL(filePath: path + "/texts.jsonl"))
        state.count = kept?.count { $0 == UInt8(ascii: "\n") } ?? 0
        self.state = NIOLockedValueBox(state)
    }

    var record: SandboxGatewayRecord { state.withLockedValue { $0.record } }

    func setOutage(_ outage: SandboxOutage) { state.withLockedValue { $0.outage = outage } }

    /// Decides, keeps and counts. The second value is the text whose report is to follow the
    /// answer.
    func answer(_ request: TextRequest) async -> (TextAnswer, SandboxText?) {
        let (answer, text) = await handled(request)
        state.withLockedValue { state in
            state.record.requests += 1
            switch answer {
            case .silence: state.record.cut += 1
            case .reply(200, _) where text != nil: state.record.accepted += 1
            case .reply: state.record.refused += 1
            }
        }
        return (answer, text)
    }

    private func handled(_ request: TextRequest) async -> (TextAnswer, SandboxText?) {
        guard state.withLockedValue({ $0.outage }) == .none else {
            return (.error(503, "out of order"), nil)
        }
        guard request.path == "/send" else { return (.error(404, "no such thing"), nil) }
        guard request.method == .POST else { return (.error(405, "POST it"), nil) }
        guard let sending = request.sending else { return (.error(400, "unreadable"), nil) }
        return await taken(sending)
    }

    private func taken(_ sending: TextRequest.Sending) async -> (TextAnswer, SandboxText?) {
        if let answer = await hooked(.received, sending.to, sending.reference, nil) {
            return (answer, nil)
        }
        let misbehaviour = misbehaviour(of: sending.to)
        if let refusal = refusal(misbehaviour, sending.to) { return (refusal, nil) }
        do {
            let text = try keep(sending)
            if let answer = await hooked(.kept, text.to, text.reference, text.id) {
                return (answer, nil)
            }
            if misbehaviour == .closes { return (.silence, nil) }
            if misbehaviour == .slow { await wait() }
            return (.reply(status: 200, body: #"{"id":"\#(text.id)"}"#), text)
        } catch {
            return (.error(503, "cannot write"), nil)
        }
    }

    private func misbehaviour(of number: String) -> TextMisbehaviour? {
        configuration.misbehaviours[number] ?? TextMisbehaviour(number: number)
    }

    private func refusal(_ misbehaviour: TextMisbehaviour?, _ number: String) -> TextAnswer? {
        switch misbehaviour {
        case .refused: .error(422, "no such number")
        case .breaksDown: .error(500, "something broke")
        case .errorInBody: .error(200, "no credit left")
        case .busy:
            state.withLockedValue { $0.hasBeenBusy.insert(number).inserted }
                ? .error(503, "too much to do") : nil
        default: nil
        }
    }

    private func keep(_ sending: TextRequest.Sending) throws -> SandboxText {
        try state.withLockedValue { state in
            let text = SandboxText(
                id: "T\(state.count + 1)", receivedAt: Date(), to: sending.to, text: sending.text,
                reference: sending.reference, report: sending.report)
            let line = try text.line() + [UInt8(ascii: "\n")]
            try line.withUnsafeBytes { try file.write($0) }
            state.count += 1
            state.record.kept += 1
            return text
        }
    }

    private func hooked(
        _ stage: TextStage, _ number: String, _ reference: String, _ id: String?
    ) async -> TextAnswer? {
        guard let hook = configuration.hook else { return nil }
        let moment = TextMoment(stage: stage, number: number, reference: reference, id: id)
        switch await hook(moment) {
        case .proceed: return nil
        case .answer(let status, let body): return .reply(status: status, body: body)
        case .close: return .silence
        }
    }

    /// Cut short when the gateway is stopped.
    private func wait() async { try? await Task.sleep(for: configuration.delay) }
}

extension GatewayDesk {
    /// Reports on a text whose answer has been sent, as its number asks for.
    func follow(_ text: SandboxText) {
        state.withLockedValue { state in
            guard !state.isStopped else { return }
            let number = state.nextReport
            state.nextReport += 1
            state.reports[number] = Task {
                await self.report(text)
                _ = self.state.withLockedValue { $0.reports.removeValue(forKey: number) }
            }
        }
    }

    /// Ends the reports that are still to come.
    func stop() async {
        let reports = state.withLockedValue { state in
            state.isStopped = true
            return Array(state.reports.values)
        }
        for report in reports {
            report.cancel()
            await report.value
        }
    }

    private func report(_ text: SandboxText) async {
        _ = await hooked(.replied, text.to, text.reference, text.id)
        let misbehaviour = misbehaviour(of: text.to)
        guard let url = text.report, misbehaviour != .neverReported else { return }
        if misbehaviour == .deliveredLate { await wait() }
        let leftOut = await hooked(.reporting, text.to, text.reference, text.id) != nil
        guard !leftOut, !Task.isCancelled else { return }
        let words =
            misbehaviour == .failsLater
            ? "&status=2&answer=undeliverable" : "&status=1&answer=delivered"
        let isTaken = await isTaken(url + words)
        state.withLockedValue { state in
            if isTaken { state.record.reported += 1 } else { state.record.unreported += 1 }
        }
        _ = await hooked(.reported, text.to, text.reference, text.id)
    }

    /// A report that is not taken is brought again, as gateways do.
    private func isTaken(_ url: String) async -> Bool {
        for _ in 0..<configuration.reportTries {
            if await caller.call(url) { return true }
            if Task.isCancelled { return false }
        }
        return false
    }
}
