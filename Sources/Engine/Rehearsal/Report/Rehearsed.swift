/// What a rehearsal knows beyond what its ledger says.
package struct Rehearsed: Sendable {
    package let seed: UInt64
    package let verdict: Verdict
    package let findings: [Finding]
    /// Ids of the recipients who did not hear of it in time, whatever the ledger holds for sent.
    package let unheard: Set<String>

    package init(
        seed: UInt64, verdict: Verdict, findings: [Finding], unheard: Set<String> = []
    ) {
        self.seed = seed
        self.verdict = verdict
        self.findings = findings
        self.unheard = unheard
    }
}
