// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A target of ours: strict settings, and only the dependencies it names.
func layer(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one layer; they may also use the shared samples and clocks of TestSupport.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: ["TestSupport"] + dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "townhouse",
  targets: [
    .systemLibrary(name: "CNcurses", path: "Sources/System/CNcurses"),
    .systemLibrary(name: "CSQLite", path: "Sources/System/CSQLite"),
    .systemLibrary(name: "CSodium", path: "Sources/System/CSodium"),
    .systemLibrary(name: "CZint", path: "Sources/System/CZint"),
    .target(name: "CPlatform", path: "Sources/System/CPlatform"),

    .systemLibrary(name: "CMicroHTTPD", path: "Sources/System/CMicroHTTPD"),
    .target(name: "CCurl", path: "Sources/System/CCurl", linkerSettings: [.linkedLibrary("dl")]),

    layer("Threading", ["CPlatform"]),
    layer("Commerce"),
    layer("Operations", ["Commerce"]),
    layer("Store", ["Operations", "Commerce", "Threading", "CSQLite", "CPlatform"]),
    layer("Security", ["Operations", "Commerce", "CSodium"]),
    layer("Samples", ["Operations", "Commerce"]),
    layer("Contract"),
    layer("Providers", ["Contract", "Operations", "Commerce"]),
    .target(
      name: "TownDialect", dependencies: ["Contract", "Operations", "Commerce"], path: "Sources/Dialects/Town",
      swiftSettings: strict),
    layer(
      "Server", ["TownDialect", "Contract", "Operations", "Commerce", "Threading", "CMicroHTTPD", "CPlatform"]),
    layer("Client", ["TownDialect", "Contract", "Operations", "Commerce", "Threading", "CCurl", "CPlatform"]),
    layer("Terminal"),
    layer("TerminalNcurses", ["Terminal", "CNcurses", "CPlatform"]),
    layer("Console", ["Terminal", "Operations", "Commerce"]),
    .executableTarget(
      name: "townhouse",
      dependencies: [
        "Console", "TerminalNcurses", "Terminal", "Server", "Client", "Providers", "TownDialect", "Contract", "Store",
        "Security", "Samples", "Operations", "Commerce", "CZint", "CPlatform",
      ],
      swiftSettings: strict),

    .target(name: "CReference", path: "Benchmarks/Reference", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "CPty", path: "Benchmarks/Pty", linkerSettings: [.linkedLibrary("util")]),
    .executableTarget(
      name: "reference-list", dependencies: ["CReference"], path: "Benchmarks/ReferenceList",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .executableTarget(
      name: "reference-server", dependencies: ["CReference"], path: "Benchmarks/ReferenceServer",
      linkerSettings: [.linkedLibrary("microhttpd"), .linkedLibrary("sodium")]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CReference", "CPty", "Server", "TownDialect", "Contract", "Store", "Security", "Samples", "Operations",
        "Commerce",
      ],
      path: "Benchmarks/Program", swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["Samples", "Terminal", "Operations", "Commerce", "Store", "Security"],
      path: "Tests/Support", swiftSettings: strict),
    tests("CommerceTests", ["Commerce"]),
    tests("OperationsTests", ["Operations", "Commerce", "Store", "Security"]),
    tests("StoreTests", ["Store", "Operations", "Commerce"]),
    tests("SecurityTests", ["Security", "Operations", "Commerce"]),
    tests("ContractTests", ["Contract"]),
    tests(
      "ServerTests",
      [
        "Server", "Client", "Providers", "TownDialect", "Contract", "Operations", "Commerce", "Store", "Security",
        "Samples", "Threading",
      ]),
    tests("ClientTests", ["Client", "Operations", "Commerce", "Threading"]),
    tests("TerminalTests", ["Terminal"]),
    tests("TerminalNcursesTests", ["TerminalNcurses"]),
    tests("ConsoleTests", ["Console", "Terminal", "Operations", "Commerce"], exclude: ["Goldens"]),
    .target(name: "PowerLoss", path: "Tests/PowerLoss", linkerSettings: [.linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "ShiftRunner", dependencies: ["TestSupport", "Store", "Operations", "Commerce"], path: "Tests/ShiftRunner",
      swiftSettings: strict),
    tests("DurabilityTests", ["PowerLoss", "Operations", "Commerce", "Store", "Security"]),
    tests(
      "EndToEndTests", ["Client", "Contract", "Samples", "Operations", "Commerce", "Store", "Security"]),
  ]
)
