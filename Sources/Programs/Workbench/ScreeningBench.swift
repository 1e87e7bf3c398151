// Times a screened city: whole runs, what-ifs, one household after the other in memory and in the store.

import Access
import Assembly
import Columns
import Database
import Foundation
import Kernel
import Registry
import RuleValues
import Rules
import Screening

/// A series of times. **Unit**: milliseconds.
struct BenchSeries {
  let name: String
  let title: Text
  var times: [Double] = []
  /// Of all threads together.
  var cpu: [Double] = []

  init(_ name: String, _ title: Text) { (self.name, self.title) = (name, title) }

  mutating func add(_ elapsed: Elapsed) {
    times.append(elapsed.wall * 1_000)
    cpu.append(elapsed.cpu * 1_000)
  }

  /// The time that a share of the times does not pass.
  func share(_ share: Double) -> Double {
    let sorted = times.sorted()
    return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
  }
}

struct ScreeningBench {
  let screener: Screener
  let city: City
  let loading: Elapsed
  private(set) var series: [BenchSeries] = []
  /// Households whose rows, judged one by one, give another answer than columns; and how many were compared.
  private(set) var differing = 0
  private(set) var compared = 0
  private let chosen: [Int]
  private var result: ScreeningResult

  init(_ screener: Screener, _ city: City, seed: UInt64, loading: Elapsed) throws(Problem) {
    (self.screener, self.city, self.loading) = (screener, city, loading)
    guard city.householdCount > 0 else {
      throw Problem(
        "program.bench.empty", .notFound, zh: "数据库里没有农户。", en: "There are no households in the store.")
    }
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    chosen = (0..<100_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(city.householdCount))
    }
    result = try screener.run(over: city)
  }

  /// Every rule over every household, with the counts of all places.
  mutating func fullRuns(_ rounds: Int) throws {
    var whole = BenchSeries("full", Text(zh: "全市重筛并汇总", en: "full run with roll-up"))
    var roll = BenchSeries("rollup", Text(zh: "其中汇总", en: "roll-up alone"))
    for _ in 0..<rounds {
      let run = try timed { try screener.run(over: city, keeping: .living) }
      let tally = timed { run.answer.tally() }
      precondition(tally.answer == result.tally(), "every round finds the same")
      var sum = run.elapsed
      sum += tally.elapsed
      whole.add(sum)
      roll.add(tally.elapsed)
    }
    series += [whole, roll]
  }

  /// Each round asks for another value, so that nothing but what is made ready for a parameter is reused; the
  /// first round, which makes it ready, is a series of its own.
  mutating func whatIfs(_ rounds: Int) throws {
    let base = WhatIfBase(screener, result)
    for (name, value) in [("line", 8_700), ("medical_cost_high", 9_000)]
    where screener.library.parameter(name) != nil {
      var first = BenchSeries("whatif_\(name)_first", Text(zh: "试算 \(name)，首次", en: "what-if \(name), first"))
      var later = BenchSeries("whatif_\(name)", Text(zh: "试算 \(name)", en: "what-if \(name)"))
      for round in 0...rounds {
        let answer = try timed {
          try WhatIf.compare(base, overrides: [name: String(value + round)])
        }
        if round == 0 { first.add(answer.elapsed) } else { later.add(answer.elapsed) }
      }
      series += [first, later]
    }
  }

  /// A bill more for each of some households.
  mutating func singleHouseholds(_ count: Int) throws {
    var live = try LiveScreening(screener, result)
    var single = BenchSeries("household", Text(zh: "单户变化（内存）", en: "one household, in memory"))
    for number in 0..<count {
      let change = CityChange.household(
        city.numbers[chosen[number % chosen.count]],
        [
          RowChange(
            "MedicalBill", key: ScreeningBench.firstRecord + Int64(number), cells: ScreeningBench.bill)
        ])
      single.add(try timed { try live.apply(change) }.elapsed)
    }
    series.append(single)
  }

  /// Judges households one by one with the plain interpreter.
  mutating func compareWithOracle(_ count: Int) throws(Problem) {
    let masks = result.masks()
    let rows = count >= city.householdCount ? Array(0..<city.householdCount) : Array(chosen.prefix(count))
    let plain = try PlainScreening(screener, city: city)
    differing = rows.count { plain.mask(row: $0) != masks[$0] }
    compared = rows.count
  }

  /// The same through the store, which keeps the run first. A bill is merged and the household refreshed in
  /// one transaction; in turn with it, for other households, the same transaction without the refresh.
  mutating func inStore(_ database: Database, _ count: Int) throws {
    let act = Settings.act("bench")
    var save = BenchSeries("save", Text(zh: "保存全市结果", en: "keeping a full run"))
    save.add(
      try timed {
        try database.write { (connection) throws(Problem) in
          try ScreeningStore.save(result, by: act, as: nil, on: connection)
        }
      }.elapsed)
    series.append(save)
    var live = try database.write { (connection) throws(Problem) in
      try LiveStore(screener, result, on: connection)
    }
    var without = BenchSeries("store_commit", Text(zh: "同一事务，不重判", en: "that transaction, no refresh"))
    var with = BenchSeries("household_store", Text(zh: "单户变化（数据库）", en: "one household, in the store"))
    var read = BenchSeries(
      "household_store_read", Text(zh: "单户变化（从数据库读）", en: "one household, read from the store"))
    let merger = BillMerger(act)
    for number in 0..<count {
      let rows = (0..<3).map { chosen[(3 * number + $0) % chosen.count] }
      without.add(
        try timed {
          try database.write { (connection) throws(Problem) in
            let pass = try DoorPass.open(merger.command(), by: act, as: nil, on: connection)
            _ = try merger.addBill(to: rows[0], of: city, pass, on: connection)
            _ = try pass.end("", on: connection)
          }
        }.elapsed)
      with.add(
        try timed {
          try live.write(to: database, merger.command(), by: act, as: nil) {
            (connection, pass) throws(Problem) in
            guard let record = try merger.addBill(to: rows[1], of: city, pass, on: connection) else {
              return []
            }
            let bill = RowChange("MedicalBill", key: record, cells: ScreeningBench.bill)
            return [.household(city.numbers[rows[1]], [bill])]
          }
        }.elapsed)
      read.add(
        try timed {
          try database.write { (connection) throws(Problem) in
            let pass = try DoorPass.open(merger.command(), by: act, as: nil, on: connection)
            guard try merger.addBill(to: rows[2], of: city, pass, on: connection) != nil else { return }
            _ = try ScreeningStore.refresh(
              [city.numbers[rows[2]]], with: screener, asOf: city.asOf, in: pass, on: connection)
            _ = try pass.end("", on: connection)
          }
        }.elapsed)
    }
    series += [without, with, read]
  }

  static let firstRecord: Int64 = 990_000_000_000

  /// **Unit**: fen.
  static let bill: [String: Value] = [
    "settle_date": RuleTime.value(Day(number: 20_376)), "hospital_level": .int(3), "kind": .string("I"),
    "total_cost": .int(2_000_000), "reimbursed": .int(800_000), "self_paid": .int(1_200_000),
  ]
}

/// Bills that nobody has, under record numbers that no feed uses. Each has its entry in the journal, as every
/// change of the register.
private final class BillMerger {
  private let store: FeedStore
  private let index = FeedIndex()
  private var next: Int64

  init(_ act: Act) {
    guard let feed = FeedKind.named("medical") else { preconditionFailure("medical is a feed") }
    store = FeedStore(feed)
    next = act.at.milliseconds * 1_000
  }

  /// What the next bill is added by.
  func command() -> Command {
    next += 1
    return Command("bill.add", permission: .dataImport, key: "bill-\(next)", body: String(next))
  }

  /// The record's number; nil for a household that nobody belongs to.
  func addBill(
    to row: Int, of city: City, _ pass: DoorPass, on connection: Connection
  ) throws(Problem) -> Int64? {
    guard let member = city.frame["Household"].lists["members"]?.rows(of: row).first else { return nil }
    let facts = FeedFacts(
      record: next, county: Int64(city.personHomes[member]), subject: city.personIDs[member],
      values: [.int(20_376), 3, "I", 2_000_000, 800_000, 1_200_000])
    let origin = RowOrigin(importNumber: 1, line: 1, dated: city.asOf)
    _ = try store.merge(facts, origin: origin, index: index, on: connection)
    let told = Outcome(
      subject: String(next), details: JSONText.object(["person": String(facts.subject)]))
    try pass.note("bill.add", told, county: facts.county, on: connection)
    return next
  }
}
