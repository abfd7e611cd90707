/// What the sandbox's gateway has counted since it started.
package struct SandboxGatewayRecord: Equatable, Sendable {
    /// Requests that came in whole.
    package internal(set) var requests = 0
    /// Texts on record. More than `accepted` where the answer was no acceptance.
    package internal(set) var kept = 0
    /// Texts answered with an id.
    package internal(set) var accepted = 0
    /// Requests answered with anything else.
    package internal(set) var refused = 0
    /// Requests that got no answer.
    package internal(set) var cut = 0
    /// Reports that their sender took, and those that could not be handed over.
    package internal(set) var reported = 0
    package internal(set) var unreported = 0
}
