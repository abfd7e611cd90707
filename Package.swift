// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "convoke",
    dependencies: [],
    targets: [
        .target(name: "ConvokeCore", swiftSettings: strict),
        .testTarget(
            name: "ConvokeCoreTests", dependencies: ["ConvokeCore"], swiftSettings: strict),
    ]
)
