// File and folder names say a noun and its role, never "the rest".
import Testing

enum NameLaw {
  static let attics = ["Util", "Helper", "Manager", "Service", "Common", "Misc", "+"]

  static func breaches(in tree: Tree) -> [Breach] {
    tree.swift.filter { $0.isSource || $0.isTest }.flatMap { file -> [Breach] in
      attics.filter { attic in file.parts.dropFirst().contains { $0.contains(attic) } }.map {
        Breach(file.path, "has '\($0)' in its name; name the noun it is about and put the file there")
      }
    }
  }
}

@Suite struct NameLawTests {
  @Test func noNameIsAnAttic() { expectKept(NameLaw.breaches(in: .house)) }

  @Test(arguments: [
    "DayUtils", "ImportHelper", "StoreManager", "PlaceService", "Array+Chunks", "Helpers/Day", "CommonParts",
  ])
  func anAtticIsFound(_ name: String) {
    let path = "Sources/Shared/Registry/\(name).swift"
    expectFound(NameLaw.breaches(in: Tree(planted: [path: "// A.\n"])), [(path, "name the noun")])
  }
}
