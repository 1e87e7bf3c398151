// swift-tools-version: 6.2
// The plan of the building: a room is a target, a folder path shows its floor, arrows only run down.
import PackageDescription

let held: [SwiftSetting] = ["MemberImportVisibility", "InternalImportsByDefault", "ExistentialAny"]
  .map { .enableUpcomingFeature($0) }

func room(
  _ name: String, on floor: String, uses rooms: [String] = [], testing others: [String] = [],
  products: [Target.Dependency] = []
) -> [Target] {
  let tested = Set([name, "Kernel"] + rooms + others).sorted()
  return [
    .target(name: name, dependencies: named(rooms) + products, path: "Sources/\(floor)/\(name)"),
    .testTarget(
      name: "\(name)Tests", dependencies: named(tested) + products, path: "Tests/\(floor)/\(name)Tests"),
  ]
}

func named(_ rooms: [String]) -> [Target.Dependency] { rooms.map { .byName(name: $0) } }

func library(_ name: String, links package: String) -> [Target] {
  let path = "Sources/Instruments/\(name)"
  return [.systemLibrary(name: name, path: path, pkgConfig: package, providers: [.apt(["\(package)-dev"])])]
}

let grdb: [Target.Dependency] = [
  .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
]
let web: [Target.Dependency] = [.product(name: "Hummingbird", package: "hummingbird")]
let yaml: [Target.Dependency] = [.product(name: "Yams", package: "Yams")]
let commands: [Target.Dependency] = [.product(name: "ArgumentParser", package: "swift-argument-parser")]
let rooms: [Target] = [
  room("Kernel", on: "Ground"),

  room("Patterns", on: "Instruments"),
  room("RuleValues", on: "Instruments", uses: ["Patterns"]),
  room("RuleLanguage", on: "Instruments", uses: ["RuleValues"]),
  room("RuleTelling", on: "Instruments", uses: ["RuleValues", "RuleLanguage"]),
  room("Columns", on: "Instruments", uses: ["RuleValues", "RuleLanguage"], testing: ["RuleTelling"]),
  room("Snapshots", on: "Instruments", uses: ["Kernel", "Columns"], testing: ["RuleValues"]),
  room("Database", on: "Instruments", uses: ["Kernel"], products: grdb),
  room("Pages", on: "Instruments", uses: ["Kernel"], products: web),
  room("Sheets", on: "Instruments", uses: ["Kernel"]),
  library("CSodium", links: "libsodium"),

  room("Access", on: "Shared", uses: ["Kernel", "Database", "CSodium"]),
  room("Registry", on: "Shared", uses: ["Kernel", "Columns", "Snapshots", "Database", "Sheets"]),
  room(
    "Rules", on: "Shared", uses: ["Kernel", "RuleValues", "RuleLanguage", "RuleTelling"],
    testing: ["Registry"], products: yaml),
  room(
    "Screening", on: "Shared",
    uses: [
      "Kernel", "RuleValues", "RuleLanguage", "RuleTelling", "Columns", "Snapshots", "Database", "Sheets",
      "Access", "Registry", "Rules",
    ]),

  room("Simulation", on: "Surfaces", uses: ["Kernel"]),
  room(
    "Exchange", on: "Surfaces",
    uses: ["Kernel", "Columns", "Snapshots", "Database", "Sheets", "Access", "Registry", "Screening"]),
  room(
    "Dashboards", on: "Surfaces",
    uses: ["Kernel", "Columns", "Snapshots", "Database", "Pages", "Registry", "Rules", "Screening"],
    products: web),
].flatMap { $0 }
let all = named(rooms.filter { $0.type == .regular }.map(\.name))

let programs: [Target] = [
  .executableTarget(name: "shouwang", dependencies: all + commands + web, path: "Sources/Programs/shouwang"),
  .testTarget(
    name: "shouwangTests", dependencies: all + ["shouwang"] + web, path: "Tests/Programs/shouwangTests"),
  .testTarget(name: "HouseTests", path: "Tests/HouseTests"),
]
for target in rooms + programs where target.type != .system { target.swiftSettings = held }

let package = Package(
  name: "shouwang",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: rooms + programs,
  swiftLanguageModes: [.v6]
)
