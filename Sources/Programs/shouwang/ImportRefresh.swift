// After a small import: the households that it concerns are screened again in the last run.

import Access
import Assembly
import Database
import Exchange
import Kernel
import Registry
import Rules
import Screening

/// What the refresh after an import did.
enum ImportNews {
  case done(Refreshed)
  /// Why it was left.
  case left(Problem)

  var words: Text {
    switch self {
    case .done(let done):
      let (came, went) = counts(done)
      return Text(
        zh: "已重新判断 \(grouped(done.households)) 户：新增命中 \(grouped(came)) 条，消除 \(grouped(went)) 条。",
        en: "\(grouped(done.households)) households were screened again: \(grouped(came)) findings came, "
          + "\(grouped(went)) went.")
    case .left(let problem): return problem.message
    }
  }

  var json: String {
    switch self {
    case .done(let done):
      let (came, went) = counts(done)
      return JSONText.object([
        "households": String(done.households), "came": String(came), "went": String(went),
      ])
    case .left(let problem):
      return JSONText.object([
        "code": JSONText.quoted(problem.code), "message": JSONText.quoted(problem.message.en),
      ])
    }
  }

  private func counts(_ done: Refreshed) -> (came: Int, went: Int) {
    done.changes.reduce((0, 0)) { ($0.0 + $1.came.count, $0.1 + $1.went.count) }
  }
}

struct ImportRefresh {
  /// More changed rows than this are a matter for a whole run.
  static let mostRows = 5_000

  private let database: Database
  private let summary: ImportSummary

  init(_ database: Database, _ summary: ImportSummary) {
    (self.database, self.summary) = (database, summary)
  }

  /// What stands in the way is told, not thrown: the import itself is done.
  func run(_ library: RuleLibrary, isComplete: Bool) throws(Problem) -> ImportNews {
    let changes = summary.files.reduce(0) { $0 + ($1.isRepeated ? 0 : $1.counts.changes) }
    guard !isComplete, changes <= ImportRefresh.mostRows, !changesPlaces else {
      return .left(ImportRefresh.tooMuch)
    }
    let screener = try Screener(library)
    do throws(Problem) {
      return .done(
        try database.write { (connection) throws(Problem) in
          var households: Set<Int64> = []
          for file in summary.files where file.counts.changes > 0 {
            guard
              let own = try TouchedStore.households(
                ofImport: file.number, kind: file.kind.name, most: ImportRefresh.mostRows, on: connection)
            else { throw ImportRefresh.tooMuch }
            households.formUnion(own)
          }
          let command = Command(
            "screening.refresh", permission: .screeningRun,
            body: summary.files.map { String($0.number) }.joined(separator: " "))
          let pass = try DoorPass.open(command, by: Settings.act("screen"), as: nil, on: connection)
          let done = try ScreeningStore.refresh(
            households.sorted(), with: screener, in: pass, on: connection)
          _ = try pass.end(String(done.households), on: connection)
          return done
        })
    } catch {
      return .left(error)
    }
  }

  private var changesPlaces: Bool {
    summary.files.contains { file in
      if case .regions = file.kind { return file.counts.changes > 0 }
      return false
    }
  }

  static var tooMuch: Problem {
    Problem(
      "program.refresh.large", .conflict,
      zh: "这次导入不是小批变更，没有逐户重新判断。请运行 shouwang screen。",
      en: "This import is no small change; households were not screened again. Run shouwang screen.")
  }
}
