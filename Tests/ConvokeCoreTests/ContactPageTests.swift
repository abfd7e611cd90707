import Dispatch
import Synchronization
import Testing

@testable import ConvokeCore

@Suite("A page of contacts")
struct ContactPageTests {
    /// As many full pages, and what was put on each.
    private func pages(_ count: Int) -> [[(fields: ContactFields, contact: Contact)]] {
        var writer = ContactPage.Writer()
        return (0..<count).map { page in
            let all = (0..<ContactPage.size).map { fields(page * ContactPage.size + $0) }
            for one in all { writer.add(one) }
            return Array(zip(all, writer.take())).map { ($0, $1) }
        }
    }

    private func fields(_ number: Int) -> ContactFields {
        ContactFields(
            id: "hn-\(number)", name: "Văn phòng UBND xã số \(number)", salutation: "Kính gửi",
            title: number % 4 == 0 ? "" : "Chánh Văn phòng", unit: "UBND xã số \(number)",
            venue: number % 3 == 0 ? nil : "xa-\(number % 40)",
            groups: (0..<number % 4).map { "g\($0)" },
            emails: [
                EmailAddress(
                    localPart: "vp\(number)", domain: "xã.example",
                    asciiDomain: "xn--x-qga.example")
            ],
            phones: [
                PhoneNumber(
                    dialled: "+8490\(number)", display: "090 \(number)", kind: .mobile,
                    extensionDigits: number % 2 == 0 ? "7" : nil)
            ],
            deputy: number % 9 == 0 ? "hn-0" : nil, language: "vi",
            place: Place("contacts/book.csv", row: number + 2))
    }

    @Test("that is full is folded until somebody asks for more than an id")
    func folded() {
        let page = pages(1)[0]
        #expect(!page[0].contact.page.isOpen)
        #expect(page.allSatisfy { $0.contact.id == $0.fields.id })
        #expect(!page[0].contact.page.isOpen)
        #expect(page.allSatisfy { $0.contact.fields == $0.fields })
        #expect(page.allSatisfy { $0.contact.hasPhone && $0.contact.hasEmail })
    }

    @Test("is folded again when enough others were opened, and reads the same ever after")
    func closed() {
        let all = pages(2 * OpenSheets.most + 1)
        for _ in 0..<2 {
            #expect(all.allSatisfy { $0.allSatisfy { $0.contact.name == $0.fields.name } })
            #expect(!all[0][0].contact.page.isOpen)
        }
        // Another order than that of the book: nearly each question opens another page.
        for row in stride(from: 0, to: ContactPage.size, by: 50) {
            #expect(all.allSatisfy { $0[row].contact.fields == $0[row].fields })
        }
    }

    @Test("is read by many threads at once")
    func threads() {
        let all = pages(OpenSheets.most + 8)
        let wrong = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            var count = 0
            for step in 0..<2_000 {
                let (page, row) = ((step * 7 + thread) % all.count, step * 11 % ContactPage.size)
                if all[page][row].contact.emails != all[page][row].fields.emails { count += 1 }
            }
            wrong.withLock { $0 += count }
        }
        #expect(wrong.withLock { $0 } == 0)
    }

    @Test("that is not full stays open")
    func small() {
        var writer = ContactPage.Writer()
        for number in 1..<ContactPage.size { writer.add(fields(number)) }
        let contacts = writer.take()
        #expect(contacts[0].page.isOpen && contacts.last?.fields == fields(ContactPage.size - 1))
    }

    @Test("is made smaller by folding, and what would not become smaller is not folded")
    func bytes() {
        let plain = Array("Văn phòng Ủy ban nhân dân xã; ".utf8)
        let long = Array(repeatElement(plain, count: 100).joined())
        #expect(FoldedBytes(long)?.unfolded == long)
        #expect(FoldedBytes([]) == nil && FoldedBytes([1, 2, 3]) == nil)
    }
}
