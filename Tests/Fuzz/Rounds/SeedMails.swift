/// Well-formed mails of every kind that the inbox reads: what the fuzz begins with, and what a second
/// parser is asked about.
package enum SeedMails {
    package static let all: [(name: String, text: String)] = [
        ("plain", plain), ("alternative", alternative), ("report", report),
        ("attachments", attachments), ("calendar", calendar), ("forwarded", forwarded),
        ("receipt", receipt), ("html", html), ("digest", digest), ("old charset", oldCharset),
    ]

    static let plain = """
        Return-Path: <reply@unit.example>
        Received: from mx.unit.example by mail.office.example; Mon, 8 Nov 2021 09:00:00 +0700
        From: =?utf-8?B?xJDGoW4gduG7iyBBbQ==?= <reply@unit.example>
        To: office@office.example
        Subject: =?utf-8?Q?Re:_X=C3=A1c_nh=E1=BA=ADn?=
         =?utf-8?Q?_tham_d=E1=BB=B1?=
        Message-ID: <1@unit.example>
        In-Reply-To: <invitation.1@office.example>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        Đơn vị xác nhận tham dự đầy đủ.

        Vào Th 2, 8 thg 11, 2021 vào lúc 08:00 Văn phòng <office@office.example> đã viết:
        > Kính mời các đồng chí tham dự hội nghị.
        > Mã trả lời: K7QF-3MXA

        --\u{20}
        Văn phòng

        """

    static let alternative = """
        From: reply@unit.example
        To: office@office.example
        Subject: registered
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="=_alt_1"

        --=_alt_1
        Content-Type: text/plain; charset="utf-8"
        Content-Transfer-Encoding: quoted-printable

        =C4=90=C3=A3 nh=E1=BA=ADn, =C4=91=C6=A1n v=E1=BB=8B =C4=91=C4=83ng k=C3=BD =
        12 =C4=91i=E1=BB=83m c=E1=BA=A7u.

        --=_alt_1
        Content-Type: text/html; charset="utf-8"
        Content-Transfer-Encoding: base64

        PGRpdj7EkMOjIG5o4bqtbi48L2Rpdj48ZGl2IGNsYXNzPSJnbWFpbF9xdW90ZSI+PGJsb2NrcXVv
        dGU+S8OtbmggbeG7nWk8L2Jsb2NrcXVvdGU+PC9kaXY+

        --=_alt_1--

        """

    static let report = """
        From: MAILER-DAEMON@mx.unit.example
        To: office@office.example
        Subject: Delivery Status
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="r/1"

        This is the preamble.
        --r/1
        Content-Type: text/plain; charset=us-ascii

        The address does not exist.

        --r/1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.unit.example
        Original-Envelope-Id: token+2B1

        Final-Recipient: rfc822; nobody@unit.example
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 no such
         address

        --r/1
        Content-Type: message/rfc822

        From: office@office.example
        To: nobody@unit.example
        Subject: =?utf-8?B?R2nhuqV5IG3hu51p?=
        Message-ID: <invitation.1@office.example>
        Content-Type: multipart/mixed; boundary=inner

        --inner

        The invitation.
        --inner
        Content-Type: application/pdf; name="a.pdf"
        Content-Transfer-Encoding: base64

        JVBERi0xLjQK
        --inner--

        --r/1--
        This is the epilogue.

        """

    static let attachments = """
        From: reply@unit.example
        To: office@office.example
        Subject: list of attendees
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="simple boundary"

        --simple boundary
        Content-Type: text/plain; charset=utf-8; format=flowed

        Attached.
        --simple boundary
        Content-Type: application/vnd.ms-excel
        Content-Disposition: attachment;
         filename*0*=utf-8''Danh%20s%C3%A1ch;
         filename*1*=%20%C4%91%E1%BA%A1i;
         filename*2=" bieu.xls"
        Content-Transfer-Encoding: base64

        AAECAwQFBgcICQ==
        --simple boundary
        Content-Type: text/csv; charset=utf-8; name="=?utf-8?B?RFMuY3N2?="
        Content-Disposition: attachment
        Content-Transfer-Encoding: quoted-printable

        a,b=0D=0A1,2
        --simple boundary--

        """

    static let calendar = """
        From: reply@unit.example
        To: office@office.example
        Subject: Accepted: meeting
        MIME-Version: 1.0
        Content-Type: text/calendar; method=REPLY; charset=UTF-8

        BEGIN:VCALENDAR
        METHOD:REPLY
        BEGIN:VEVENT
        UID:session-1@office.example
        ATTENDEE;PARTSTAT=ACCEPTED:mailto:reply@unit.example
        END:VEVENT
        END:VCALENDAR

        """

    static let forwarded = """
        From: reply@unit.example
        To: office@office.example
        Subject: Fwd: invitation
        MIME-Version: 1.0
        Content-Type: message/rfc822
        Content-Transfer-Encoding: 7bit

        From: office@office.example
        Subject: invitation

        You are invited.

        """

    static let receipt = """
        From: reply@unit.example
        To: office@office.example
        Subject: Read: invitation
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=disposition-notification;
        \tboundary=mdn

        --mdn

        The message was shown.
        --mdn
        Content-Type: message/disposition-notification

        Final-Recipient: rfc822;reply@unit.example
        Disposition: manual-action/MDN-sent-manually; displayed

        --mdn
        Content-Type: text/rfc822-headers

        Subject: invitation
        Message-ID: <invitation.1@office.example>

        --mdn--

        """

    static let html = """
        From: reply@unit.example
        Subject: no
        MIME-Version: 1.0
        Content-Type: text/html; charset=utf-8

        <html><head><style>p { color: red }</style><title>t</title></head><body>
        <p>I cannot attend &amp; am sorry.</p><!-- hidden -->
        <div id="divRplyFwdMsg"><b>From:</b> Office<br><b>Sent:</b> Monday<br></div>
        <div>Please confirm attendance.</div></body></html>

        """

    static let digest = """
        From: list@list.example
        Subject: digest
        MIME-Version: 1.0
        Content-Type: multipart/digest; boundary=d

        --d

        From: a@unit.example
        Subject: one

        First.
        --d

        From: b@unit.example
        Subject: two

        Second.
        --d--

        """

    static let oldCharset = """
        From: =?windows-1258?Q?V=E3n_ph=F2ng?= <reply@unit.example>
        Subject: =?iso-8859-1?Q?caf=E9?= =?koi8-r?B?8NLJ18XU?=
        MIME-Version: 1.0
        Content-Type: text/plain; charset=windows-1258
        Content-Transfer-Encoding: quoted-printable

        =D0=F5n v=F2=F5ng, c=E1 nh=E2n.
        """
}
