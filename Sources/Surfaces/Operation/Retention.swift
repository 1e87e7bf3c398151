// How long what is kept, and deleting what is older.

package import Access
package import Database
import Evidence
package import Kernel
import Registry

/// **Unit**: days. The journal has no period here: it is kept for at least six months, by law, and this never
/// deletes from it.
/// **Source**: Cybersecurity Law of the People's Republic of China, article 21 (3).
package struct RetentionPeriods: Sendable, Equatable {
  package var refusedDays = 180
  package var replacedDays = 3 * 365
  package var signInDays = 180
  /// Photos and papers of cases: as long as the files of a finished case are kept.
  package var evidenceDays = 10 * 365

  package init() {}
}

/// One kind of what is kept for a time.
package enum RetainedKind: Sendable, Equatable, CaseIterable {
  case refused, replaced, signIn, evidence

  package var name: Text {
    switch self {
    case .refused: Text(zh: "退回的行", en: "refused rows")
    case .replaced: Text(zh: "被替换的旧内容", en: "replaced rows")
    case .signIn: Text(zh: "结束的会话、登录失败、用过的链接", en: "ended sessions, failures and used links")
    case .evidence: Text(zh: "照片和文件", en: "photos and papers")
    }
  }

  /// As the journal calls it.
  package var word: String {
    switch self {
    case .refused: "refused"
    case .replaced: "replaced"
    case .signIn: "sign_in"
    case .evidence: "evidence"
    }
  }

  package func days(_ periods: RetentionPeriods) -> Int {
    switch self {
    case .refused: periods.refusedDays
    case .replaced: periods.replacedDays
    case .signIn: periods.signInDays
    case .evidence: periods.evidenceDays
    }
  }
}

package enum Retention {
  /// How many rows are older than their period.
  /// **Shape**: a line a kind, in the order of the kinds.
  package static func overdue(
    _ periods: RetentionPeriods, at now: Instant, on connection: Connection
  ) throws(Problem) -> [(kind: RetainedKind, rows: Int)] {
    try RetainedKind.allCases.map { kind throws(Problem) in
      let before = start(kind, periods, now)
      switch kind {
      case .refused:
        return (kind, try RegistryRetentionStore.count(.refused, before: before, on: connection))
      case .replaced:
        return (kind, try RegistryRetentionStore.count(.replaced, before: before, on: connection))
      case .signIn: return (kind, try AccessRetentionStore.count(before: before, on: connection))
      case .evidence:
        return (kind, try EvidenceKeepingStore.count(before: before.day(), on: connection))
      }
    }
  }

  /// Deletes what is older, a batch a transaction, each journalled with its count in the same transaction.
  /// - Parameters:
  ///   - act: its instant is the one that ages are told by.
  ///   - shouldStop: asked before each batch; what is done then stays done, and the same request goes on.
  /// **Shape**: as `overdue`, of what was deleted.
  /// **Problems**: `access.permission.missing`, `access.command.key`.
  package static func run(
    _ periods: RetentionPeriods, in database: Database, by act: Act, as visitor: Visitor?,
    batch: Int = 20_000, shouldStop: () -> Bool = { false }
  ) throws(Problem) -> [(kind: RetainedKind, rows: Int)] {
    let kinds = RetainedKind.allCases
    let pass = try database.write { (connection) throws(Problem) in
      let days = kinds.map { String($0.days(periods)) }.joined(separator: " ")
      return try DoorPass.open(
        Command("retention.run", permission: .systemManage, body: days), by: act, as: visitor, on: connection)
    }
    if let answer = pass.answer {
      return Array(zip(kinds, answer.text.split(separator: " ").map { Int($0) ?? 0 }))
    }
    var (lines, isStopped) = ([(kind: RetainedKind, rows: Int)](), false)
    for kind in kinds {
      let before = start(kind, periods, act.at)
      var rows = 0
      while true {
        isStopped = isStopped || shouldStop()
        if isStopped { break }
        let done = try database.write { (connection) throws(Problem) in
          let done = try delete(kind, before: before, atMost: batch, on: connection)
          if done > 0 { try pass.note("retention.run", told(kind, done, before), on: connection) }
          return done
        }
        rows += done
        if done == 0 { break }
      }
      lines.append((kind, rows))
    }
    if isStopped { return lines }
    let answer = lines.map { String($0.rows) }.joined(separator: " ")
    _ = try database.write { (connection) throws(Problem) in try pass.end(answer, on: connection) }
    return lines
  }

  private static func start(_ kind: RetainedKind, _ periods: RetentionPeriods, _ now: Instant) -> Instant {
    Instant(milliseconds: now.milliseconds - Int64(kind.days(periods)) * 86_400_000)
  }

  private static func delete(
    _ kind: RetainedKind, before: Instant, atMost limit: Int, on connection: Connection
  ) throws(Problem) -> Int {
    switch kind {
    case .refused:
      try RegistryRetentionStore.delete(.refused, before: before, atMost: limit, on: connection)
    case .replaced:
      try RegistryRetentionStore.delete(.replaced, before: before, atMost: limit, on: connection)
    case .signIn: try AccessRetentionStore.delete(before: before, on: connection)
    case .evidence:
      // Contents are large: a few in one transaction, so that others can write between.
      try EvidenceKeepingStore.delete(before: before.day(), atMost: min(limit, 50), on: connection)
    }
  }

  private static func told(_ kind: RetainedKind, _ rows: Int, _ before: Instant) -> Outcome {
    Outcome(
      subject: kind.word,
      details: JSONText.object([
        "before": JSONText.quoted(before.day().description), "rows": String(rows),
      ]))
  }
}
