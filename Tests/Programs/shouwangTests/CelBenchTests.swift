// The benchmark of the rule language: what it counts is what its own files say.
import Foundation
import Testing

@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct CelBenchTests {
  private struct Home: Decodable {
    struct Member: Decodable {
      let age: Int
      let disabled, working, alive: Bool
    }

    let id, income_per_capita, medical_paid, tuition, house_grade: Int
    let members: [Member]
    let minimum_living, water_safe: Bool

    /// The five rules in the words of another language.
    var verdicts: [Bool] {
      let living = members.filter(\.alive)
      return [
        income_per_capita < 810_000, living.contains { $0.disabled && $0.age >= 18 },
        !minimum_living && (medical_paid >= 1_000_000 || tuition >= 800_000),
        !living.contains { 16..<60 ~= $0.age && $0.working }, !water_safe || house_grade >= 3,
      ]
    }
  }

  private struct Figures: Decodable {
    struct Way: Decodable {
      let way: String
      let households_per_second: Double
      let matches: [Int]
    }

    let households, persons: Int
    let agrees: Bool
    let ways: [Way]
  }

  private func bench(_ households: Int, seed: Int, in folder: WorkFolder) throws -> (Figures, [String]) {
    let file = folder.path + "/households.jsonl"
    let answer = try Program.run(
      ["cel", "bench", "--households", "\(households)", "--seed", "\(seed)", "--export", file, "--json"],
      in: folder)
    try #require(answer.status == 0, "\(answer.err)")
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
    return (try JSONDecoder().decode(Figures.self, from: Data(answer.out.utf8)), lines)
  }

  @Test func everyWayFindsWhatTheExportedHouseholdsSay() throws {
    let (figures, lines) = try bench(700, seed: 5, in: WorkFolder("cel-bench"))
    let homes = try lines.map { try JSONDecoder().decode(Home.self, from: Data($0.utf8)) }
    #expect(homes.map(\.id) == Array(1...700))
    #expect(figures.households == 700 && figures.persons == homes.reduce(0) { $0 + $1.members.count })
    #expect(homes.allSatisfy { 1...7 ~= $0.members.count })
    let wanted = (0..<5).map { rule in homes.count { $0.verdicts[rule] } }
    #expect(figures.agrees && figures.ways.map(\.way) == ["rows", "columns", "columnsOnAllCores"])
    #expect(figures.ways.allSatisfy { $0.matches == wanted && $0.households_per_second > 0 })
    #expect(wanted.allSatisfy { 10...350 ~= $0 }, "each rule finds some households and not most: \(wanted)")
  }

  @Test func fewerHouseholdsOfASeedAreTheFirstOfMore() throws {
    let folder = try WorkFolder("cel-bench-first")
    let (_, few) = try bench(40, seed: 6, in: folder)
    let (_, many) = try bench(90, seed: 6, in: folder)
    let (_, others) = try bench(40, seed: 7, in: folder)
    #expect(Array(many.prefix(40)) == few)
    #expect(others != few)
  }

  @Test func theRulesAreListedForOtherEngines() throws {
    let answer = try Program.run(["cel", "bench", "--rules"], in: WorkFolder("cel-bench-rules"))
    let rules = try JSONDecoder().decode([[String: String]].self, from: Data(answer.out.utf8))
    #expect(rules.count == 5)
    #expect(rules.allSatisfy { $0.keys.sorted() == ["expression", "name"] })
  }
}
