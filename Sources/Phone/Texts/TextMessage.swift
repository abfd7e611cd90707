/// One text to one number, as a gateway is given it.
package struct TextMessage: Hashable, Sendable {
    /// E.164 with `+`.
    package let number: String
    package let form: TextForm
    /// Our own token for the delivery: comes back in reports, and names a text that is sent once
    /// more.
    package let reference: String
    /// Where the gateway can report to, without a query; nil where nobody listens.
    package let reportURL: String?

    package init(number: String, form: TextForm, reference: String, reportURL: String? = nil) {
        self.number = number
        self.form = form
        self.reference = reference
        self.reportURL = reportURL
    }
}

extension TextMessage {
    /// The report URL with our reference in its query; a gateway adds to it what it has to say.
    var callback: String? {
        reportURL.map { base in
            base + (base.contains("?") ? "&" : "?")
                + "reference=" + ReferenceCode.encoded(reference)
        }
    }
}
