package import ConvokeCore

/// What a secretary asks for with `send`.
package struct SendRequest: Sendable {
    package var conference: String
    package var notice: String
    /// Only these of the notice's audience.
    package var to: Selector?
    /// These once more on purpose, as a new revision, whatever became of the earlier ones.
    package var again: Selector?
    /// The command line as it was given: it names the run to others who find the lock taken.
    package var command: String

    package init(
        conference: String, notice: String, to: Selector? = nil, again: Selector? = nil,
        command: String = "convoke send"
    ) {
        self.conference = conference
        self.notice = notice
        self.to = to
        self.again = again
        self.command = command
    }
}

/// How a run tells how far it is, and how it is stopped.
package struct SendWatch {
    /// With the number of deliveries that are due, from the run's own thread.
    package var begins: (Int) -> Void
    /// Now and then, from the run's own thread.
    package var goes: (SendProgress) -> Void
    /// When the last attempt has ended, before anything is reported.
    package var ends: () -> Void
    /// Asked when the guard would stop the run: whether to send all the same.
    package var confirms: (Problem) -> Bool
    /// Stops the run between two messages when it is pulled.
    package var brake: Brake

    package init(
        begins: @escaping (Int) -> Void = { _ in },
        goes: @escaping (SendProgress) -> Void = { _ in },
        ends: @escaping () -> Void = {},
        confirms: @escaping (Problem) -> Bool = { _ in false }, brake: Brake = Brake()
    ) {
        self.confirms = confirms
        self.begins = begins
        self.goes = goes
        self.ends = ends
        self.brake = brake
    }
}
