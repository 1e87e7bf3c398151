// A what-if runs only what depends on its parameters, and answers as if everything had been run.
import Columns
import Foundation
import Kernel
import RuleLanguage
import RuleValues
import Rules
import Screening
import Simulation
import Testing

@Suite struct WhatIfTests {
  /// Some households without incomes, so that facts are missing too.
  private static func city(_ folder: WorkFolder) throws -> City {
    _ = try SyntheticCity(scale: .tiny, seed: 8, asOf: Project.asOf).write(to: folder.path + "/files")
    let path = folder.path + "/files/households.csv"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").enumerated()
    let poorer = lines.map { number, line in
      guard number % 5 == 1 else { return String(line) }
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return (cells.dropLast(5).map(String.init) + ["", "", "", "", ""]).joined(separator: ",")
    }
    try (poorer.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    return try Project.city(Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files"))
  }

  @Test func everyParameterIsAnsweredAsByAWholeRun() throws {
    let city = try Self.city(WorkFolder("whatif-all"))
    let screener = try Screener(Project.rules())
    let before = try screener.run(over: city)
    let base = WhatIfBase(screener, before)
    #expect(city.householdCount > 100)
    var moved = 0
    for parameter in screener.library.parameters {
      for text in ["0", "1", "3", "150", "9000", "C"] where parameter.unit.value(text) != nil {
        let overrides = [parameter.name: text]
        let (answer, after) = (
          try WhatIf.compare(base, overrides: overrides), try screener.run(over: city, overrides: overrides)
        )
        let (old, new) = (before.atRisk, after.atRisk)
        let rows = 0..<city.householdCount
        #expect(
          answer.lines.flatMap(\.entering) == rows.filter { new[$0] && !old[$0] }.map { city.numbers[$0] },
          "\(overrides)")
        #expect(
          answer.lines.flatMap(\.leaving) == rows.filter { old[$0] && !new[$0] }.map { city.numbers[$0] },
          "\(overrides)")
        #expect(answer.lines.reduce(0) { $0 + $1.before } == old.count)
        #expect(answer.lines.reduce(0) { $0 + $1.after } == new.count)
        let changed = screener.library.rules.indices.filter { before.hits($0).count != after.hits($0).count }
        #expect(answer.rules.map(\.rule.order) == changed.map { screener.library.rules[$0].order })
        for one in answer.rules {
          let number = try #require(screener.library.rules.firstIndex { $0.order == one.rule.order })
          #expect(one.after == after.hits(number).count && one.before == before.hits(number).count)
        }
        moved += changed.count
      }
    }
    #expect(moved > 20)
  }

  @Test func anUnknownParameterIsRefused() throws {
    let city = try Self.city(WorkFolder("whatif-unknown"))
    #expect(throws: Problem.self) {
      try WhatIf.compare(Screener(Project.rules()), city: city, overrides: ["lines": "1"])
    }
  }
}
