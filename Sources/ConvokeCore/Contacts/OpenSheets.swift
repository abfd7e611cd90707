import Synchronization

/// The folded pages of which the sheet is open: the last few that were asked for. Whoever goes through
/// a book does so in its order, and many sessions together need one or two pages at a time.
enum OpenSheets {
    private struct Recent {
        var pages: [ContactPage] = []
        var oldest = 0
    }

    private static let recent = Mutex(Recent())

    /// About 50 KB each.
    static let most = 32

    /// - Returns: the page to close instead.
    static func enter(_ page: ContactPage) -> ContactPage? {
        recent.withLock { recent in
            guard recent.pages.count == most else {
                recent.pages.append(page)
                return nil
            }
            let oldest = recent.pages[recent.oldest]
            recent.pages[recent.oldest] = page
            recent.oldest = (recent.oldest + 1) % most
            return oldest
        }
    }
}
