// swift-tools-version: 6.2
import PackageDescription

/// A program: its executable's name and what it links beyond the shared module.
struct Program {
    let name: String
    var dependencies: [Target.Dependency] = []
    var testDependencies: [Target.Dependency] = []
}

let http: Target.Dependency = "RKHTTP"
/// What the registry's server is made of.
let registry: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "_NIOFileSystem", package: "swift-nio"),
    .product(name: "Logging", package: "swift-log"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    .product(name: "UnixSignals", package: "swift-service-lifecycle"),
    .product(name: "Crypto", package: "swift-crypto"),
    .product(name: "Subprocess", package: "swift-subprocess"),
    .product(name: "SystemPackage", package: "swift-system"),
]

/// Every program of the toolkit: one executable, and one test target beside it.
let programs = [
    Program(name: "rk-discover"),
    Program(name: "rk-graph"),
    Program(name: "rk-version"),
    Program(name: "rk-pin"),
    Program(name: "rk-publish", dependencies: [http]),
    Program(name: "rk-changelog", dependencies: [.product(name: "Mustache", package: "swift-mustache")]),
    Program(name: "rk-propose"),
    Program(name: "rk-tag"),
    Program(name: "rk-init"),
    Program(name: "rk-show"),
    Program(name: "rk-rollback", dependencies: [http]),
    Program(name: "rk-check", dependencies: [http]),
    Program(name: "rk-apply", dependencies: [http]),
    Program(
        name: "rk-registry", dependencies: registry,
        testDependencies: registry + [.product(name: "HummingbirdTesting", package: "hummingbird")]),
]

/// Settings of every target of this package.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let shared: [Target.Dependency] = ["RKShared", arguments]

let package = Package(
    name: "rk",
    platforms: [.macOS(.v15)],
    products: programs.map { .executable(name: $0.name, targets: [$0.name]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.100.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    ],
    targets: [
        .target(
            name: "RKShared",
            dependencies: [
                arguments,
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings),
        .target(
            name: "RKHTTP",
            dependencies: [
                "RKShared",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings),
    ]
        + programs.map {
            .executableTarget(name: $0.name, dependencies: shared + $0.dependencies, swiftSettings: settings)
        }
        + [
            .target(
                name: "Support", dependencies: ["RKShared", .product(name: "SystemPackage", package: "swift-system")],
                path: "Tests/Support", swiftSettings: settings),
            .executableTarget(
                name: "fuzz", dependencies: shared + ["Support", .product(name: "SystemPackage", package: "swift-system")],
                path: "Tests/Fuzz",
                swiftSettings: settings),
            .testTarget(
                name: "RKSharedTests", dependencies: ["RKShared", "Support", .product(name: "Subprocess", package: "swift-subprocess")],
                swiftSettings: settings),
            .testTarget(
                name: "RKHTTPTests",
                dependencies: [
                    "RKHTTP", "RKShared", "Support", .product(name: "NIOPosix", package: "swift-nio"),
                    .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
                ],
                swiftSettings: settings),
            .testTarget(
                name: "PipelineTests", dependencies: ["RKShared", "Support"] + programs.map { .byName(name: $0.name) },
                exclude: ["Scripts"], swiftSettings: settings),
        ]
        + programs.map {
            .testTarget(
                name: "\($0.name)Tests", dependencies: [.byName(name: $0.name), "RKShared", "Support"] + $0.testDependencies,
                swiftSettings: settings)
        }
)
