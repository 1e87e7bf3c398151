// Counts of places: what is counted over runs of rows is what counting household by household gives.

import Columns
import Kernel
import Testing

@testable import Screening

/// A generator that gives the same numbers for the same seed.
struct SeededNumbers {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}

@Suite struct PlaceTallyTests {
  private static let ruleCount = 7

  /// Some counties with townships, villages and groups, each with up to 150 households.
  private static func codes(_ random: inout SeededNumbers) -> [Int64] {
    var codes: [Int64] = []
    for place in 0..<60 {
      let (county, township, village, group) = (place / 24, place / 12 % 2, place / 4 % 3, place % 4)
      let code =
        530_600_000_000_000 + Int64(county + 2) * 1_000_000_000 + Int64(township + 1) * 1_000_000
        + Int64(village + 1) * 1_000 + Int64(group + 1)
      codes += [Int64](repeating: code, count: random.below(5) == 0 ? 0 : random.below(150))
    }
    return codes
  }

  private static func bitmap(_ length: Int, oneIn share: Int, _ random: inout SeededNumbers) -> Bitmap {
    var bitmap = Bitmap(length: length)
    for row in 0..<length where random.below(share) == 0 { bitmap[row] = true }
    return bitmap
  }

  private struct Sample {
    let codes: [Int64]
    var living: [Int64]
    var hits: [Bitmap]
    var atRisk: Bitmap
    var candidates: Bitmap

    var tally: PlaceTally {
      PlaceTally(
        PlaceTree(codes), living: { living[$0].reduce(0, +) }, hits: hits, atRisk: atRisk,
        candidates: candidates)
    }

    /// Household by household.
    func plain(_ place: PlaceCode) -> PlaceCount {
      var count = PlaceCount(place: place, ruleCount: hits.count)
      for row in codes.indices where place.subtree.contains(codes[row]) {
        count.households += 1
        count.persons += Int(living[row])
        count.hit += atRisk[row] ? 1 : 0
        count.candidates += candidates[row] ? 1 : 0
        for rule in hits.indices where hits[rule][row] { count.rules[rule] += 1 }
      }
      return count
    }
  }

  private static func sample(_ random: inout SeededNumbers) -> Sample {
    let codes = codes(&random)
    var candidates = bitmap(codes.count, oneIn: 2, &random)
    let atRisk = bitmap(codes.count, oneIn: 3, &random)
    candidates.formAnd(atRisk)
    return Sample(
      codes: codes, living: codes.map { _ in Int64(random.below(8)) },
      hits: (0..<ruleCount).map { bitmap(codes.count, oneIn: 1 + 4 * $0, &random) }, atRisk: atRisk,
      candidates: candidates)
  }

  @Test(arguments: UInt64(1)...8) func everyPlaceHasTheCountsOfItsHouseholds(seed: UInt64) {
    var random = SeededNumbers(seed)
    let sample = Self.sample(&random)
    let counts = sample.tally.counts
    #expect(counts.map(\.place.level) == counts.map(\.place.level).sorted())
    #expect(Set(counts.map(\.place)).count == counts.count)
    for count in counts { #expect(count == sample.plain(count.place), "seed \(seed), \(count.place)") }
    #expect(counts.filter { $0.place.level == .group }.map(\.place.number) == Set(sample.codes).sorted())
  }

  @Test(arguments: UInt64(1)...4) func aDifferenceMovesAllFiveLevels(seed: UInt64) {
    var random = SeededNumbers(seed)
    var sample = Self.sample(&random)
    var tally = sample.tally
    for _ in 0..<50 {
      let row = random.below(sample.codes.count)
      func share() -> PlaceTally.Share {
        PlaceTally.Share(
          living: Int(sample.living[row]), isAtRisk: sample.atRisk[row], isCandidate: sample.candidates[row],
          rules: sample.hits.indices.reduce(0) { $0 | (sample.hits[$1][row] ? 1 << Int64($1) : 0) })
      }
      let old = share()
      sample.living[row] = Int64(random.below(9))
      sample.atRisk[row] = random.below(2) == 0
      sample.candidates[row] = random.below(2) == 0
      for rule in sample.hits.indices { sample.hits[rule][row] = random.below(2) == 0 }
      tally.move(group: tally.tree.group(ofRow: row), from: old, to: share())
    }
    #expect(tally == sample.tally)
  }

  @Test func aGroupIsFoundByRowAndByCode() {
    var random = SeededNumbers(3)
    let codes = Self.codes(&random)
    let tree = PlaceTree(codes)
    for (row, code) in codes.enumerated() {
      let group = tree.group(ofRow: row)
      #expect(tree.places[group].number == code && tree.rows(ofGroup: group).contains(row))
      #expect(tree.group(of: code) == group)
    }
    #expect(tree.group(of: 530_699_999_999_999) == nil)
  }

  @Test func noHouseholdsHaveNoPlaces() {
    let tree = PlaceTree([])
    #expect(tree.places.isEmpty && tree.group(of: 530_602_001_001_001) == nil)
  }
}
