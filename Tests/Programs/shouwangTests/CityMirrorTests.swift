// The city in memory beside the pages: it finds what the store finds, and follows the register.
import Access
import Dashboards
import Database
import Foundation
import Kernel
import Pages
import Registry
import Rules
import Screening
import Simulation
import Snapshots
import Synchronization
import Testing

@Suite struct CityMirrorTests {
  private let folder: WorkFolder
  private let database: Database
  private let library: RuleLibrary

  init() throws {
    folder = try WorkFolder("mirror-\(CityMirrorTests.folders.add(1, ordering: .relaxed).newValue)")
    _ = try SyntheticCity(scale: .tiny, seed: 21, asOf: Project.asOf).write(to: folder.path + "/files")
    database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    library = try Project.rules()
    let result = try Screener(library).run(over: Project.city(database))
    try database.write { (connection) throws(Problem) in
      _ = try ScreeningStore.save(result, by: Project.act, as: nil, on: connection)
    }
  }

  /// Every test has a folder of its own.
  private static let folders = Atomic<Int>(0)

  private func texts(_ page: SearchPage) -> [String] {
    page.hits.map { hit in
      let path = hit.path.map(\.name).joined()
      return "\(hit.county) \(hit.number) \(hit.head) \(hit.member?.value.zh ?? "") \(path) \(hit.riskCount)"
    }.sorted()
  }

  /// Parts of names of the city: of one character, of two, and whole ones.
  private func parts() throws -> [String] {
    let names = try Project.city(database).personNames
    let some = stride(from: 0, to: names.count, by: 61).map { names[$0] }
    return some + some.map { String($0.prefix(1)) } + some.map { String($0.suffix(2)) }
      + ["a", "鑫鑫鑫", "·", " ", "1"]
  }

  @Test func memoryAndStoreFindTheSame() async throws {
    let mirror = CityMirror(database)
    try mirror.load(asOf: Project.asOf)
    let quick = StoreSource(database, library: library, mirror: mirror)
    let slow = StoreSource(database, library: library)
    var found = 0
    for part in try parts() {
      let (first, second) = (
        try await quick.search(part, page: 1, for: Posts.office),
        try await slow.search(part, page: 1, for: Posts.office)
      )
      #expect(first.position.total == second.position.total, "\(part)")
      // The pieces are cut in another order: by place, and by person.
      if first.position.total <= 50 { #expect(texts(first) == texts(second), "\(part)") }
      #expect(!first.isBehind)
      found += first.position.total
    }
    #expect(found > 100)
  }

  @Test func theCityFollowsTheRegisterAndSaysWhileItIsBehind() async throws {
    let loaded = AsyncStream<Result<LoadedCity, Problem>>.makeStream()
    let mirror = CityMirror(database) { loaded.continuation.yield($0) }
    var cities = loaded.stream.makeAsyncIterator()
    let source = StoreSource(database, library: library, mirror: mirror)
    try source.loadMirror()
    #expect(try await cities.next()?.get().city.asOf == Project.asOf)
    let before = try await source.search("新名", page: 1, for: Posts.office)
    #expect(before.hits.isEmpty && !before.isBehind)
    try database.write { (connection) throws(Problem) in
      try connection.run("UPDATE person SET name = '新名' WHERE id = (SELECT MIN(id) FROM person)")
      try Project.correct("1", on: connection)
    }
    #expect(try await source.search("新名", page: 1, for: Posts.office).isBehind)
    #expect(try await cities.next()?.get().source == .store)
    let after = try await source.search("新名", page: 1, for: Posts.office)
    #expect(after.position.total == 1 && !after.isBehind)
  }

  @Test func aRunOfAnotherDayMovesTheCityToThatDay() async throws {
    let loaded = AsyncStream<Result<LoadedCity, Problem>>.makeStream()
    let mirror = CityMirror(database) { loaded.continuation.yield($0) }
    var cities = loaded.stream.makeAsyncIterator()
    try mirror.load(asOf: Project.asOf.adding(days: 30))
    _ = await cities.next()
    let source = StoreSource(database, library: library, mirror: mirror)
    #expect(try await source.search("王", page: 1, for: Posts.office).isBehind)
    let city = try await cities.next()?.get()
    #expect(city?.city.asOf == Project.asOf && city?.source == .snapshot)
    #expect(try await source.search("王", page: 1, for: Posts.office).isBehind == false)
  }

  @Test func aTrialTellsWhatTheCommandTells() async throws {
    let mirror = CityMirror(database)
    let source = StoreSource(database, library: library, mirror: mirror)
    let (rule, values) = ("low_income", ["line": "9000"])
    let city = try Project.city(database)
    try mirror.load(asOf: Project.asOf)
    let page = try await source.trial(rule, values: values, for: Posts.office)
    let answer = try WhatIf.compare(Screener(library), city: city, overrides: values)
    #expect(page.lines?.map(\.before) == answer.lines.map(\.before))
    #expect(page.lines?.map(\.after) == answer.lines.map(\.after))
    #expect(page.lines?.map(\.entering) == answer.lines.map(\.entering.count))
    #expect(page.lines?.map(\.leaving) == answer.lines.map(\.leaving.count))
    #expect(page.rules.map(\.after) == answer.rules.map(\.after))
    #expect(page.rules.contains { $0.rule.name == rule && $0.after > $0.before })
  }

  @Test func aTrialWithoutOtherValuesOrWithWrongOnesIsNotComputed() async throws {
    let source = StoreSource(database, library: library, mirror: CityMirror(database))
    let page = try await source.trial("low_income", values: [:], for: Posts.office)
    #expect(page.lines == nil)
    let written = Dictionary(uniqueKeysWithValues: page.parameters.map { ($0.name, $0.written) })
    #expect(try await source.trial("low_income", values: written, for: Posts.office).lines == nil)
    for (values, code) in [
      (["line": "many"], "screening.parameter.badValue"), (["other": "1"], "dashboards.trial.parameter"),
    ] {
      let problem = await #expect(throws: Problem.self) {
        try await source.trial("low_income", values: values, for: Posts.office)
      }
      #expect(problem?.code == code)
    }
    let without = StoreSource(database, library: library)
    let problem = await #expect(throws: Problem.self) {
      try await without.trial("low_income", values: ["line": "9000"], for: Posts.office)
    }
    #expect(problem?.kind == .unavailable)
  }

  @Test func everyParameterIsWrittenAsItIsRead() async throws {
    let source = StoreSource(database, library: library)
    for rule in library.rules {
      for parameter in try await source.rule(rule.name, for: Posts.office).parameters {
        let known = try #require(library.parameter(parameter.name))
        #expect(known.unit.value(parameter.written) == known.value(asOf: Project.asOf, county: nil))
      }
    }
  }

  @Test func aPlaceHoldsTheHouseholdsBelowIt() throws {
    let city = try Project.city(database)
    for row in stride(from: 0, to: city.householdCount, by: 17) {
      let group = try #require(PlaceCode(number: city.places[row]))
      for level in PlaceLevel.allCases {
        let place = try #require(group.ancestor(at: level))
        let rows = city.rows(in: place)
        #expect(rows.contains(row))
        #expect(rows.count == city.places.filter { place.subtree.contains($0) }.count)
      }
      let members = city.memberRows(of: row..<row + 1)
      #expect(members.allSatisfy { city.householdRow(ofMember: $0) == row })
      #expect(members.isEmpty || members.contains { city.personNames[$0] == city.headName(of: row) })
    }
  }
}
