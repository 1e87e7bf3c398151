// `shouwang screen --files`: files in, findings and a quality report out, without a store.

import Exchange
import Foundation
import Kernel
import Registry
import Rules
import Screening
import Sheets

/// A register read from files, screened, and what became of its rows.
struct ScreenFiles {
  let paths: [String]
  let library: RuleLibrary
  let day: Day
  let stages: StageClock

  /// **Problems**: those of the files; `exchange.bulk.lacks`, `exchange.bulk.twice`.
  func run(report: (Text) -> Void) throws(Problem) -> (bulk: BulkRegister, result: ScreeningResult) {
    var sheets: [(sheet: Sheet, kind: SheetKind)] = []
    for path in paths {
      let sheet = try Sheet(path: path)
      sheets.append((sheet, try SheetKind.recognise(sheet)))
    }
    let bulk = try BulkRegister(sheets) {
      report($0)
      stages.begin($0)
    }
    stages.begin(Text(zh: "排成列", en: "laying out"))
    let read = FieldsRead(library)
    let city = bulk.city(asOf: day) { read.contains($0, $1) }
    report(Text(zh: "筛查 \(grouped(city.householdCount)) 户…", en: "screening…"))
    stages.begin(Text(zh: "筛查", en: "screening"))
    return (bulk, try Screener(library).run(over: city, keeping: .living))
  }
}

/// Which fields the rules and facts of a library read.
struct FieldsRead: Sendable {
  private let keys: Set<Fact.Key>

  init(_ library: RuleLibrary) {
    keys = library.rules.reduce(into: library.facts.reduce(into: []) { $0.formUnion($1.checked.fieldsRead) })
    {
      $0.formUnion($1.checked.fieldsRead)
    }
  }

  func contains(_ record: String, _ field: String) -> Bool { keys.contains(Fact.Key(record, field)) }
}

/// Tells on the error stream how long each stage took, where that is asked for.
final class StageClock {
  private let isAsked: Bool
  private let language: Kernel.Language
  private var last: (name: Text, wall: ContinuousClock.Instant, cpu: clock_t)?

  init(isAsked: Bool, _ language: Kernel.Language) { (self.isAsked, self.language) = (isAsked, language) }

  func begin(_ name: Text) {
    end()
    last = (name, .now, clock())
  }

  func end() {
    guard isAsked, let last else { return }
    let wall = (ContinuousClock.now - last.wall) / .milliseconds(1)
    let cpu = Double(clock() - last.cpu) / Double(CLOCKS_PER_SEC) * 1_000
    writeError("\(last.name(language)): \(Int(wall)) ms, CPU \(Int(cpu)) ms")
    self.last = nil
  }
}
