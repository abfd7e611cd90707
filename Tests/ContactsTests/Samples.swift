import ConvokeCore

@testable import Contacts

/// Short ways to read what a test writes.
struct Reading<Value> {
    var value: Value
    var problems: [Problem]

    var whats: [String] { problems.map(\.what) }
    var places: [String] { problems.map { $0.place?.description ?? "" } }
}

func readBook(_ text: String) -> Reading<[Contact]> { readBook(bytes: Array(text.utf8)) }

func readBook(bytes: [UInt8]) -> Reading<[Contact]> {
    var problems: [Problem] = []
    let contacts = ContactBookFile.read(bytes, file: "b.csv", region: "VN", into: &problems)
    return Reading(value: contacts, problems: problems)
}

func readVenues(_ text: String) -> Reading<[Venue]> {
    var problems: [Problem] = []
    let venues = VenueFile.read(Array(text.utf8), file: "v.csv", into: &problems)
    return Reading(value: venues, problems: problems)
}

let sampleVenues = """
    id,name,level,parent,address
    tinh,Điểm cầu tỉnh,tinh,,Số 1
    huong-khe,Điểm cầu Hương Khê,huyen,tinh,
    gia-pho,Điểm cầu Gia Phố,xa,huong-khe,
    """

let sampleBook = """
    id,name,unit,venue,groups,email,phone
    a,Anh A,"Sở Văn hóa, Thể thao",tinh,tinh-uy,a@x.example,
    b,Anh B,UBND huyện,huong-khe,huyen;ky-thuat,b@x.example,0900 000 102
    c,Anh C,UBND xã,gia-pho,xa,,0900 000 103
    d,Anh D,Viễn thông,,ky-thuat,d@x.example,
    """

func readList(
    _ text: String, book: String = sampleBook, venues: String = sampleVenues
) -> Reading<RecipientList> {
    var problems: [Problem] = []
    let contacts = ContactBookFile.read(
        Array(book.utf8), file: "b.csv", region: "VN", into: &problems)
    let tree = VenueTree(VenueFile.read(Array(venues.utf8), file: "v.csv", into: &problems))
    let list = RecipientListFile.read(
        Array(text.utf8), file: "l.csv", book: ContactBook(contacts, into: &problems),
        venues: tree, into: &problems)
    return Reading(value: list, problems: problems)
}
