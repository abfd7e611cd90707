import Testing

@testable import Inbox

@Suite("HTML as plain text")
struct HTMLTextTests {
    @Test(
        "is what a reader sees",
        arguments: [
            ("a", "a"), ("<p>a</p><p>b</p>", "a\n\nb"), ("a<br>b<br/>c", "a\nb\nc"),
            ("<div>a</div><div>b</div>", "a\nb"), ("a  \n b", "a b"), ("<b>a</b>b", "ab"),
            ("<td>a</td><td>b</td>", "a b"), ("a<br><br><br><br>b", "a\n\nb"),
            ("<style>x{}</style>a<script>if (a<b) {}</script>b", "ab"), ("a<!-- b > c -->d", "ad"),
            ("<!doctype html>a<?xml b?>c", "ac"), ("<a href='>'>b</a>", "b"),
            ("<A HREF=\"x>y\">b</A>", "b"), ("<SCRIPT>a</ScRiPt>b", "b"),
            ("<pre>a\nb</pre>", "a\nb"), ("<title>a</title>b", "b"),
            ("&lt;a&gt; &amp; &quot;b&quot; &#39;c&#x27;", "<a> & \"b\" 'c'"),
            ("Kh&ocirc;ng d&#7921; &#x111;&#432;&#x1EE3;c", "Không dự được"),
            ("&nbsp;a&nbsp;b", "a b"),
            (
                "&unknown; &; &#; &#0; &#xFFFFFFFFFFFF; &",
                "&unknown; &; &#; &#0; &#xFFFFFFFFFFFF; &"
            ),
            ("&amp;lt;", "&lt;"), ("&eacute", "é"), ("a\u{200B}b\u{AD}c", "abc"),
            // Broken.
            ("a < b", "a < b"), ("a <", "a <"), ("<", "<"), ("<>", "<>"), ("</>a", "</>a"),
            ("<b", "<b"), ("<b a", "<b a"), ("a<!--b", "a"), ("<script>a", ""),
            ("1<2<b>3</b>", "1<23"),
            ("", ""), ("<p", "<p"),
        ])
    func plain(_ html: String, _ text: String) {
        #expect(HTMLText.plain(html) == text)
    }

    @Test(
        "of nothing but beginnings is made in time that grows as it does",
        arguments: [
            "<", "<!--", "<script>", "<a b='", "&", "&#", "<a ", "</", "<a=", "\"", "<div>", "-->",
        ])
    func beginnings(_ piece: String) {
        let html = String(repeating: piece, count: 50_000)
        #expect(HTMLText.plain(html).utf8.count <= html.utf8.count + 50_000)
    }
}
