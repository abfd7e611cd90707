import Addresses
import ConvokeCore
import Foundation
import Testing

@Suite("A phone number")
struct PhoneNumberTests {
    private static let mobiles: [(text: String, dialled: String)] = [
        ("0900 000 101", "+84900000101"),
        ("0900000999", "+84900000999"),
        ("0912.988.479", "+84912988479"),
        ("0912-988-479", "+84912988479"),
        ("0912–988–479", "+84912988479"),
        ("(0912) 988 479", "+84912988479"),
        ("+84 912 988 479", "+84912988479"),
        ("(+84) 912 988 479", "+84912988479"),
        ("+84 (0) 912 988 479", "+84912988479"),
        ("84912988479", "+84912988479"),
        ("0084 912 988 479", "+84912988479"),
        ("0912\u{A0}988\u{A0}479", "+84912988479"),
        ("０９１２９８８４７９", "+84912988479"),
        ("0 9 1 2 9 8 8 4 7 9", "+84912988479"),
    ]

    @Test("of a mobile is read however it is written", arguments: mobiles)
    func readsMobile(text: String, dialled: String) throws {
        let number = try PhoneNumber(parsing: text, region: "VN")
        #expect(number.dialled == dialled)
        #expect(number.kind == .mobile)
        #expect(number.takesText)
        #expect(number.extensionDigits == nil)
    }

    @Test(
        "of a landline is called, not texted",
        arguments: [
            ("0239 3000 101", "+842393000101"), ("0239.3855.101", "+842393855101"),
            ("(0239) 3855101", "+842393855101"), ("+84 24 3825 1234", "+842438251234"),
            ("069 696 101", "+8469696101"), ("1900 6464", "+8419006464"),
            ("1800 1091", "+8418001091"), ("+44 20 7946 0958", "+442079460958"),
        ])
    func readsFixed(text: String, dialled: String) throws {
        let number = try PhoneNumber(parsing: text, region: "VN")
        #expect(number.dialled == dialled)
        #expect(number.kind == .fixed)
        #expect(!number.takesText)
    }

    @Test(
        "of a service is dialled as it is and not texted",
        arguments: ["199", "113", "114", "115", "1022", "1080", "116", "911"])
    func readsService(text: String) throws {
        let number = try PhoneNumber(parsing: text, region: "VN")
        #expect(number == PhoneNumber(dialled: text, display: text, kind: .service))
        #expect(!number.takesText)
    }

    @Test(
        "with an extension keeps its digits apart",
        arguments: [
            "0239 3855 101 máy lẻ 12", "0239 3855 101 (máy lẻ 12)", "02393855101 lẻ 12",
            "0239 3855 101 ext 12", "0239 3855 101 ext. 12", "0239 3855 101 Ext: 12",
            "0239 3855 101 x12", "02393855101#12", "0239 3855 101 (12)",
            "0239 3855 101, máy lẻ: 12", "0239 3855 101 - nội bộ 12", "0239.3855.101 nhánh 12",
        ])
    func readsExtension(text: String) throws {
        let number = try PhoneNumber(parsing: text, region: "VN")
        #expect(number.dialled == "+842393855101")
        #expect(number.extensionDigits == "12")
    }

    @Test("of a mobile with an extension is not texted")
    func mobileExtension() throws {
        #expect(try !PhoneNumber(parsing: "0912988479 ext 12", region: "VN").takesText)
    }

    private static let bad: [(text: String, error: PhoneNumberError)] = [
        ("", .empty),
        ("   ", .empty),
        ("12", .tooShort),
        ("0239", .tooShort),
        ("3855101", .unassigned),
        ("0912 988 47", .unassigned),
        ("0912 988 4799", .unassigned),
        ("01212 345 678", .unassigned),
        ("04 3825 1234", .unassigned),
        ("+84 912", .tooShort),
        ("0912 988 479 0912 988 47", .tooLong),
        ("+84 912 988 479 12", .tooLong),
        ("0912345678/0987654321", .severalNumbers),
        ("0912345678, 0987654321", .severalNumbers),
        ("0239 3855 101, 3855 102", .severalNumbers),
        ("+84912345678 +84987654321", .severalNumbers),
        ("0900-CALL-ME", .letters),
        ("ĐT 0912 988 479", .letters),
        ("0912 988 479 ext", .letters),
        ("0912 988 479 xyz 12", .letters),
        ("0912*988*479", .character("*")),
        ("0912 +84 988479", .character("+")),
        ("+999 123 456 789", .unknownCountry),
    ]

    @Test("is refused with what is wrong", arguments: bad)
    func refuses(text: String, error: PhoneNumberError) {
        #expect(throws: error) { try PhoneNumber(parsing: text, region: "VN") }
    }

    @Test("with a line break is refused")
    func refusesControl() {
        let error = #expect(throws: PhoneNumberError.self) {
            try PhoneNumber(parsing: "0912988479\r\n1", region: "VN")
        }
        #expect(error?.sentence == "contains a line break")
    }

    @Test("outside the ranges in use is taken at its word when written with +")
    func trustsPlus() throws {
        let number = try PhoneNumber(parsing: "+84 600 000 101", region: "VN")
        #expect(number.dialled == "+84600000101")
        #expect(number.kind == .fixedOrMobile)
    }

    @Test("is shown as in its own country, a foreign one with its country code")
    func displays() throws {
        #expect(try PhoneNumber(parsing: "02393000101", region: "VN").display == "0239 3000 101")
        #expect(try PhoneNumber(parsing: "0900000101", region: "VN").display == "090 000 01 01")
        let foreign = try PhoneNumber(parsing: "+1 202 555 0123", region: "VN")
        #expect(foreign.display == "+1 202-555-0123")
        #expect(foreign.kind == .fixedOrMobile)
    }

    @Test("is read by the region of the workspace")
    func regions() throws {
        #expect(try PhoneNumber(parsing: "030 901820", region: "DE").dialled == "+4930901820")
        #expect(PhoneNumber.isKnownRegion("VN"))
        #expect(!PhoneNumber.isKnownRegion("XX"))
        #expect(throws: PhoneNumberError.unknownCountry) {
            try PhoneNumber(parsing: "0912988479", region: "XX")
        }
    }

    @Test("is read from several threads at once")
    func concurrently() async {
        await withTaskGroup(of: String?.self) { group in
            for last in 100..<300 {
                group.addTask {
                    try? PhoneNumber(parsing: "0900 000 \(last)", region: "VN").dialled
                }
            }
            var dialled = Set<String>()
            for await number in group { dialled.insert(number ?? "") }
            #expect(dialled.count == 200)
            #expect(dialled.allSatisfy { $0.hasPrefix("+84900000") })
        }
    }
}
