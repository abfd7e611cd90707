import Testing

@testable import Inbox

@Suite("A mail against the rules")
struct WrongMailTests {
    @Test("is a text where it is nothing else")
    func nothing() {
        #expect(opened("").texts == [""])
        #expect(opened("\n\n\n").texts == [""])
        #expect(opened("Hello there\nbye").texts == ["Hello there\nbye"])
        #expect(opened([0, 0, 0]).texts == [""])
        #expect(opened([0xFF, 0xFE]).texts == ["ÿþ"])
    }

    @Test("has a header also without the blank line below it, or with a mailbox's line above it")
    func headerEnds() {
        let mail = opened("Subject: a\nthis is no field\nnor this: one\n")
        #expect(mail.subject == "a")
        #expect(mail.texts == ["this is no field\nnor this: one\n"])
        let stored = opened("From reply@unit.example Mon Nov  8 09:00:00 2021\nSubject: a\n\nb\n")
        #expect(stored.subject == "a")
        #expect(stored.texts == ["b\n"])
        #expect(opened("\n\nSubject: a\n\nb").subject == "a")
        #expect(opened("\u{FEFF}Subject : a\n\nb").subject == "a")
    }

    @Test("has parts also without a last boundary, without headers and without a boundary named")
    func boundaries() {
        let head = "Content-Type: multipart/mixed; boundary=b\n\n"
        #expect(opened(head + "--b\n\none\n--b\n\ntwo\n").texts == ["one", "two\n"])
        #expect(opened(head + "--b\none\n--b\ntwo\n--b--").texts == ["one", "two"])
        #expect(opened(head + "--b  \n\none\n--b--\t\n").texts == ["one"])
        #expect(opened(head + "--b\n--b\n--b--\n").texts == ["", ""])
        #expect(opened(head + "no boundary\n").texts == ["no boundary\n"])
        #expect(opened(head + "--bb\n\nother\n--b\n\none\n--b--").texts == ["one"])
        let guessed =
            "Content-Type: multipart/mixed\n\n--xyz\nContent-Type: text/plain\n\none\n--xyz--\n"
        #expect(opened(guessed).texts == ["one"])
    }

    @Test("divides at the outer boundary also where an inner part has no end")
    func unfinished() {
        let text = """
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: multipart/alternative; boundary=outer2

            --outer2

            one
            --outer

            two
            --outer--
            """
        #expect(opened(text).texts == ["one", "two"])
    }

    @Test("has parts also where a multipart is encoded as a whole")
    func encodedMultipart() {
        let head =
            "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n"
        #expect(opened(head + "LS1iCgpvbmUKLS1iLS0K\n").texts == ["one"])
    }

    @Test(
        "is plain text where its type says nothing",
        arguments: ["html", "text", "/", "text/", "a/b/c", "té/xt", "text/pl ain=", ""])
    func types(_ type: String) {
        let mail = opened("Content-Type: \(type)\n\nhello")
        #expect(mail.texts == ["hello"], "\(type)")
    }

    @Test("has base 64 read past what is none of it")
    func base64() {
        let head = "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
        #expect(opened(head + "aGVs\n  bG8*=\n\n").texts == ["hello"])
        #expect(opened(head + "aGVsbG8=d29ybGQ=").texts == ["helloworld"])
        #expect(opened(head + "aGVsbG").texts == ["hell"])
        #expect(opened(head + "!!!!").texts == [""])
    }

    @Test("has quoted-printable read as far as it is some")
    func quotedPrintable() {
        let head =
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: Quoted-Printable\n\n"
        #expect(opened(head + "a=c3=a1=ZZ=\nb  \nc =\nd=").texts == ["aá=ZZb\nc d"])
    }

    @Test("keeps a text without its NULs, and with LF for whatever ends its lines")
    func octets() {
        let mail = opened(Array("\u{0}A: b\u{0}c\n\na\u{0}b\rc\r\nd\r\r\ne\r".utf8))
        #expect(
            mail.texts == ["ab\nc\nd\ne\n"] || mail.texts.first?.hasSuffix("ab\nc\nd\ne\n") == true)
        #expect(opened(Array("A: b\u{0}c\n\nd".utf8)).header.first("A") == "b c")
    }

    @Test("has a header also where nothing but CR ends its lines")
    func carriageReturns() {
        let mail = opened(Array("Subject: a\rTo: b\r\rtext\rmore".utf8))
        #expect(mail.subject == "a")
        #expect(mail.texts == ["text\nmore"])
    }
}
