import ConvokeCore
import Foundation
import Testing

@testable import Engine

@Suite("The page")
struct PageTests {
    private static let hostile =
        "</td><script>alert(1)</script><img src=x onerror='a()'>\" a=\"b & c"

    private static func page(
        _ name: String = hostile, language: String = "en",
        rehearsed: Rehearsed? = nil
    ) -> String {
        var sketch = LedgerSketch()
        let hall = LedgerSketch.venue("hall", name: name, level: name, in: nil)
        let north = LedgerSketch.venue("north", name: name, level: name, in: "hall")
        let people = [
            LedgerSketch.recipient("a", name: name, at: hall),
            LedgerSketch.recipient("b", name: name, at: north),
            LedgerSketch.recipient("c", name: name, at: nil),
        ]
        let failed = sketch.mail(
            "a", .failed, tries: [(0, .refused)], name: name, venue: "hall")
        sketch.mail("b", .accepted, tries: [(1, .accepted)], name: name, venue: "north")
        sketch.call("a", delivery: failed, opened: 5, made: 20, .reached)
        sketch.owes(.venue("north"), "list")
        let sample = NoticeSample(
            notice: "invitation", tier: name, recipient: name, subject: name,
            html: "<!DOCTYPE html><img src=\"https://outside.example/a.png\"><p>\(name)</p>",
            text: name, sms: name)
        let due = Obligation(
            id: "list", title: name, due: LedgerSketch.at(60), audience: .all, reportTo: [],
            place: LedgerSketch.place)
        let conference = LedgerSketch.conference(
            title: name, venues: [hall, north], notices: [LedgerSketch.notice("invitation")],
            obligations: [due])
        return ReportPage(
            sketch.report(
                conference, people, rehearsed: rehearsed, language: language, samples: [sample])
        ).html
    }

    @Test("nothing that a name says becomes part of the page")
    func escaping() {
        let page = Self.page(rehearsed: Self.rehearsed(Self.hostile, missing: Self.hostile))
        #expect(!page.contains("<script"))
        #expect(!page.contains("<img"))
        #expect(!page.contains("a=\"b"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(Self.isBalanced(page))
    }

    @Test("nothing outside of it is loaded")
    func selfContained() throws {
        let page = Self.page("The Hall")
        let references = page.matches(of: #/ (?:src|href|action|data|poster|xlink:href)="([^"]*)"/#)
        for reference in references {
            let target = String(reference.output.1)
            #expect(target.hasPrefix("#") || target.hasPrefix("data:"), "\(target)")
        }
        #expect(!page.contains("@import"))
        #expect(!page.contains("url("))
        #expect(!page.contains("<link"))
        // The letter's own picture stays a word in its frame's attribute, and may not be loaded.
        let outside = page.ranges(of: "https://outside.example")
        #expect(outside.count == 1)
        #expect(page.contains("srcdoc=\"&lt;!DOCTYPE html&gt;&lt;img src=&quot;https://outside"))
        #expect(page.contains("default-src &#39;none&#39;"))
    }

    @Test("letters stand in frames that may do nothing")
    func frames() {
        let page = Self.page()
        let frames = page.matches(of: #/<iframe ([^>]*)>/#)
        #expect(frames.count == 1)
        #expect(frames.allSatisfy { $0.output.1.hasPrefix("sandbox=\"\" ") })
    }

    @Test("it speaks the conference's language, and the tag says which")
    func languages() {
        let english = Self.page("The Hall", language: "en")
        let vietnamese = Self.page("Điểm cầu", language: "vi-VN")
        #expect(english.contains("<html lang=\"en\">"))
        #expect(english.contains("Coverage by tier"))
        #expect(vietnamese.contains("<html lang=\"vi\">"))
        #expect(vietnamese.contains("Mức độ bao phủ theo cấp"))
        #expect(!vietnamese.contains("Coverage by tier"))
    }

    @Test("verdict and findings stand in a rehearsal only, also when all is well")
    func findings() {
        let real = Self.page("The Hall")
        #expect(!real.contains("id=\"findings\"") && !real.contains("id=\"verdict\""))
        let well = Self.page("The Hall", rehearsed: Self.rehearsed())
        #expect(well.contains("Nothing was found"))
        #expect(well.contains("All 2 venues would be reached by 08:00"))
        let found = Self.page(
            "The Hall",
            rehearsed: Self.rehearsed("The north has no telephone", missing: "The North"))
        #expect(found.contains("<p>The north has no telephone.</p>"))
        #expect(found.contains("contacts/book.csv, row 4"))
        #expect(found.contains("1 of 2 venues would not be reached by 08:00"))
        #expect(found.contains("1: the mail was refused, and nobody picked up"))
        #expect(found.contains("<li>The North</li>"))
    }

    @Test("whom a rehearsal did not reach in time is not reached in the tree either")
    func unheard() {
        let rehearsed = Self.rehearsed(missing: "The North")
        #expect(rehearsed.unheard == ["b"])
        let page = Self.page("Điểm cầu", language: "vi", rehearsed: rehearsed)
        #expect(page.contains("1/2 điểm cầu sẽ không nhận được trước 08:00"))
        #expect(page.contains("1: thư bị từ chối, gọi không ai nghe máy"))
    }

    private static func rehearsed(_ what: String? = nil, missing: String? = nil) -> Rehearsed {
        let findings = what.map { what in
            Finding(
                Problem(
                    .needsPerson, what, at: Place("contacts/book.csv", row: 4), found: what,
                    fix: "Add a number."))
        }
        let missed = missing.map { name in
            Verdict.Missed(
                party: .venue("north"), name: name,
                why: Silence(mail: .refused, call: .nobodyPickedUp))
        }
        return Rehearsed(
            seed: 1,
            verdict: Verdict(
                by: LedgerSketch.start, venues: 2, others: 0,
                missed: [missed].compactMap(\.self)),
            findings: [findings].compactMap(\.self), unheard: missed == nil ? [] : ["b"])
    }

    @Test("text keeps its line breaks, and nothing invisible that acts")
    func text() {
        #expect(HTML.escaped("a\nb\u{0}\u{202E}c'") == "a\nb\u{FFFD}\u{FFFD}c&#39;")
        #expect(
            HTML.tag("p", ["title": "\"<>"], "&").source == "<p title=\"&quot;&lt;&gt;\">&amp;</p>")
    }

    @Test(
        "a length of time in the largest units that fit",
        arguments: [
            (-5.0, "under a minute"), (59, "under a minute"), (60, "1 min"), (3600, "1 h"),
            (3720, "1 h 2 min"), (172_800, "2 days"), (180_000, "2 days 2 h"),
        ])
    func spans(seconds: Double, expected: String) {
        #expect(PageWords("en", zone: .current).span(seconds) == expected)
    }

    @Test("a share never says more than is true")
    func shares() {
        let words = PageWords("vi", zone: .current)
        #expect(words.share(239, of: 240) == "99%")
        #expect(words.share(240, of: 240) == "100%")
        #expect(words.share(0, of: 0) == "–")
    }

    /// Whether every element that begins ends in order.
    private static func isBalanced(_ page: String) -> Bool {
        var open: [Substring] = []
        for match in page.matches(of: #/<(\/?)([a-z0-9]+)[^>]*>/#) {
            let name = match.output.2
            if name == "meta" { continue }
            if match.output.1.isEmpty {
                open.append(name)
            } else if open.popLast() != name {
                return false
            }
        }
        return open.isEmpty
    }
}
