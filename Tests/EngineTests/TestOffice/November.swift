import ConvokeCore
import Foundation
import TestWorkspace
import Testing

@testable import Engine

/// What a secretary, cron and callers do in November 2021, by the clock of the office: `22T08:00` is the
/// 22nd at eight. Each call has its own moment, moved by hand.

func at(_ text: String) throws -> Date {
    try #require(Instant.parse("2021-11-\(text)+07:00"))
}

@discardableResult
func tick(_ office: TestOffice, _ moment: String) async throws -> TickReport {
    let workspace = try office.open(at: try at(moment))
    return try await blocking { try TickPass(workspace).run() }
}

func correct(_ office: TestOffice, _ moment: String) async throws -> CorrectionReport {
    let workspace = try office.open(at: try at(moment))
    return try await blocking { try CorrectPass(workspace).run("meeting") }
}

@discardableResult
func cancel(_ office: TestOffice, _ moment: String) async throws -> CancellationReport {
    let workspace = try office.open(at: try at(moment))
    return try await blocking { try CancelPass(workspace).run("meeting", by: "the desk") }
}

/// Says that it takes place after all.
@discardableResult
func reinstate(_ office: TestOffice, _ moment: String) async throws -> Bool {
    let workspace = try office.open(at: try at(moment))
    return try await blocking { try CancelPass(workspace).undo("meeting") }
}

@discardableResult
func answer(
    _ office: TestOffice, _ recipient: String, _ word: AnswerWord, _ moment: String,
    about: String = "register"
) async throws -> AnswerReport {
    let workspace = try office.open(at: try at(moment))
    return try await blocking {
        try AnswerPass(workspace).record(
            AnswerRequest(
                conference: "meeting", recipient: recipient, about: about, word: word,
                source: AnswerSource(way: .hand, byWhom: "the desk")))
    }
}

/// The call sheet, as it is or after a tick.
func sheet(
    _ office: TestOffice, _ moment: String, all: Bool = false, afterTick: Bool = false
) async throws -> [CallSheet.Entry] {
    if afterTick { try await tick(office, moment) }
    let workspace = try office.open(at: try at(moment))
    return try await blocking {
        try CallPass(workspace).sheet("meeting", includingDone: all).entries
    }
}

/// What came of a call, as the desk says it.
func finish(
    _ office: TestOffice, _ call: Int64, _ outcome: CallOutcome, _ moment: String,
    promisedBy: String? = nil, to: String? = nil
) async throws {
    let workspace = try office.open(at: try at(moment))
    let promise = try promisedBy.map { try at($0) }
    try await blocking {
        try CallPass(workspace).finish(
            CallReport(
                conference: "meeting", call: call, outcome: outcome, byWhom: "the desk",
                promisedBy: promise, delegatedTo: to))
    }
}
