// Arrows only run down, and what is imported is declared.
import Testing

enum ArrowLaw {
  /// The only rooms that an instrument of this list may import. Instruments that are not in it may import
  /// one another and the ground.
  static let plainInstruments: [String: [String]] = [
    "Patterns": [], "RuleValues": ["Patterns"], "RuleLanguage": ["RuleValues"],
    "RuleTelling": ["RuleLanguage", "RuleValues"], "Columns": ["RuleLanguage", "RuleValues"],
  ]

  /// The rooms of Programs, and which neighbours each may import. A room that is not in the list has none.
  static let programs: [String: [String]] = [
    "Assembly": [], "Workbench": ["Assembly"], "shouwang": ["Assembly", "Workbench"],
  ]

  /// Why `room` may not import `other`; nil where it may.
  static func refusal(_ room: String, on floor: Floor, importing other: String, on lower: Floor) -> String? {
    if let allowed = plainInstruments[room], !allowed.contains(other) {
      let may = allowed.isEmpty ? "no room" : "only \(allowed.joined(separator: ", "))"
      return "\(room) imports \(may); pass what it needs from \(other) in as a value"
    }
    if lower.height > floor.height {
      return "\(floor.rawValue) may not look up to \(other) in \(lower.rawValue); "
        + "move the shared part down or hand it in as a value from above"
    }
    if floor == .Programs, lower == .Programs, programs[room]?.contains(other) != true {
      return "\(room) may not import its neighbour \(other); "
        + "move what both need to Assembly, or pass it in from shouwang"
    }
    if lower.height == floor.height, floor == .Slices || floor == .Surfaces {
      return "\(room) may not import its neighbour \(other); "
        + "move the noun that both need down to Shared, or let Programs join the two"
    }
    return nil
  }

  static func breaches(in tree: Tree) -> [Breach] {
    let rooms = tree.rooms
    return tree.sources.flatMap { file -> [Breach] in
      guard let room = file.room, let floor = file.floor else {
        return [Breach(file.path, "lies in no room; a source file lies in Sources/<Floor>/<Room>")]
      }
      return (file.swift?.imports ?? []).compactMap { line, module in
        guard module != room, let lower = rooms[module] else { return nil }
        return refusal(room, on: floor, importing: module, on: lower).map { Breach(file.path, line, $0) }
      }
    }
  }
}

@Suite struct ArrowLawTests {
  @Test func everyArrowRunsDown() { expectKept(ArrowLaw.breaches(in: .house)) }

  @Test func aForbiddenArrowIsFound() {
    let ground = "Sources/Ground/Kernel/Day.swift"
    let language = "Sources/Instruments/RuleLanguage/Parser.swift"
    let columns = "Sources/Instruments/Columns/Column.swift"
    let registry = "Sources/Shared/Registry/Household.swift"
    let surface = "Sources/Surfaces/Dashboards/Pages.swift"
    let assembly = "Sources/Programs/Assembly/Options.swift"
    let attic = "Sources/Programs/Attic/Main.swift"
    let stray = "Sources/Stray.swift"
    let tree = Tree(planted: [
      ground: "// A.\npackage import Registry\n", language: "// A.\nimport Kernel\n",
      columns: "// A.\nimport RuleLanguage\nimport struct Kernel.Day\n",
      registry: "// A.\nimport Kernel\n@preconcurrency import Dashboards\n",
      surface: "// A.\nimport Registry // import Exchange\nimport Exchange\n",
      "Sources/Surfaces/Exchange/Import.swift": "// A.\nimport Registry\nimport Columns\nimport Foundation\n",
      "Sources/Programs/shouwang/Main.swift":
        "// A.\nimport Exchange\nimport Dashboards\nimport Kernel\nimport Assembly\nimport Workbench\n",
      "Sources/Programs/Workbench/Bench.swift": "// A.\nimport Assembly\nimport Registry\n",
      assembly: "// A.\nimport Exchange\nimport Workbench\nimport shouwang\n",
      attic: "// A.\nimport Kernel\nimport Assembly\n",
      stray: "// A.\n",
    ])
    expectFound(
      ArrowLaw.breaches(in: tree),
      [
        (ground, "may not look up to Registry"), (language, "imports only RuleValues"),
        (columns, "only RuleLanguage"),
        (registry, "may not look up to Dashboards"), (surface, "its neighbour Exchange"),
        (assembly, "its neighbour Workbench"), (assembly, "its neighbour shouwang"),
        (attic, "its neighbour Assembly"), (stray, "no room"),
      ])
  }
}
