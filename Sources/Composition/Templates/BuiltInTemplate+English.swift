extension BuiltInTemplate {
    static let englishCorrection = """
        ---
        subject: "Correction: {{conference.title}}, {{conference.date}}"
        ---
        # Correction

        {{#recipient.salutation}}{{.}} {{/recipient.salutation}}**{{recipient.name}}**,

        {{#has_changes}}
        {{organisation.name}} wishes to inform you of the following changes to what you were sent \
        about **{{conference.title}}**:

        {{#changes}}
        - {{text}}
        {{/changes}}

        All else that you were sent remains as it was.
        {{/has_changes}}
        {{^has_changes}}
        {{organisation.name}} wishes to inform you of changes to what you were sent about \
        **{{conference.title}}**.
        {{/has_changes}}

        ## The conference as it now stands

        {{#sessions}}
        - **{{start_time}}–{{end_time}}, {{date}}:** {{title}}.
        {{/sessions}}
        {{#venue.name}}

        Venue: **{{venue.name}}**{{#venue.address}} ({{venue.address}}){{/venue.address}}.
        {{/venue.name}}

        {{#answer.code}}
        When you answer by mail or telephone, please give the code **`{{answer.code}}`**.

        {{/answer.code}}
        Yours faithfully,

        **{{organisation.name}}**

        """

    static let englishCancellation = """
        ---
        subject: "Cancelled: {{conference.title}}, {{conference.date}}"
        ---
        # Notice of cancellation

        {{#recipient.salutation}}{{.}} {{/recipient.salutation}}**{{recipient.name}}**,

        {{organisation.name}} regrets to inform you that **{{conference.title}}**, planned for \
        {{conference.date}}, **has been cancelled**.

        {{#changes}}
        - {{text}}
        {{/changes}}

        What you were sent about it no longer applies; you need not register, report or test \
        lines for it.

        {{#answer.code}}
        When you answer by mail or telephone, please give the code **`{{answer.code}}`**.

        {{/answer.code}}
        Yours faithfully,

        **{{organisation.name}}**

        """
}
