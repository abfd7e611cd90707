// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// Targets of Swift code: all of them under the same strict rules.
func swift(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// The release build brings Swift's own libraries along: they are called directly, and the loader has less to do.
///
/// Foundation looks for what it knows of time zones as it runs, so that nothing refers to it that a linker
/// could see: hence all of that library, whether somebody names it or not.
let standalone: [LinkerSetting] = [
    .unsafeFlags(
        ["-static-stdlib", "-use-ld=lld"]
            + linker("--whole-archive") + ["-lFoundationInternationalization"]
            + linker("--no-whole-archive", "--start-group")
            + ["-lFoundation", "-lFoundationEssentials", "-lCoreFoundation"]
            + ["-l_FoundationICU", "-l_FoundationCollections", "-l_FoundationCShims"]
            + ["-lswiftSynchronization"]
            + linker("--end-group"), .when(configuration: .release))
]

func linker(_ flags: String...) -> [String] { flags.flatMap { ["-Xlinker", $0] } }

let package = Package(
    name: "convoke",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // Doors to C libraries: a module map and the smallest shim, one each.
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CIDN", providers: [.apt(["libidn2-dev"])]),
        .systemLibrary(name: "CCSV", providers: [.apt(["libcsv-dev"])]),
        .systemLibrary(
            name: "CMarkdown", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(name: "CMIME"),
        .systemLibrary(name: "CICal", providers: [.apt(["libical-dev"])]),
        .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),

        // Values, and what several rooms need.
        swift("ConvokeCore", ["CZstd"]),
        swift("Addresses", ["ConvokeCore", "CIDN", "CPhoneNumber"]),
        swift("YAML", ["ConvokeCore", .product(name: "Yams", package: "Yams")]),
        swift("Curl", ["CCurl"]),
        swift(
            "Listening",
            [
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),

        // The rooms: none knows another.
        swift("Workspace", ["ConvokeCore", "Addresses", "YAML"]),
        swift("Contacts", ["ConvokeCore", "Addresses", "CCSV"]),
        swift("Agenda", ["ConvokeCore", "YAML"]),
        swift(
            "Composition",
            [
                "ConvokeCore", "CMarkdown", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        swift(
            "LedgerStore",
            [
                "ConvokeCore", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        swift("SMTP", ["ConvokeCore", "Curl"]),
        swift("Phone", ["ConvokeCore", "Curl"]),
        swift("Inbox", ["ConvokeCore", "CMIME", "Curl"]),
        swift("Calendar", ["ConvokeCore", "CICal"]),
        swift(
            "Sandbox",
            [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]),

        // The only one that wires the others, and the program.
        swift(
            "Engine",
            [
                "ConvokeCore", "Addresses", "Workspace", "Contacts", "Agenda", "Composition",
                "LedgerStore", "Curl", "SMTP", "Phone", "Inbox", "Calendar", "Sandbox", "YAML",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .executableTarget(
            name: "convoke",
            dependencies: [
                "Engine", "ConvokeCore", "Addresses", "LedgerStore", "Listening", "Sandbox",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict, linkerSettings: standalone),

        // Tests, one target for each room; what they share lies beside them.
        .systemLibrary(
            name: "CGMime", path: "Tests/CGMime", providers: [.apt(["libgmime-3.0-dev"])]),
        .target(
            name: "CTestTLS", path: "Tests/CTestTLS",
            linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]),
        .target(
            name: "ScriptedRelay", dependencies: ["CTestTLS"], path: "Tests/ScriptedRelay",
            exclude: ["Certificates"], swiftSettings: strict),
        .target(name: "ChildProcess", path: "Tests/ChildProcess", swiftSettings: strict),
        .target(
            name: "TestWorkspace", dependencies: ["ChildProcess", "ConvokeCore"],
            path: "Tests/TestWorkspace", swiftSettings: strict),
        tests("ConvokeCore", ["ConvokeCore"]),
        tests("Addresses", ["Addresses", "ConvokeCore"]),
        tests("YAML", ["YAML", "ConvokeCore"]),
        tests("Workspace", ["Workspace", "ConvokeCore", "YAML"]),
        tests("Contacts", ["Contacts", "ConvokeCore", "Addresses"]),
        tests("Agenda", ["Agenda", "ConvokeCore", "YAML"]),
        tests("Composition", ["Composition", "ConvokeCore", "CGMime"]),
        tests(
            "LedgerStore",
            [
                "LedgerStore", "ConvokeCore", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests("Curl", ["Curl", "ScriptedRelay"]),
        tests("Listening", ["Listening", "Curl"]),
        tests("SMTP", ["SMTP", "ConvokeCore", "Curl", "ScriptedRelay"]),
        tests(
            "Inbox", ["Inbox", "ConvokeCore", "CGMime", "Curl", "MailFuzz", "ScriptedRelay"],
            exclude: ["Reports/Samples", "Reports/expected.tsv"]),
        tests("Phone", ["Phone", "ConvokeCore", "Curl", "Sandbox", "ScriptedRelay"]),
        tests("Calendar", ["Calendar", "ConvokeCore", "CICal"]),
        tests(
            "Sandbox",
            ["Sandbox", "Curl", "ScriptedRelay", .product(name: "NIOCore", package: "swift-nio")]),
        tests(
            "Engine",
            [
                "Engine", "Agenda", "Calendar", "Composition", "Contacts", "ConvokeCore", "Curl",
                "Inbox", "LedgerStore", "SMTP",
                "Sandbox", "TestWorkspace", "Workspace",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),

        // Kills the program and compares ledger and relay; run by scripts/crash-test.
        .executableTarget(
            name: "crash-test",
            dependencies: ["ChildProcess", "ConvokeCore", "LedgerStore", "Sandbox"],
            path: "Tests/CrashTest", swiftSettings: strict),

        // The whole program from outside; against real servers only in `scripts/test --real`.
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "convoke", "ConvokeCore", "Engine", "LedgerStore", "Sandbox", "TestWorkspace",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "RealTests",
            dependencies: [
                "convoke", "ChildProcess", "ConvokeCore", "LedgerStore", "Listening",
                "TestWorkspace",
            ],
            swiftSettings: strict),

        // Mails at random, a short run of them in the tests of Inbox; a long one by scripts/fuzz.
        .target(
            name: "MailFuzz", dependencies: ["Inbox"], path: "Tests/Fuzz/Rounds",
            swiftSettings: strict),
        .executableTarget(
            name: "mail-fuzz", dependencies: ["MailFuzz"], path: "Tests/Fuzz/Command",
            swiftSettings: strict),

        // Measurements, never tests.
        .target(name: "MallocCount", path: "Benchmarks/MallocCount"),
        .executableTarget(
            name: "compose-bench", dependencies: ["Composition", "ConvokeCore", "MallocCount"],
            path: "Benchmarks/ComposeBench", swiftSettings: strict),
        .executableTarget(
            name: "ledger-bench", dependencies: ["ConvokeCore", "LedgerStore"],
            path: "Benchmarks/LedgerBench", swiftSettings: strict),
        .executableTarget(
            name: "bench", dependencies: ["CCurl"], path: "Benchmarks/Bench",
            swiftSettings: strict, linkerSettings: standalone),
    ],
    cxxLanguageStandard: .cxx17
)
