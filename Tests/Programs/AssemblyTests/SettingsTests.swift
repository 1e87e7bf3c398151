// Where an installed program finds what it came with.
import Foundation
import Testing

@testable import Assembly

@Suite struct SettingsTests {
  @Test func anInstalledProgramFindsWhatLiesInShare() {
    #expect(
      Settings.places(of: "access", for: "/usr/bin/shouwang") == [
        "/usr/bin/access", "/usr/bin/share/shouwang/access", "/usr/access", "/usr/share/shouwang/access",
      ])
  }

  /// Each folder of the operator, with the variable that names it, as the settings have them.
  @Test func theGuideToAServerAndItsUnitNameEveryFolderOfTheOperator() throws {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    func text(_ path: String) throws -> String {
      try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
    let settings = try text("Sources/Programs/Assembly/Settings.swift")
    let folders = settings.matches(
      of: /resource\(\s*"([A-Za-z-]+)", marker: "[^"]*", variable: "([A-Z_]+)"\)/
    )
    .map { (name: String($0.output.1), variable: String($0.output.2)) }
    #expect(folders.count == 8)
    let (guide, unit) = try (text("docs/howto/run-a-server.md"), text("deploy/shouwang.service"))
    let copied = try #require(guide.firstMatch(of: /cp -r ([A-Za-z -]+) \/usr\/share/))
    for (name, variable) in folders {
      #expect(guide.contains(try Regex("\\| `\(name)` \\|[^|\n]*\\| `\(variable)`")), "\(name)")
      #expect(
        unit.contains("\(variable)=/usr/share/shouwang/\(name)\n")
          || unit.contains("\(variable)=/usr/share/shouwang/\(name) "))
      #expect(copied.output.1.split(separator: " ").contains(Substring(name)), "\(name)")
    }
    let resources = try text("Sources/Programs/Assembly/CityResources.swift")
    for file in Set(resources.matches(of: /path\("([a-z.]+)"\)/).map { String($0.output.1) }) {
      #expect(guide.contains("| `\(file)"), "\(file)")
    }
  }
}
