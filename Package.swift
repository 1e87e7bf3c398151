// swift-tools-version: 6.2
// The plan of the building: a room is a target, a folder path shows its floor, arrows only run down.
import PackageDescription

let held: [SwiftSetting] = ["MemberImportVisibility", "InternalImportsByDefault", "ExistentialAny"]
  .map { .enableUpcomingFeature($0) }

func room(
  _ name: String, on floor: String, uses rooms: [String] = [], testing others: [String] = [],
  products: [Target.Dependency] = [], embedding files: [Resource]? = nil
) -> [Target] {
  let tested = Set([name, "Kernel"] + rooms + others).sorted()
  return [
    .target(
      name: name, dependencies: named(rooms) + products, path: "Sources/\(floor)/\(name)", resources: files),
    .testTarget(
      name: "\(name)Tests", dependencies: named(tested) + products, path: "Tests/\(floor)/\(name)Tests"),
  ]
}

func named(_ rooms: [String]) -> [Target.Dependency] { rooms.map { .byName(name: $0) } }

func library(_ name: String, links package: String, from debian: String) -> [Target] {
  let path = "Sources/Instruments/\(name)"
  return [.systemLibrary(name: name, path: path, pkgConfig: package, providers: [.apt([debian])])]
}

func from(_ package: String, _ products: String...) -> [Target.Dependency] {
  products.map { .product(name: $0, package: package) }
}

typealias Traits = Set<Package.Dependency.Trait>
func github(_ name: String, _ version: Version, traits: Traits = [.defaults]) -> Package.Dependency {
  .package(url: "https://github.com/\(name)", from: version, traits: traits)
}

let web = from("hummingbird", "Hummingbird")
let nio = from("swift-nio", "NIOCore", "NIOHTTP1", "NIOTLS") + from("swift-nio-extras", "NIOHTTPTypes")
let tls =
  web + nio + from("hummingbird", "HummingbirdCore", "HummingbirdTLS", "HummingbirdHTTP2")
  + from("swift-nio-ssl", "NIOSSL")
let life = from("swift-service-lifecycle", "ServiceLifecycle", "UnixSignals") + from("swift-log", "Logging")
let serving = tls + life + from("swift-metrics", "CoreMetrics")
let crypto = from("swift-crypto", "Crypto", "CryptoExtras")
let calls = crypto + from("async-http-client", "AsyncHTTPClient")
let jwt = calls + from("jwt-kit", "JWTKit")
let yaml = from("Yams", "Yams")
let configuration = from("swift-configuration", "Configuration") + from("swift-log", "Logging")
let commands = from("swift-argument-parser", "ArgumentParser")
let rooms: [Target] = [
  room("Kernel", on: "Ground"),
  room("Patterns", on: "Instruments"),
  room("RuleValues", on: "Instruments", uses: ["Patterns"]),
  room("RuleLanguage", on: "Instruments", uses: ["RuleValues"]),
  room("RuleTelling", on: "Instruments", uses: ["RuleValues", "RuleLanguage"]),
  room("Columns", on: "Instruments", uses: ["RuleValues", "RuleLanguage"], testing: ["RuleTelling"]),
  room("Snapshots", on: "Instruments", uses: ["Kernel", "Columns"], testing: ["RuleValues"]),
  room(
    "Database", on: "Instruments", uses: ["Kernel", "Vault"],
    products: from("GRDB.swift", "GRDB", "GRDBSQLite")),
  room("Styles", on: "Instruments"),
  room("Pages", on: "Instruments", uses: ["Kernel", "Styles", "CQRCode", "Papers"], products: web),
  room("Packing", on: "Instruments", uses: ["CZlib"]),
  room("Sheets", on: "Instruments", uses: ["Kernel", "CXlsxWriter"]),
  room("Vault", on: "Instruments", uses: ["Kernel", "CSodium"], products: crypto),
  room(
    "OpenID", on: "Instruments", uses: ["Kernel"], products: jwt + from("swift-nio", "NIOCore", "NIOHTTP1")),
  room(
    "Mailing", on: "Instruments", uses: ["Kernel"],
    products: calls + from("swift-nio", "NIOCore", "NIOPosix", "NIOHTTP1") + from("swift-nio-ssl", "NIOSSL")),
  room("Serving", on: "Instruments", uses: ["Kernel"], products: serving),
  room("Papers", on: "Instruments", uses: ["Kernel", "CPangoCairo"]),
  room("Inequality", on: "Instruments"),
  room("Charts", on: "Instruments", uses: ["Kernel", "Pages", "Papers"]),
  library("CSodium", links: "libsodium", from: "libsodium-dev"),
  library("CZlib", links: "zlib", from: "zlib1g-dev"),
  library("CQRCode", links: "libqrencode", from: "libqrencode-dev"),
  library("CPangoCairo", links: "pangocairo", from: "libpango1.0-dev"),
  library("CXlsxWriter", links: "xlsxwriter", from: "libxlsxwriter-dev"),

  room("Access", on: "Shared", uses: ["Kernel", "Database", "Vault", "CSodium"], products: yaml),
  room("Entrance", on: "Shared", uses: ["Kernel", "Database", "Vault", "Pages", "Access"], products: web),
  room("Registry", on: "Shared", uses: ["Kernel", "Vault", "Columns", "Snapshots", "Database", "Sheets"]),
  room(
    "Rules", on: "Shared", uses: ["Kernel", "RuleValues", "RuleLanguage", "RuleTelling"],
    testing: ["Registry"], products: yaml),
  room(
    "Screening", on: "Shared",
    uses: [
      "Kernel", "RuleValues", "RuleLanguage", "RuleTelling", "Columns", "Snapshots", "Database", "Sheets",
      "Access", "Registry", "Rules", "Casework",
    ], testing: ["Vault"]),
  room(
    "Wellbeing", on: "Shared",
    uses: ["Kernel", "RuleValues", "RuleLanguage", "Columns", "Inequality", "Rules", "Screening"],
    testing: ["Snapshots"]),
  room(
    "Indicators", on: "Shared",
    uses: [
      "Kernel", "RuleValues", "RuleLanguage", "Columns", "Snapshots", "Database", "Access", "Registry",
      "Rules", "Screening",
    ]),
  room("Casework", on: "Shared", uses: ["Kernel", "Vault", "Database", "Rules"]),
  room(
    "Evidence", on: "Shared",
    uses: ["Kernel", "Vault", "Database", "Pages", "Access", "Entrance", "Rules", "Casework"],
    products: web),

  room(
    "Monitoring", on: "Slices",
    uses: [
      "Kernel", "Vault", "Database", "Papers", "Pages", "Sheets", "Access", "Entrance", "Registry", "Rules",
      "Casework", "Evidence",
    ], testing: ["Screening"], products: web),
  room(
    "Helping", on: "Slices",
    uses: ["Kernel", "Vault", "Database", "Pages", "Access", "Entrance", "Registry", "Casework"],
    testing: ["Rules"], products: web),
  room(
    "Outreach", on: "Slices",
    uses: [
      "Kernel", "Vault", "Database", "Papers", "Pages", "Access", "Entrance", "Registry", "Rules", "Casework",
      "Evidence",
    ], products: web),
  room(
    "Responsibility", on: "Slices",
    uses: [
      "Kernel", "Vault", "Database", "Papers", "Pages", "Access", "Entrance", "Registry", "Rules", "Casework",
    ], testing: ["Sheets"], products: web + yaml),
  room(
    "Messages", on: "Slices", uses: ["Kernel", "Vault", "Database", "Pages", "Access", "Entrance"],
    testing: ["Registry"], products: web + yaml),
  room(
    "LedgerTruth", on: "Slices",
    uses: [
      "Kernel", "Columns", "Database", "Sheets", "Pages", "Access", "Entrance", "Registry", "Rules",
      "Screening",
    ], testing: ["Vault", "Casework"], products: web),
  room(
    "Doors", on: "Surfaces", uses: ["Kernel", "Database", "Vault", "OpenID", "Pages", "Access", "Entrance"],
    products: web),
  room(
    "Operation", on: "Surfaces",
    uses: [
      "Kernel", "Vault", "Database", "Access", "Registry", "Casework", "Evidence", "Screening", "Serving",
    ], testing: ["Rules"], products: yaml + configuration),
  room(
    "Cockpit", on: "Surfaces",
    uses: [
      "Kernel", "Database", "Inequality", "Charts", "Pages", "Access", "Entrance", "Registry", "Rules",
      "Casework", "Screening", "Indicators", "Wellbeing",
    ], testing: ["Columns", "Snapshots", "Vault"], products: web),
  room(
    "Simulation", on: "Surfaces", uses: ["Kernel"], products: yaml,
    embedding: [.embedInCode("zhaotong.yaml")]),
  room(
    "CarryOver", on: "Surfaces",
    uses: ["Kernel", "Database", "Sheets", "Access", "Registry", "Rules", "Casework"]),
  room(
    "Exchange", on: "Surfaces",
    uses: [
      "Kernel", "Vault", "Columns", "Snapshots", "Database", "Sheets", "Access", "Registry", "Screening",
    ], testing: ["RuleValues", "RuleLanguage", "Rules", "Casework"]),
  room(
    "Dashboards", on: "Surfaces",
    uses: [
      "Kernel", "Columns", "Snapshots", "Database", "Charts", "Pages", "Access", "Entrance", "Registry",
      "Rules", "Casework", "Screening",
    ], products: web),
  room(
    "Figures", on: "Surfaces",
    uses: [
      "Kernel", "Database", "Pages", "Access", "Entrance", "Registry", "Rules", "Casework", "Screening",
      "Indicators",
    ], testing: ["Vault"], products: web),
  room(
    "Briefings", on: "Surfaces",
    uses: [
      "Kernel", "RuleValues", "RuleLanguage", "Database", "Papers", "Charts", "Pages", "Sheets", "Access",
      "Entrance", "Registry", "Rules", "Casework", "Screening", "Indicators",
    ], testing: ["Vault"], products: web + yaml),
  room(
    "PlaceLedgers", on: "Surfaces",
    uses: [
      "Kernel", "RuleValues", "Database", "Pages", "Access", "Entrance", "Registry", "Rules", "Screening",
    ],
    testing: ["Sheets"], products: web),
  room(
    "FieldSync", on: "Surfaces",
    uses: [
      "Kernel", "Vault", "Database", "Packing", "Styles", "Pages", "Access", "Entrance", "Registry",
    ], testing: ["Casework", "Sheets"], products: web,
    embedding: [
      "texts.js", "keep.js", "link.js", "parts.js", "forms.js", "screens.js", "app.js", "worker.js",
      "app.css", "icon.svg",
    ].map { .embedInCode("App/\($0)") }),
  room(
    "Assembly", on: "Programs",
    uses: [
      "Kernel", "Database", "Pages", "Vault", "Serving", "Access", "Entrance", "Registry", "Rules",
      "Casework", "Evidence", "Screening", "Indicators", "Wellbeing", "Charts", "Monitoring", "Helping",
      "Outreach", "Responsibility", "Messages", "LedgerTruth", "Doors", "Exchange", "Dashboards",
      "PlaceLedgers", "Figures", "Cockpit", "FieldSync", "Briefings", "Operation", "Mailing",
    ], products: commands + web),
  room(
    "Workbench", on: "Programs",
    uses: [
      "Kernel", "Vault", "RuleValues", "RuleLanguage", "Columns", "Database", "Access", "Registry", "Rules",
      "Casework", "Screening", "Monitoring", "Assembly",
    ], products: commands),
].flatMap { $0 }
let all = named(rooms.filter { $0.type == .regular }.map(\.name))

let programs: [Target] = [
  .executableTarget(
    name: "shouwang", dependencies: all + commands + web + from("swift-log", "Logging"),
    path: "Sources/Programs/shouwang"),
  .testTarget(
    name: "shouwangTests", dependencies: all + ["shouwang"] + web, path: "Tests/Programs/shouwangTests"),
  .testTarget(name: "HouseTests", path: "Tests/HouseTests"),
]
for target in rooms + programs where target.type != .system { target.swiftSettings = held }

let package = Package(
  name: "shouwang",
  platforms: [.macOS(.v15)],
  dependencies: [
    github("groue/GRDB.swift", "7.10.0"), github("hummingbird-project/hummingbird", "2.28.1", traits: []),
    github("apple/swift-argument-parser", "1.8.2"), github("apple/swift-crypto", "4.5.2"),
    github("apple/swift-configuration", "1.4.0", traits: ["YAML"]), github("apple/swift-log", "1.16.2"),
    github("apple/swift-metrics", "2.13.0"), github("swift-server/swift-service-lifecycle", "2.13.0"),
    github("apple/swift-nio", "2.101.2"), github("apple/swift-nio-extras", "1.35.2"),
    github("apple/swift-nio-ssl", "2.37.6"), github("swift-server/async-http-client", "1.37.0"),
    github("vapor/jwt-kit", "5.7.1"), github("jpsim/Yams", "6.2.2"),
  ],
  targets: rooms + programs,
  swiftLanguageModes: [.v6]
)
