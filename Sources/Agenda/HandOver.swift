package import ConvokeCore
package import Foundation

/// The ladder's arithmetic, backwards from the moment that matters.
package enum HandOver {
    /// When a delivery that is still deferred goes to the ladder, so that all of its waits fit in
    /// before `lastUseful`.
    package static func moment(lastUseful: Date, ladder: [Step]) -> Date {
        lastUseful.addingTimeInterval(-Double(ladder.reduce(0) { $0 + $1.wait.seconds }))
    }
}

extension Notice {
    /// When a delivery of it goes to the ladder, if it is still deferred then.
    package func handOver(_ ladder: [Step]) -> Date {
        HandOver.moment(lastUseful: lastUseful, ladder: ladder)
    }
}
