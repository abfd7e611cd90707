extension BuiltInTemplate {
    static let vietnameseCorrection = """
        ---
        subject: "Đính chính: {{conference.title}}, ngày {{conference.date}}"
        ---
        # Đính chính

        {{#recipient.salutation}}{{.}} {{/recipient.salutation}}**{{recipient.name}}**,

        {{#has_changes}}
        {{organisation.name}} trân trọng thông báo một số nội dung điều chỉnh so với thông tin đã \
        gửi về **{{conference.title}}** như sau:

        {{#changes}}
        - {{text}}
        {{/changes}}

        Các nội dung khác đã thông báo không thay đổi.
        {{/has_changes}}
        {{^has_changes}}
        {{organisation.name}} trân trọng thông báo điều chỉnh một số nội dung so với thông tin đã \
        gửi về **{{conference.title}}**.
        {{/has_changes}}

        ## Thời gian{{#venue.name}}, địa điểm{{/venue.name}} sau điều chỉnh

        {{#sessions}}
        - **{{start_time}} – {{end_time}}, ngày&nbsp;{{date}}:** {{title}}.
        {{/sessions}}
        {{#venue.name}}

        Địa điểm: **{{venue.name}}**{{#venue.address}} ({{venue.address}}){{/venue.address}}.
        {{/venue.name}}

        {{#answer.code}}
        Khi trả lời qua thư điện tử hoặc điện thoại, đề nghị nêu mã trả lời **`{{answer.code}}`**.

        {{/answer.code}}
        Trân trọng.

        **{{organisation.name}}**

        """

    /// Not “hoãn”: that would promise another date.
    static let vietnameseCancellation = """
        ---
        subject: "Thông báo hủy: {{conference.title}}, ngày {{conference.date}}"
        ---
        # Thông báo về việc hủy tổ chức Hội nghị

        {{#recipient.salutation}}{{.}} {{/recipient.salutation}}**{{recipient.name}}**,

        {{organisation.name}} trân trọng thông báo: **{{conference.title}}**, dự kiến tổ chức \
        ngày&nbsp;{{conference.date}}, **không tổ chức** theo kế hoạch đã thông báo.

        {{#changes}}
        - {{text}}
        {{/changes}}

        Giấy mời và các thông báo, tài liệu đã gửi không còn hiệu lực. Đề nghị quý cơ quan, đơn vị \
        không tiếp tục thực hiện việc đăng ký, báo cáo, chạy thử đường truyền phục vụ Hội nghị này.

        {{#answer.code}}
        Khi trả lời qua thư điện tử hoặc điện thoại, đề nghị nêu mã trả lời **`{{answer.code}}`**.

        {{/answer.code}}
        Trân trọng.

        **{{organisation.name}}**

        """
}
