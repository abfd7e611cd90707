/// What a server replied, whatever the status says.
package struct HTTPResponse: Hashable, Sendable {
    package let status: Int
    /// Those of the last reply when there were redirects; control characters are replaced.
    package let headers: [HTTPHeader]
    /// At most as many bytes as the request keeps.
    package let body: [UInt8]
    /// Whether there was more of it.
    package let isCut: Bool
    /// Where the last redirect led, or what was asked.
    package let url: String

    package init(
        status: Int, headers: [HTTPHeader] = [], body: [UInt8] = [], isCut: Bool = false,
        url: String = ""
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.isCut = isCut
        self.url = url
    }

    /// 2xx.
    package var isSuccess: Bool { (200..<300).contains(status) }

    /// The first header of that name, in upper or lower case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
