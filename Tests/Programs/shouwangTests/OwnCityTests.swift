// Our own city from files to findings: the columns and the plain interpreter agree, and the sums add up.
import Columns
import Database
import Foundation
import Kernel
import Registry
import RuleLanguage
import RuleValues
import Rules
import Screening
import Simulation
import Testing

@Suite struct OwnCityTests {
  @Test(arguments: [UInt64(1), 2, 3])
  func columnsAndInterpreterAgreeOnEveryHouseholdAndRule(seed: UInt64) throws {
    let folder = try WorkFolder("agree\(seed)")
    _ = try SyntheticCity(scale: .tiny, seed: seed, asOf: Project.asOf).write(to: folder.path + "/files")
    let city = try Project.city(Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files"))
    let library = try Project.rules()
    let result = try Screener(library).run(over: city)
    let masks = result.masks()
    #expect(city.householdCount > 150)
    for row in 0..<city.householdCount {
      let explanation = try Explanation(library, city: city, row: row)
      let plain = explanation.findings.reduce(Int64(0)) { $0 | 1 << Int64($1.rule.order) }
      #expect(plain == masks[row], "seed \(seed), household \(city.numbers[row])")
      let undecided = Set(explanation.undecided.map(\.rule.order))
      let faulty = library.rules.indices.filter { result.faults($0)?[row] ?? false }
        .map { library.rules[$0].order }
      #expect(undecided == Set(faulty), "seed \(seed), household \(city.numbers[row])")
    }
  }

  @Test func everyRuleOfTheProductRunsOverColumns() throws {
    #expect(try Screener(Project.rules()).rowByRow.isEmpty)
  }

  @Test func aHouseholdReadAloneHasTheFindingsItHasInTheCity() throws {
    let folder = try WorkFolder("alone")
    _ = try SyntheticCity(scale: .tiny, seed: 5, asOf: Project.asOf).write(to: folder.path + "/files")
    let database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    let city = try Project.city(database)
    let library = try Project.rules()
    let masks = try Screener(library).run(over: city).masks()
    for row in stride(from: 0, to: city.householdCount, by: 7) {
      let alone = try database.read { (connection) throws(Problem) in
        try CityStore.load(
          .household(county: city.places[row] / 1_000_000_000, number: city.numbers[row]), asOf: Project.asOf,
          on: connection)
      }
      #expect(alone.householdCount == 1)
      let mask = try Screener(library).run(over: alone).masks()
      #expect(mask == [masks[row]], "household \(city.numbers[row])")
      let explanation = try Explanation(library, city: alone, row: 0)
      for finding in explanation.findings {
        #expect((1...6).contains(finding.reasons.count), "\(finding.rule.name)")
        let told = finding.reasons.flatMap { [$0.words.zh, $0.words.en] }
        #expect(!told.contains { $0.contains("_") || $0.contains("(d,") || $0.contains("算式") }, "\(told)")
        #expect(Set(told).count == told.count, "\(told)")
        let sentence = finding.sentence.zh
        #expect(!sentence.contains(RuleDisplay.unknown.zh), "\(finding.rule.name): \(sentence)")
        for row in finding.evidence { #expect(row.line != nil && row.importNumber != nil) }
      }
    }
  }

  @Test func aReasonAboutAMemberNamesTheMember() throws {
    let folder = try WorkFolder("named")
    _ = try SyntheticCity(scale: .tiny, seed: 1, asOf: Project.asOf).write(to: folder.path + "/files")
    let database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    let library = try Project.rules()
    let city = try Project.city(database)
    let masks = try Screener(library).run(over: city).masks()
    let rule = try #require(library.rule("dropout"))
    let row = try #require(masks.firstIndex { $0 & rule.bit != 0 })
    let alone = try database.read { (connection) throws(Problem) in
      try CityStore.load(
        .household(county: city.places[row] / 1_000_000_000, number: city.numbers[row]), asOf: Project.asOf,
        on: connection)
    }
    let explanation = try Explanation(library, city: alone, row: 0)
    let finding = try #require(explanation.findings.first { $0.rule.name == "dropout" })
    for reason in finding.reasons {
      #expect(alone.personNames.contains { reason.words.zh.hasPrefix($0 + "：") }, "\(reason.words.zh)")
      #expect(alone.personNames.contains { reason.words.en.hasPrefix($0 + " ") }, "\(reason.words.en)")
    }
  }

  @Test func onlyRisksThatDoNotHoldAreCloseToAWarning() throws {
    let folder = try WorkFolder("near")
    _ = try SyntheticCity(scale: .tiny, seed: 3, asOf: Project.asOf).write(to: folder.path + "/files")
    let city = try Project.city(Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files"))
    let library = try Project.rules()
    var found = 0
    for row in 0..<city.householdCount {
      let explanation = try Explanation(library, city: city, row: row)
      found += explanation.nearMisses.count
      #expect(explanation.nearMisses.count <= 5)
      for near in explanation.nearMisses {
        #expect(near.rule.kind == .risk && !near.conditions.isEmpty)
        #expect(!explanation.findings.contains { $0.rule.order == near.rule.order })
        #expect(near.conditions.allSatisfy { $0.share <= 0.2 }, "household \(city.numbers[row])")
        #expect(!near.sentence.zh.contains(RuleDisplay.unknown.zh), "\(near.sentence.zh)")
      }
    }
    #expect(found > 20)
  }

  @Test func theRollUpAddsUpOnEveryLevel() throws {
    let folder = try WorkFolder("rollup")
    _ = try SyntheticCity(scale: .tiny, seed: 4, asOf: Project.asOf).write(to: folder.path + "/files")
    let city = try Project.city(Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files"))
    let result = try Screener(Project.rules()).run(over: city)
    let counts = result.placeCounts()
    for level in PlaceLevel.allCases {
      let own = counts.filter { $0.place.level == level }
      #expect(own.reduce(0) { $0 + $1.households } == city.householdCount, "level \(level)")
      for rule in result.library.rules.indices {
        let hits = own.reduce(0) { $0 + $1.rules[rule] }
        #expect(hits == result.hits(rule).count, "level \(level), rule \(rule)")
      }
    }
  }

  @Test func aHigherLineBringsHouseholdsInAndTakesNoneOut() throws {
    let folder = try WorkFolder("whatif")
    _ = try SyntheticCity(scale: .tiny, seed: 6, asOf: Project.asOf).write(to: folder.path + "/files")
    let city = try Project.city(Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files"))
    let answer = try WhatIf.compare(Screener(Project.rules()), city: city, overrides: ["line": "40000"])
    let low = try #require(answer.rules.first { $0.rule.name == "low_income" })
    #expect(low.after > low.before)
    #expect(answer.lines.allSatisfy { $0.leaving.isEmpty && $0.after == $0.before + $0.entering.count })
    #expect(answer.lines.reduce(0) { $0 + $1.entering.count } > 0)
  }
}
