// swift-tools-version: 6.2
// The rooms below the register once more, beside a benchmark tool that the program itself has no use for.
import PackageDescription

let held: [SwiftSetting] = ["MemberImportVisibility", "InternalImportsByDefault", "ExistentialAny"]
  .map { .enableUpcomingFeature($0) }

// Sources is a link to the program's own, so that `package` names are seen here too.
func room(
  _ name: String, on floor: String = "Instruments", uses rooms: [String] = [],
  products: [Target.Dependency] = []
) -> Target {
  .target(
    name: name, dependencies: rooms.map { .byName(name: $0) } + products, path: "Sources/\(floor)/\(name)",
    swiftSettings: held)
}

let grdb: [Target.Dependency] = [
  .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
]
let rooms = [
  room("Kernel", on: "Ground"),
  room("Patterns"),
  room("RuleValues", uses: ["Patterns"]),
  room("RuleLanguage", uses: ["RuleValues"]),
  room("Columns", uses: ["RuleValues", "RuleLanguage"]),
  room("Snapshots", uses: ["Kernel", "Columns"]),
  room("Database", uses: ["Kernel"], products: grdb),
  room("Sheets", uses: ["Kernel"]),
]

let package = Package(
  name: "rooms",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // Its traits count allocations and references; here they would need packages of their own.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: rooms + [
    .executableTarget(
      name: "Micro",
      dependencies: rooms.map { .byName(name: $0.name) } + [
        .product(name: "Benchmark", package: "benchmark")
      ],
      // The tool runs the executables in a folder of this name.
      path: "Benchmarks/Micro", swiftSettings: held,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ],
  swiftLanguageModes: [.v6]
)
