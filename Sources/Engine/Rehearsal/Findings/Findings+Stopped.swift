import ConvokeCore
import Foundation

extension Findings {
    /// What stopped ticks, other than what the world switched off.
    var stopped: [Finding] {
        outcome.troubles.filter { entry in
            !(entry.problem.status == .unreachable && world.relayDown.covers(entry.first))
                && !world.gatewayDown.covers(entry.first)
        }.map { entry in
            let problem = entry.problem
            return finding(
                Advice("From \(words(entry.first)) on: \(problem.what)", fix: problem.fix),
                StoppedWords(problem).advice(since: vietnamese(entry.first)),
                at: problem.place, found: problem.found, expected: problem.expected)
        }
    }
}

/// What stopped a tick, in Vietnamese: what kind of thing it is and what to do. The program's own words,
/// which are English, stand behind it for whoever has to look closer.
struct StoppedWords {
    private let problem: Problem

    init(_ problem: Problem) {
        self.problem = problem
    }

    func advice(since moment: String) -> Advice {
        let (why, fix) = isGuard ? Self.refusedTooOften : sentences
        return Advice("Từ \(moment): \(why) (“\(problem.what)”)", fix: fix)
    }

    private var isGuard: Bool { problem.place?.field == "guard" }

    private static let refusedTooOften = (
        "việc gửi dừng lại vì quá nhiều thư đầu tiên bị từ chối",
        "Xem lại danh sách người nhận; nếu đúng thì chạy convoke release và gửi lại."
    )

    private var sentences: (why: String, fix: String) {
        switch problem.status {
        case .allWell, .needsPerson:
            (
                "việc gửi dừng lại và cần có người quyết định",
                "Xem lại thông báo và danh sách người nhận ở dòng nêu trên, rồi diễn tập lại."
            )
        case .usage, .file:
            (
                "việc gửi dừng lại vì một tệp của hội nghị có chỗ chưa đúng",
                "Sửa dòng nêu trên, kiểm tra bằng convoke check, rồi diễn tập lại."
            )
        case .unreachable:
            (
                "không liên hệ được với máy chủ chuyển thư",
                "Hỏi người quản trị máy chủ thư, rồi diễn tập lại."
            )
        case .ledger, .busy:
            (
                "không ghi được sổ gửi thư trên máy này",
                "Kiểm tra đĩa còn chỗ trống và quyền ghi, rồi diễn tập lại."
            )
        case .loginRefused, .configuration:
            (
                "máy chủ chuyển thư không nhận cách kết nối trong convoke.yaml",
                "Xem lại mục relay trong convoke.yaml cùng người quản trị máy chủ thư."
            )
        }
    }
}
