/// What a rehearsal knows beyond what its ledger says.
package struct Rehearsed: Sendable {
    package let seed: UInt64
    package let verdict: Verdict
    package let findings: [Finding]
    /// Ids of the recipients who did not hear of it in time, whatever the ledger holds for sent.
    package let unheard: Set<String>
    /// Addresses, in small letters, from which mail that was taken came back.
    package let lost: Set<String>

    package init(
        seed: UInt64, verdict: Verdict, findings: [Finding], unheard: Set<String> = [],
        lost: Set<String> = []
    ) {
        self.lost = lost
        self.seed = seed
        self.verdict = verdict
        self.findings = findings
        self.unheard = unheard
    }
}
