// `shouwang screen --files`: files in, findings and a quality report out, without a store.

import Assembly
import Dispatch
import Exchange
import Foundation
import Kernel
import Registry
import Rules
import Screening
import Sheets
import Synchronization

/// A register read from files, screened, and what became of its rows.
struct ScreenFiles {
  let paths: [String]
  let rules: RulesOptions
  let day: Day
  let stages: StageClock

  /// **Problems**: those of the rules; those of the files; `exchange.bulk.lacks`, `exchange.bulk.twice`.
  func run(report: (Text) -> Void) throws -> (bulk: BulkRegister, result: ScreeningResult) {
    let reading = Reading(rules)
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
    let (library, screener) = try reading.answer()
    let read = FieldsRead(library)
    let city = bulk.city(asOf: day) { read.contains($0, $1) }
    report(Text(zh: "筛查 \(grouped(city.householdCount)) 户…", en: "screening…"))
    stages.begin(Text(zh: "筛查", en: "screening"))
    return (bulk, try screener.run(over: city, keeping: .living))
  }

  /// Writes the answers into a folder that exists, each file by a thread of its own.
  static func export(_ result: ScreeningResult, _ bulk: BulkRegister, to folder: String) throws {
    let failures = Mutex<[Problem]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      do throws(Problem) {
        if part == 0 { return try ScreeningExport.writeMasks(result, to: folder + "/masks.csv") }
        try ScreeningExport.writeCounts(result, quality: bulk.quality, to: folder)
        try bulk.writeRefused(to: folder + "/refused.csv")
      } catch {
        failures.withLock { $0.append(error) }
      }
    }
    if let failure = failures.withLock({ $0 }).first { throw failure }
  }
}

/// Reads the rules while the files are read.
private final class Reading: Sendable {
  private let library = Mutex<Result<(RuleLibrary, Screener), any Error>?>(nil)
  private let group = DispatchGroup()

  init(_ rules: RulesOptions) {
    DispatchQueue.global().async(group: group) {
      let answer = Result {
        let library = try rules.load()
        return (library, try Screener(library))
      }
      self.library.withLock { $0 = answer }
    }
  }

  func answer() throws -> (RuleLibrary, Screener) {
    group.wait()
    guard let answer = library.withLock({ $0 }) else { preconditionFailure("the rules have been read") }
    return try answer.get()
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
